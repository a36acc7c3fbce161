import type { Matrix } from 'ml-matrix';
import { columnsOf, matrixOf, transposed } from './columns.ts';
import { product } from './product.ts';

/**
 * Gram matrix AᵀA of the columns of an m×n matrix: n×n and exactly symmetric, in squared units of A.
 *
 * @throws ShapeError if A is not a Matrix or is empty.
 * @throws NonFiniteError if an entry is not finite, or one of AᵀA exceeds the largest double.
 */
export function gram(A: Matrix): Matrix {
  const a = columnsOf(A);
  const squares = matrixOf(product(transposed(a), a));
  columnsOf(squares, 'AᵀA');
  return squares;
}
