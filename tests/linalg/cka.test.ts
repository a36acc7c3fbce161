import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { cka } from '#linalg';
import { createRandom } from '#random';
import { seed, twoMatrices } from './arbitraries.ts';
import { scaleBy } from './ratios.ts';

describe('cka', () => {
  test('is symmetric and lies from 0 to 1', () => {
    fc.assert(
      fc.property(twoMatrices(), ([X, Y]) => {
        const value = cka(X, Y);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(Math.abs(cka(Y, X) - value)).toBeLessThan(1e-14);
      }),
    );
  });
  test('does not change under rotation, one scale and shifts', () => {
    fc.assert(
      fc.property(seed, (number) => {
        const random = createRandom(number);
        const X = random.normalMatrix(9, 4);
        const Y = random.normalMatrix(9, 3);
        const value = cka(X, Y);
        const moved = Matrix.mul(X.mmul(random.orthonormal(4, 4)), -3).add(2);
        expect(Math.abs(cka(moved, Y) - value)).toBeLessThan(1e-13);
        expect(Math.abs(cka(moved, X) - 1)).toBeLessThan(1e-13);
        expect(cka(scaleBy(X, 1000), scaleBy(Y, -1000))).toBe(value);
      }),
    );
  });
  test('of constant activations is 0, even if their mean rounds', () => {
    const Y = createRandom(2).normalMatrix(7, 3);
    const constant = Matrix.ones(7, 2).mul(0.1);
    expect(cka(constant, Y)).toBe(0);
    expect(cka(constant, constant)).toBe(0);
    expect(cka(Matrix.ones(1, 2), Matrix.ones(1, 3))).toBe(0);
  });
  test('needs one row an example in both', () => {
    expect(() => cka(Matrix.ones(3, 2), Matrix.ones(4, 2))).toThrow(/X is 3×2 but Y is 4×2/);
  });
});
