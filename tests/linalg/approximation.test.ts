import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { frobenius, lowRank, lstsq, orth, rank, relativeError, ShapeError, svd } from '#linalg';
import { createRandom } from '#random';
import { matrix, seed, twoMatrices } from './arbitraries.ts';
import { scaleBy } from './ratios.ts';

describe('lowRank', () => {
  test('errs by exactly the singular values left out (Eckart–Young)', () => {
    fc.assert(
      fc.property(matrix(), fc.nat(), (A, number) => {
        const { s } = svd(A);
        const k = number % (s.length + 1);
        const left = Math.sqrt(s.slice(k).reduce((sum, x) => sum + x * x, 0));
        const error = frobenius(Matrix.sub(A, lowRank(A, k)));
        expect(Math.abs(error - left)).toBeLessThanOrEqual(1e-13 * (s[0] ?? 0));
        expect(rank(lowRank(A, k))).toBeLessThanOrEqual(k);
      }),
    );
  });
  test('is not beaten by other matrices of the same rank', () => {
    fc.assert(
      fc.property(matrix(6), fc.nat(), seed, (A, number, drawn) => {
        const k = number % (Math.min(A.rows, A.columns) + 1);
        fc.pre(k > 0);
        const random = createRandom(drawn);
        const best = lowRank(A, k);
        const error = frobenius(Matrix.sub(A, best));
        // A random column space with the best coefficients, and a small push away from the best.
        const basis = random.normalMatrix(A.rows, k);
        const fitted = basis.mmul(lstsq(basis, A).X);
        const pushed = lowRank(Matrix.add(best, random.normalMatrix(A.rows, A.columns, 0.01)), k);
        for (const rival of [fitted, pushed]) {
          expect(frobenius(Matrix.sub(A, rival))).toBeGreaterThanOrEqual(error - 1e-12);
        }
      }),
    );
  });
  test('gives zeros at rank 0 and the matrix itself at full rank', () => {
    const A = createRandom(1).normalMatrix(5, 4);
    expect(lowRank(A, 0)).toEqual(Matrix.zeros(5, 4));
    expect(relativeError(lowRank(A, 4), A)).toBeLessThan(1e-14);
  });
  test.each([-1, 5, 1.5, NaN])('turns down rank %s of a 5×4 matrix', (k) => {
    expect(() => lowRank(Matrix.ones(5, 4), k)).toThrow(ShapeError);
    expect(() => lowRank(Matrix.ones(5, 4), k)).toThrow(/5×4 matrix A is .* from 0 to 4/);
  });
});

describe('rank and orth', () => {
  test('find the rank of a product, at any scale', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: -1000, max: 1010 }), (number, e) => {
        const random = createRandom(number);
        const r = 1 + random.integer(5);
        const left = random.normalMatrix(r + random.integer(40), r);
        const A = scaleBy(left.mmul(random.normalMatrix(r, r + random.integer(40))), e);
        expect([rank(A), orth(A).columns]).toEqual([r, r]);
      }),
    );
  });
  test('do not mind values too large for a double', () => {
    const A = Matrix.ones(9, 8).mul(1.7e308);
    expect(() => svd(A)).toThrow(/too large/);
    expect([rank(A), orth(A).columns]).toEqual([1, 1]);
  });
});

describe('lstsq', () => {
  test('leaves a residual orthogonal to the columns, with X in the row space', () => {
    fc.assert(
      fc.property(twoMatrices(), ([A, B]) => {
        const { X, rank: found, residual } = lstsq(A, B);
        const rest = A.mmul(X).sub(B);
        const scale = frobenius(A) * (frobenius(B) + frobenius(A) * frobenius(X)) + 1e-300;
        expect(frobenius(A.transpose().mmul(rest)) / scale).toBeLessThan(1e-13);
        expect(residual).toBeCloseTo(frobenius(rest), 10);
        expect(found).toBe(rank(A));
        const again = lstsq(A.transpose(), X);
        expect(again.residual).toBeLessThanOrEqual(1e-10 * (frobenius(X) + 1e-300));
      }),
    );
  });
  test('solves a square system', () => {
    const random = createRandom(3);
    const A = random.normalMatrix(6, 6);
    const X = random.normalMatrix(6, 2);
    expect(relativeError(lstsq(A, A.mmul(X)).X, X)).toBeLessThan(1e-12);
  });
  test('gives zeros for a zero matrix', () => {
    expect(lstsq(Matrix.zeros(3, 2), Matrix.ones(3, 1))).toEqual({
      X: Matrix.zeros(2, 1),
      rank: 0,
      residual: Math.sqrt(3),
    });
  });
  test('is exact under powers of two in A and B', () => {
    const random = createRandom(3);
    const A = random.normalMatrix(7, 3);
    const B = random.normalMatrix(7, 2);
    const plain = lstsq(A, B);
    const moved = lstsq(scaleBy(A, -800), scaleBy(B, 100));
    expect(moved.X).toEqual(scaleBy(plain.X, 900));
    expect(moved.residual).toBe(plain.residual * 2 ** 100);
  });
  test('heeds rcond', () => {
    const A = Matrix.diag([1, 1e-3]);
    const B = Matrix.ones(2, 1);
    expect(lstsq(A, B).rank).toBe(2);
    expect(lstsq(A, B, { rcond: 0.01 })).toMatchObject({ rank: 1, residual: 1 });
  });
  test('says when the solution is too large, and when rows do not match', () => {
    const large = Matrix.ones(1, 1).mul(1e200);
    const small = Matrix.ones(1, 1).mul(1e-200);
    expect(() => lstsq(small, large)).toThrow(/solution X is too large/);
    expect(() => lstsq(Matrix.ones(3, 2), Matrix.ones(4, 1))).toThrow(/A is 3×2 but B is 4×1/);
  });
});
