import { Matrix } from 'ml-matrix';
import { requireTolerance } from './checks.ts';
import { columnsOf, matrixOf, scaled, scaledBack } from './columns.ts';
import { multiply } from './multiply.ts';
import { leadingColumns } from './orth.ts';
import { countAbove, defaultRcond } from './rank.ts';
import { svd } from './svd.ts';

/**
 * Moore–Penrose inverse of an m×n matrix: n×m, in reciprocal units of A. Singular values up to rcond
 * times the largest count as zero; the default rcond is max(m, n)·ε, as in scipy.linalg.pinv. The
 * zero matrix gives zeros. To solve a system `lstsq` is better. Golub & Van Loan 5.5.2.
 *
 * @throws ShapeError if A is not a Matrix or is empty.
 * @throws NonFiniteError if an entry or rcond is not finite, rcond is negative, or an entry of the
 * inverse exceeds the largest double.
 * @throws ConvergenceError as `svd`.
 */
export function pinv(A: Matrix, rcond?: number): Matrix {
  const { unit, exponent } = scaled(columnsOf(A));
  const bar = rcond ?? defaultRcond(unit.m, unit.n);
  requireTolerance(bar);
  const { U, s, V } = svd(matrixOf(unit));
  const rank = countAbove(s, bar);
  if (rank === 0) return Matrix.zeros(unit.n, unit.m);
  const right = leadingColumns(V, rank).divRowVector(s.slice(0, rank));
  const inverse = columnsOf(multiply(right, leadingColumns(U, rank).transpose()));
  const entry = (x: number): number => scaledBack(x, -exponent, 'An entry of the inverse');
  return matrixOf({ ...inverse, a: inverse.a.map(entry) });
}
