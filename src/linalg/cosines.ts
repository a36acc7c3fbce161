import type { Matrix } from 'ml-matrix';
import { columnsOf } from './columns.ts';
import { multiply } from './multiply.ts';

/**
 * The rows of A (m×n) scaled to length 1; a row of zeros stays.
 *
 * @throws ShapeError if A is empty or not a Matrix.
 * @throws NonFiniteError if an entry is not finite.
 */
export function unitRows(A: Matrix): Matrix {
  columnsOf(A, 'A');
  const lengths = Array.from({ length: A.rows }, (_, i) => {
    const length = Math.sqrt(A.getRow(i).reduce((sum, x) => sum + x * x, 0));
    return length === 0 ? 1 : length;
  });
  return A.clone().divColumnVector(lengths);
}

/**
 * Cosines of the angles between the rows of A (m×n) and those of B (l×n; by default A itself): m×l.
 * A row of zeros has cosine 0 with all.
 *
 * @throws ShapeError if a matrix is empty or not a Matrix, or the column counts differ.
 * @throws NonFiniteError if an entry is not finite.
 */
export const cosines = (A: Matrix, B: Matrix = A): Matrix =>
  multiply(unitRows(A), unitRows(B).transpose());
