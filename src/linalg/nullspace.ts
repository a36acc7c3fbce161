import { Matrix } from 'ml-matrix';
import { requireTolerance } from './checks.ts';
import { columnsOf, matrixOf, scaled } from './columns.ts';
import { countAbove, defaultRcond } from './rank.ts';
import { svd } from './svd.ts';

/**
 * Orthonormal basis of the null space of an m×n matrix: n×(n − r), r = rank(A, rcond), the right
 * singular vectors of the values up to rcond times the largest and those beyond min(m, n) (default
 * max(m, n)·ε, as scipy.linalg.null_space). A of rank n gives an n×0 Matrix, zeros give n×n.
 *
 * @throws ShapeError if A is not a Matrix or is empty.
 * @throws NonFiniteError if an entry or rcond is not finite, or rcond is negative.
 * @throws ConvergenceError as `svd`.
 */
export function nullspace(A: Matrix, rcond?: number): Matrix {
  const { unit } = scaled(columnsOf(A));
  const { m, n } = unit;
  const bar = rcond ?? defaultRcond(m, n);
  requireTolerance(bar);
  const { s, V } = svd(matrixOf(unit), { full: m < n });
  const r = countAbove(s, bar);
  const basis = new Matrix(n, n - r);
  for (let i = 0; i < n; i++) {
    for (let j = r; j < n; j++) basis.set(i, j - r, V.get(i, j));
  }
  return basis;
}
