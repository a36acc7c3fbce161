import type { Columns } from './columns.ts';
import { eye, zeros } from './columns.ts';
import { householderQr } from './householderQr.ts';
import { reflect } from './kernels/reflect.ts';
import { TINY } from './norm.ts';

/**
 * The orthogonal columns of an m×n X in the given order, longest first, each divided by its length;
 * columns shorter than 1e-289 are replaced, and more added up to `width`, so that all are orthonormal.
 */
export function unitColumns(
  X: Columns,
  lengths: Float64Array,
  order: readonly number[],
  width: number,
): Columns {
  const { m } = X;
  const positive = order.filter((j) => lengths[j]! >= TINY);
  const U = zeros(m, positive.length);
  positive.forEach((j, to) => {
    for (let i = 0; i < m; i++) U.a[i + to * m] = X.a[i + j * m]! / lengths[j]!;
  });
  if (positive.length === width) return U;
  const whole = eye(m, width);
  if (positive.length > 0) {
    const { reflectors } = householderQr({ m, n: U.n, a: U.a.slice() });
    reflect(reflectors, whole.a, 0, m, width);
  }
  whole.a.set(U.a);
  return whole;
}
