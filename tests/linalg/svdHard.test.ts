import type { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { binaryExponent, ldexp, svd } from '#linalg';
import { dot, orthonormalityDefect, residualNorm } from './compensated.ts';
import { hardFamilies } from './hardFamilies.ts';
import { scaleBy } from './ratios.ts';

/**
 * ‖A − U S Vᵀ‖_F/‖A‖_F, on a copy scaled by a power of two. Each of the k values may be off by half
 * the smallest double, which is taken off first.
 */
function relativeResidual(A: Matrix, U: Matrix, s: readonly number[], V: Matrix): number {
  const largest = Math.max(A.max(), -A.min());
  if (largest === 0) return Math.max(...s);
  const e = binaryExponent(largest);
  const unit = scaleBy(A, -e);
  const scaled = s.map((x) => ldexp(x, -e));
  const allowance = Math.sqrt(s.length) * ldexp(1, -1075 - e);
  return Math.max(0, residualNorm(unit, U, scaled, V) - allowance) / unit.norm();
}

describe('svd gives A back within 1e-15 √k of ‖A‖, k the number of values, by orthonormal factors', () => {
  test.each(hardFamilies)('$name', ({ A }) => {
    const { U, s, V } = svd(A);
    const root = Math.sqrt(s.length);
    expect.soft(relativeResidual(A, U, s, V) / root).toBeLessThanOrEqual(1e-15);
    expect.soft(orthonormalityDefect(U) / root).toBeLessThanOrEqual(3e-15);
    expect.soft(orthonormalityDefect(V) / root).toBeLessThanOrEqual(3e-15);
    expect.soft(s.every((x, i) => x >= 0 && x <= (s[i - 1] ?? Infinity))).toBe(true);
  });
});

test('the check itself keeps what ordinary sums lose', () => {
  const x = Float64Array.of(1e16, 1, -1e16);
  expect(dot(x, Float64Array.of(1, 1, 1))).toBe(1);
  const third = Float64Array.of(1 / 3);
  expect(dot(third, Float64Array.of(3), -1)).toBe(-(2 ** -54));
});
