import { Matrix } from 'ml-matrix';
import { requireTolerance } from './checks.ts';
import { columnsOf, matrixOf, scaled } from './columns.ts';
import { countAbove, defaultRcond } from './rank.ts';
import { svd } from './svd.ts';

/** The first k columns of A, k from 0 on. */
export function leadingColumns(A: Matrix, k: number): Matrix {
  const part = new Matrix(A.rows, k);
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < k; j++) part.set(i, j, A.get(i, j));
  }
  return part;
}

/**
 * Orthonormal basis of the column space of an m×n matrix: m×r, r = rank(A, rcond), the left singular
 * vectors of the values above rcond times the largest (default max(m, n)·ε, as scipy.linalg.orth).
 * The zero matrix gives an m×0 Matrix.
 *
 * @throws ShapeError if A is not a Matrix or is empty.
 * @throws NonFiniteError if an entry or rcond is not finite, or rcond is negative.
 * @throws ConvergenceError as `svd`.
 */
export function orth(A: Matrix, rcond?: number): Matrix {
  const { unit } = scaled(columnsOf(A));
  const bar = rcond ?? defaultRcond(unit.m, unit.n);
  requireTolerance(bar);
  const { U, s } = svd(matrixOf(unit));
  return leadingColumns(U, countAbove(s, bar));
}
