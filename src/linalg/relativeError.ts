import type { Matrix } from 'ml-matrix';
import { columnsOf, scaled, timesPowerOfTwo } from './columns.ts';
import { ldexp } from './binary.ts';
import { requireSameShape } from './checks.ts';
import { norm } from './norm.ts';

/**
 * ‖A − B‖_F / ‖B‖_F, without unit; B is the reference. 0/0 counts as 0 and x/0 as Infinity. Safe at
 * any scale.
 *
 * @throws ShapeError if a matrix is empty or not a Matrix, or the shapes differ.
 * @throws NonFiniteError if an entry is not finite.
 */
export function relativeError(A: Matrix, B: Matrix): number {
  const a = columnsOf(A, 'A');
  const b = columnsOf(B, 'B');
  requireSameShape(a, b);
  const left = scaled(a);
  const right = scaled(b);
  const exponent = Math.max(left.exponent, right.exponent);
  const shrunk = timesPowerOfTwo(right.unit, right.exponent - exponent);
  const difference = timesPowerOfTwo(left.unit, left.exponent - exponent).a;
  for (let i = 0; i < difference.length; i++) difference[i]! -= shrunk.a[i]!;
  const distance = norm(difference, 0, difference.length);
  if (distance === 0) return 0;
  const length = norm(right.unit.a, 0, right.unit.a.length);
  return ldexp(distance / length, exponent - right.exponent);
}
