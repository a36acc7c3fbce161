import type { Matrix } from 'ml-matrix';
import { columnsOf, scaled, scaledBack } from './columns.ts';
import { norm } from './norm.ts';

/**
 * Frobenius norm sqrt(Σ a_ij²), in the units of A, safe at any scale.
 *
 * @throws ShapeError if A is not a Matrix or is empty.
 * @throws NonFiniteError if an entry is not finite, or the norm exceeds the largest double.
 */
export function frobenius(A: Matrix): number {
  const { unit, exponent } = scaled(columnsOf(A));
  return scaledBack(norm(unit.a, 0, unit.a.length), exponent, 'The Frobenius norm of A');
}
