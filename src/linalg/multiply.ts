import type { Matrix } from 'ml-matrix';
import { columnsOf, matrixOf } from './columns.ts';
import { NonFiniteError, ShapeError } from './errors.ts';
import { product } from './product.ts';

/** Multiplications up to which ml-matrix's product is the faster one. */
const SMALL = 8192;

/**
 * The product A B of an m×k and a k×n matrix: m×n, in units of A times units of B. Sums are taken in
 * the order of the k terms, 256 at a time, so the same input gives the same bits everywhere.
 *
 * @throws ShapeError if a matrix is empty or not a Matrix, or A has not as many columns as B has rows.
 * @throws NonFiniteError if an entry is not finite, or a sum exceeds the largest double on its way.
 */
export function multiply(A: Matrix, B: Matrix): Matrix {
  const a = columnsOf(A, 'A');
  const b = columnsOf(B, 'B');
  if (a.n !== b.m) {
    throw new ShapeError(
      `A is ${a.m}×${a.n} but B is ${b.m}×${b.n}: A needs as many columns as B has rows.`,
    );
  }
  // The same sums in the same order: for small matrices, copying would take longer than adding.
  const C = a.m * a.n * b.n < SMALL ? A.mmul(B) : matrixOf(product(a, b));
  let largest = 0;
  for (let i = 0; i < C.rows; i++) {
    for (let j = 0; j < C.columns; j++) largest = Math.max(largest, Math.abs(C.get(i, j)));
  }
  if (!(largest < Infinity)) {
    throw new NonFiniteError(
      'An entry of A B is too large for a double (over 1.8e308): divide a factor by a constant first.',
    );
  }
  return C;
}
