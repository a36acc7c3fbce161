import type { Matrix } from 'ml-matrix';
import { centred } from './centred.ts';
import { columnsOf } from './columns.ts';

/**
 * The mean row of A (m×n): n numbers, exact where a column is constant.
 *
 * @throws ShapeError if A is empty or not a Matrix.
 * @throws NonFiniteError if an entry is not finite.
 */
export const columnMeans = (A: Matrix): number[] => centred(columnsOf(A, 'A')).means;
