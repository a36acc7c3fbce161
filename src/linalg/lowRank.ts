import { Matrix } from 'ml-matrix';
import { requireCount } from './checks.ts';
import { multiply } from './multiply.ts';
import { leadingColumns } from './orth.ts';
import { svd } from './svd.ts';

/**
 * Best approximation of an m×n matrix by one of rank at most k, in the Frobenius and the spectral
 * norm: the first k terms of the SVD (Eckart & Young 1936; Golub & Van Loan 2.4). k = 0 gives zeros.
 * At a tie s[k − 1] = s[k] the best approximation is not unique: its error is, its entries are not.
 *
 * @throws ShapeError if A is not a Matrix or is empty, or k is not an integer in 0 … min(m, n).
 * @throws NonFiniteError if an entry is not finite, or a singular value or an entry of the result
 * exceeds the largest double.
 * @throws ConvergenceError as `svd`.
 */
export function lowRank(A: Matrix, k: number): Matrix {
  const { U, s, V } = svd(A);
  requireCount(k, 0, s.length, `The rank k for the ${A.rows}×${A.columns} matrix A`);
  if (k === 0) return Matrix.zeros(A.rows, A.columns);
  const left = leadingColumns(U, k).mulRowVector(s.slice(0, k));
  return multiply(left, leadingColumns(V, k).transpose());
}
