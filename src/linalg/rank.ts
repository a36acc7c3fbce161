import type { Matrix } from 'ml-matrix';
import { requireTolerance } from './checks.ts';
import { columnsOf, matrixOf, scaled } from './columns.ts';
import { svdvals } from './svdvals.ts';

/** SciPy's and LAPACK's usual bar: max(m, n)·ε, as a share of the largest singular value. */
export function defaultRcond(m: number, n: number): number {
  return Math.max(m, n) * Number.EPSILON;
}

/** How many of the values s, descending, exceed rcond times the first. */
export function countAbove(s: readonly number[], rcond: number): number {
  const first = s[0] ?? 0;
  return s.filter((value) => value / first > rcond).length;
}

/**
 * Numerical rank: the number of singular values above rcond times the largest. The default rcond is
 * max(m, n)·ε, as in scipy.linalg.orth and numpy.linalg.matrix_rank. The zero matrix has rank 0.
 *
 * @throws ShapeError if A is not a Matrix or is empty.
 * @throws NonFiniteError if an entry or rcond is not finite, or rcond is negative.
 * @throws ConvergenceError as `svdvals`.
 */
export function rank(A: Matrix, rcond?: number): number {
  const { unit } = scaled(columnsOf(A));
  const bar = rcond ?? defaultRcond(unit.m, unit.n);
  requireTolerance(bar);
  return countAbove(svdvals(matrixOf(unit)), bar);
}
