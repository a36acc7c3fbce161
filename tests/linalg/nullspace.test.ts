import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  hcat,
  NonFiniteError,
  nullspace,
  orth,
  rank,
  relativeError,
  ShapeError,
  subspaceOverlap,
} from '#linalg';
import { createRandom } from '#random';
import { matrix, seed } from './arbitraries.ts';
import { BAR, orthogonalityRatio, scaleBy } from './ratios.ts';

/** Of a random rank below its number of columns. */
function deficient(number: number): Matrix {
  const random = createRandom(number);
  const n = 2 + random.integer(25);
  const r = 1 + random.integer(n - 1);
  return random.normalMatrix(r + random.integer(20), r).mmul(random.normalMatrix(r, n));
}

function expectNullspace(A: Matrix): void {
  const N = nullspace(A);
  expect(N.rows).toBe(A.columns);
  expect(N.columns + rank(A)).toBe(A.columns);
  if (N.columns === 0) return;
  expect(orthogonalityRatio(N)).toBeLessThan(BAR);
  expect(A.mmul(N).norm()).toBeLessThanOrEqual(1e-14 * Math.max(A.rows, A.columns) * A.norm());
}

describe('nullspace', () => {
  test('is an orthonormal basis of what A takes to zero', () => {
    fc.assert(fc.property(matrix(12), expectNullspace));
    fc.assert(fc.property(seed.map(deficient), expectNullspace));
  });
  test('completes the row space to all of space', () => {
    fc.assert(
      fc.property(seed.map(deficient), (A) => {
        const whole = hcat([orth(A.transpose()), nullspace(A)]);
        expect(whole.columns).toBe(whole.rows);
        expect(orthogonalityRatio(whole)).toBeLessThan(BAR);
      }),
    );
  });
  test('finds a planted null space', () => {
    const Q = createRandom(3).orthonormal(9, 9);
    const rows = Q.subMatrix(0, 8, 0, 5).transpose();
    const planted = Q.subMatrix(0, 8, 6, 8);
    expect(subspaceOverlap(nullspace(rows), planted).overlap).toBeCloseTo(1, 14);
    const tall = createRandom(4).normalMatrix(30, 6).mmul(rows);
    expect(subspaceOverlap(nullspace(tall), planted).overlap).toBeCloseTo(1, 14);
  });
  test('has no columns at full rank and all of them for zeros', () => {
    const none = nullspace(createRandom(1).normalMatrix(7, 4));
    expect([none.rows, none.columns]).toEqual([4, 0]);
    const all = nullspace(Matrix.zeros(2, 3));
    expect(relativeError(all.mmul(all.transpose()), Matrix.eye(3))).toBeLessThan(1e-14);
  });
  test('heeds rcond', () => {
    const A = Matrix.diag([1, 1e-3]);
    expect(nullspace(A).columns).toBe(0);
    expect(nullspace(A, 0.01).abs()).toEqual(new Matrix([[0], [1]]));
    for (const bad of [-1, NaN, Infinity]) {
      expect(() => nullspace(A, bad)).toThrow(NonFiniteError);
    }
  });
  test('does not change with the scale of A', () => {
    fc.assert(
      fc.property(matrix(), fc.integer({ min: -900, max: 1010 }), (A, e) => {
        expect(nullspace(scaleBy(A, e))).toEqual(nullspace(A));
      }),
    );
  });
  test('turns down empty matrices and entries that are not finite', () => {
    expect(() => nullspace(new Matrix(0, 3))).toThrow(ShapeError);
    expect(() => nullspace(Matrix.ones(3, 2).set(2, 1, NaN))).toThrow(NonFiniteError);
  });
});
