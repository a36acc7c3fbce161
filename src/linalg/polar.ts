import type { Matrix } from 'ml-matrix';
import { columnsOf, matrixOf, scaled, scaledBack, transposed } from './columns.ts';
import { product } from './product.ts';
import { svd } from './svd.ts';

/** A = U P. */
export interface Polar {
  /** m×n, without unit: orthonormal columns if m ≥ n, orthonormal rows if m < n. */
  readonly U: Matrix;
  /** n×n, exactly symmetric, positive semidefinite, in the units of A. */
  readonly P: Matrix;
}

/**
 * Polar decomposition A = U P of an m×n matrix, U the nearest matrix to A with orthonormal columns
 * (rows if m < n) in the Frobenius norm, and P = √(AᵀA). From A = W diag(s) Vᵀ: U = W Vᵀ and
 * P = V diag(s) Vᵀ. P is unique; U is if A has full rank, otherwise it follows the vectors that `svd`
 * chooses. Safe at any scale.
 *
 * Higham, Functions of Matrices (2008), chapter 8; scipy.linalg.polar with side 'right'.
 *
 * @throws ShapeError if A is not a Matrix or is empty.
 * @throws NonFiniteError if an entry is not finite, or one of P exceeds the largest double.
 * @throws ConvergenceError as `svd`.
 */
export function polar(A: Matrix): Polar {
  const { unit, exponent } = scaled(columnsOf(A));
  const { U: W, s, V } = svd(matrixOf(unit));
  const rows = transposed(columnsOf(V));
  const X = product(columnsOf(V.clone().mulRowVector(s)), rows);
  const Y = transposed(X).a;
  const entry = (x: number, at: number): number =>
    scaledBack((x + Y[at]!) / 2, exponent, 'An entry of P');
  return {
    U: matrixOf(product(columnsOf(W), rows)),
    P: matrixOf({ ...X, a: X.a.map(entry) }),
  };
}
