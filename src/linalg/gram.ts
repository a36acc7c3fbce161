import type { Matrix } from 'ml-matrix';
import { columnsOf } from './columns.ts';

/**
 * Gram matrix AᵀA of the columns of an m×n matrix: n×n, in squared units of A.
 *
 * @throws ShapeError if A is not a Matrix or is empty.
 * @throws NonFiniteError if an entry is not finite, or one of AᵀA exceeds the largest double.
 */
export function gram(A: Matrix): Matrix {
  columnsOf(A);
  const product = A.transpose().mmul(A);
  columnsOf(product, 'AᵀA');
  return product;
}
