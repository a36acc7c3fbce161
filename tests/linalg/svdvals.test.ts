import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { NonFiniteError, ShapeError, svd, svdvals } from '#linalg';
import { createRandom } from '#random';
import { matrix } from './arbitraries.ts';
import { families } from './families.ts';

function expectSame(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((x, i) => {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(found[i - 1] ?? Infinity);
    expect(Math.abs(x - (wanted[i] ?? NaN))).toBeLessThanOrEqual(1e-14 * (wanted[0] ?? 0));
  });
}

describe('svdvals', () => {
  test.each(families)('gives the values of svd for $name', ({ A }) => {
    expectSame(svdvals(A), svd(A).s);
  });
  test.each([
    [7, 7],
    [28, 7],
    [300, 20],
    [20, 300],
    [90, 60],
    [120, 120],
  ])('gives the values of svd for a random %i×%i matrix', (m, n) => {
    const A = createRandom(5).stream(`${m}×${n}`).normalMatrix(m, n);
    expectSame(svdvals(A), svd(A).s);
  });
  test('are those of the transpose', () => {
    fc.assert(fc.property(matrix(14), (A) => expectSame(svdvals(A), svdvals(A.transpose()))));
  });
  test('gives back a planted spectrum', () => {
    const random = createRandom(7);
    const s = Array.from({ length: 40 }, (_, i) => 1 / (i + 1));
    const A = random
      .orthonormal(60, 40)
      .mulRowVector(s)
      .mmul(random.orthonormal(40, 40).transpose());
    expectSame(svdvals(A), s);
  });
  test('gives plain zeros, never negative ones', () => {
    for (const n of [1, 3, 9, 30]) {
      expect(svdvals(Matrix.zeros(n, n))).toEqual(Array.from({ length: n }, () => 0));
      const last = svdvals(
        Matrix.ones(n + 1, n)
          .mul(-1)
          .mulRow(0, 0),
      ).slice(1);
      expect(last.some((x) => Object.is(x, -0))).toBe(false);
    }
  });
  test('with accuracy relative are those of svd with accuracy relative', () => {
    const A = createRandom(9).normalMatrix(12, 9);
    A.mulRowVector(Array.from({ length: 9 }, (_, j) => 10 ** (-3 * j)));
    expect(svdvals(A, { accuracy: 'relative' })).toEqual(svd(A, { accuracy: 'relative' }).s);
  });
  test('turns down what svd turns down, in the same words', () => {
    const bad: readonly [Matrix, typeof ShapeError | typeof NonFiniteError][] = [
      [new Matrix(0, 3), ShapeError],
      [Matrix.ones(9, 9).set(1, 2, Infinity), NonFiniteError],
      [Matrix.ones(9, 9).mul(1.7e308), NonFiniteError],
    ];
    for (const [A, kind] of bad) {
      let message = '';
      try {
        svd(A);
      } catch (error) {
        message = String(error);
      }
      expect(() => svdvals(A)).toThrow(kind);
      expect(() => svdvals(A)).toThrow(message.replace(/^\w+: /, ''));
    }
  });
});
