import type { Columns } from './columns.ts';
import { eye, zeros } from './columns.ts';
import { applyQ, factor } from './factor.ts';
import { TINY } from './norm.ts';

/**
 * The orthogonal columns of a square X in the given order, longest first, each divided by its length;
 * columns shorter than 1e-289 are replaced so that all are orthonormal.
 */
export function unitColumns(X: Columns, lengths: Float64Array, order: readonly number[]): Columns {
  const n = X.n;
  const positive = order.filter((j) => lengths[j]! >= TINY);
  const U = zeros(n, positive.length);
  positive.forEach((j, to) => {
    for (let i = 0; i < n; i++) U.a[i + to * n] = X.a[i + j * n]! / lengths[j]!;
  });
  if (positive.length === n) return U;
  const whole = eye(n, n);
  if (positive.length > 0) applyQ(factor(U, false), whole);
  whole.a.set(U.a);
  return whole;
}
