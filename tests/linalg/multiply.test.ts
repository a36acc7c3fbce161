import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { gram, multiply, NonFiniteError, ShapeError } from '#linalg';
import { createRandom } from '#random';
import { matrix, seed } from './arbitraries.ts';

/** The plain triple loop, with the largest error that rounding may cause in any entry. */
function plain(A: Matrix, B: Matrix): { C: Matrix; slack: number } {
  const C = Matrix.zeros(A.rows, B.columns);
  let most = 0;
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < B.columns; j++) {
      let sum = 0;
      let size = 0;
      for (let p = 0; p < A.columns; p++) {
        const term = A.get(i, p) * B.get(p, j);
        sum += term;
        size += Math.abs(term);
      }
      C.set(i, j, sum);
      most = Math.max(most, size);
    }
  }
  return { C, slack: 2 * A.columns * Number.EPSILON * most };
}

function expectPlainProduct(m: number, k: number, n: number): void {
  const random = createRandom(3).stream(`${m}×${k}×${n}`);
  const A = random.normalMatrix(m, k);
  const B = random.normalMatrix(k, n);
  const { C, slack } = plain(A, B);
  const found = multiply(A, B);
  expect([found.rows, found.columns]).toEqual([m, n]);
  expect(Matrix.sub(found, C).abs().max()).toBeLessThanOrEqual(slack);
}

const upTo13 = Array.from({ length: 13 }, (_, i) => i + 1);

describe('multiply', () => {
  test.each(upTo13)('is the triple loop for %i rows and any sizes up to 13', (m) => {
    for (const k of upTo13) for (const n of upTo13) expectPlainProduct(m, k, n);
  });
  test.each([
    [65, 65, 65],
    [257, 65, 13],
    [13, 257, 65],
    [65, 13, 257],
    [3, 600, 4],
    [1, 513, 1],
    [130, 1, 130],
  ])('is the triple loop for %i×%i by ×%i', (m, k, n) => expectPlainProduct(m, k, n));
  test('has the transposed product of the transposes, bit for bit', () => {
    fc.assert(
      fc.property(seed, (number) => {
        const random = createRandom(number);
        const A = random.normalMatrix(1 + random.integer(70), 1 + random.integer(300));
        const B = random.normalMatrix(A.columns, 1 + random.integer(20));
        const turned = multiply(B.transpose(), A.transpose());
        expect(turned.transpose()).toEqual(multiply(A, B));
      }),
    );
  });
  test('leaves its factors as they were, and the identity changes nothing', () => {
    fc.assert(
      fc.property(matrix(), (A) => {
        const before = A.clone();
        expect(multiply(A, Matrix.eye(A.columns))).toEqual(before);
        expect(multiply(Matrix.eye(A.rows), A)).toEqual(before);
        expect(A).toEqual(before);
      }),
    );
  });
  test('turns down shapes that do not meet', () => {
    const call = (): Matrix => multiply(Matrix.ones(3, 2), Matrix.ones(3, 2));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(/A is 3×2 but B is 3×2: A needs as many columns as B has rows/);
    expect(() => multiply(Matrix.ones(3, 2), new Matrix(0, 2))).toThrow(/B is empty/);
  });
  test('turns down entries that are not finite, and products that are not', () => {
    const bad = Matrix.ones(2, 2).set(1, 0, NaN);
    expect(() => multiply(Matrix.ones(2, 2), bad)).toThrow(
      /B \(2×2\) holds NaN at row 1, column 0/,
    );
    const large = Matrix.ones(2, 2).mul(1e200);
    expect(() => multiply(large, large)).toThrow(NonFiniteError);
    expect(() => multiply(large, large)).toThrow(/entry of A B is too large/);
    expect(() => multiply(large, Matrix.sub(Matrix.eye(2), 0.5).mul(1e200))).toThrow(
      NonFiniteError,
    );
  });
});

describe('gram', () => {
  test('is AᵀA, symmetric bit for bit', () => {
    fc.assert(
      fc.property(seed, (number) => {
        const random = createRandom(number);
        const A = random.normalMatrix(1 + random.integer(300), 1 + random.integer(20));
        const found = gram(A);
        const { C, slack } = plain(A.transpose(), A);
        expect(found).toEqual(found.transpose());
        expect(Matrix.sub(found, C).abs().max()).toBeLessThanOrEqual(slack);
      }),
    );
  });
});
