import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { frobenius, lstsq, NonFiniteError, pinv, relativeError, ShapeError } from '#linalg';
import { createRandom } from '#random';
import { matrix, seed } from './arbitraries.ts';
import { scaleBy } from './ratios.ts';

function distance(A: Matrix, B: Matrix): number {
  return frobenius(Matrix.sub(A, B));
}

/** The four conditions of Penrose, each to the rounding of its products. */
function expectInverse(A: Matrix, X: Matrix): void {
  const AX = A.mmul(X);
  const XA = X.mmul(A);
  const slack = 1e-13 * (frobenius(A) * frobenius(X));
  expect(distance(AX.mmul(A), A)).toBeLessThanOrEqual(slack * frobenius(A));
  expect(distance(XA.mmul(X), X)).toBeLessThanOrEqual(slack * frobenius(X));
  expect(distance(AX, AX.transpose())).toBeLessThanOrEqual(slack);
  expect(distance(XA, XA.transpose())).toBeLessThanOrEqual(slack);
}

describe('pinv', () => {
  test('meets the four conditions of Penrose', () => {
    fc.assert(
      fc.property(matrix(9), (A) => {
        const X = pinv(A);
        expect([X.rows, X.columns]).toEqual([A.columns, A.rows]);
        expectInverse(A, X);
      }),
    );
  });
  test('meets them for matrices of low rank', () => {
    fc.assert(
      fc.property(seed, (number) => {
        const random = createRandom(number);
        const r = 1 + random.integer(4);
        const A = random
          .normalMatrix(5 + random.integer(20), r)
          .mmul(random.normalMatrix(r, 5 + random.integer(20)));
        expectInverse(A, pinv(A));
      }),
    );
  });
  test('is the inverse of a regular matrix and the transpose of orthonormal columns', () => {
    const random = createRandom(3);
    const A = random.normalMatrix(8, 8);
    expect(relativeError(pinv(A).mmul(A), Matrix.eye(8))).toBeLessThan(1e-12);
    const Q = random.orthonormal(9, 4);
    expect(relativeError(pinv(Q), Q.transpose())).toBeLessThan(1e-14);
  });
  test('solves least squares as lstsq does', () => {
    const random = createRandom(4);
    const A = random.normalMatrix(12, 5);
    const B = random.normalMatrix(12, 3);
    expect(relativeError(pinv(A).mmul(B), lstsq(A, B).X)).toBeLessThan(1e-13);
  });
  test('counts values up to rcond times the largest as zero', () => {
    const A = Matrix.diag([1, 1e-3]);
    expect(pinv(A)).toEqual(Matrix.diag([1, 1000]));
    expect(pinv(A, 0.01)).toEqual(Matrix.diag([1, 0]));
    expect(pinv(A, 1)).toEqual(Matrix.zeros(2, 2));
    expect(pinv(Matrix.zeros(2, 3))).toEqual(Matrix.zeros(3, 2));
    for (const bad of [-1, NaN, Infinity]) expect(() => pinv(A, bad)).toThrow(/rcond is/);
  });
  test('is exact under powers of two', () => {
    fc.assert(
      fc.property(matrix(), fc.integer({ min: -900, max: 900 }), (A, e) => {
        expect(pinv(scaleBy(A, e))).toEqual(scaleBy(pinv(A), -e));
      }),
    );
  });
  test('says when the inverse is too large', () => {
    const tiny = Matrix.eye(2).mul(1e-310);
    expect(() => pinv(tiny)).toThrow(NonFiniteError);
    expect(() => pinv(tiny)).toThrow(/entry of the inverse is too large/);
  });
  test('turns down empty matrices and entries that are not finite', () => {
    expect(() => pinv(new Matrix(0, 3))).toThrow(ShapeError);
    expect(() => pinv(Matrix.ones(3, 2).set(2, 1, NaN))).toThrow(NonFiniteError);
  });
});
