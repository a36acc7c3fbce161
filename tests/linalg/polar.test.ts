import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  eigh,
  frobenius,
  gram,
  ldexp,
  NonFiniteError,
  polar,
  relativeError,
  ShapeError,
  svd,
} from '#linalg';
import { createRandom } from '#random';
import { matrix, seed } from './arbitraries.ts';
import { BAR, orthogonalityRatio, residualRatio, scaleBy } from './ratios.ts';

describe('polar', () => {
  test('gives A back from orthonormal columns or rows times a semidefinite factor', () => {
    fc.assert(
      fc.property(matrix(12), (A) => {
        const { U, P } = polar(A);
        expect([U.rows, U.columns, P.rows]).toEqual([A.rows, A.columns, A.columns]);
        expect(residualRatio(A, U, P, Matrix.eye(A.columns), A.columns)).toBeLessThan(BAR);
        expect(orthogonalityRatio(A.rows >= A.columns ? U : U.transpose())).toBeLessThan(BAR);
        expect(P).toEqual(P.transpose());
        const least = eigh(P).values.at(-1) ?? NaN;
        expect(least).toBeGreaterThanOrEqual(-1e-14 * frobenius(P));
      }),
    );
  });
  test('has the square root of AᵀA as its second factor', () => {
    fc.assert(
      fc.property(matrix(), (A) => {
        const { P } = polar(A);
        const distance = frobenius(Matrix.sub(P.mmul(P), gram(A)));
        expect(distance).toBeLessThanOrEqual(1e-14 * frobenius(A) ** 2);
      }),
    );
  });
  test('takes a matrix with orthonormal columns to itself and the identity', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 9 }), (number, k) => {
        const Q = createRandom(number).orthonormal(9, k);
        const { U, P } = polar(Q);
        expect(relativeError(U, Q)).toBeLessThan(1e-14);
        expect(relativeError(P, Matrix.eye(k))).toBeLessThan(1e-14);
        expect(relativeError(polar(U).U, U)).toBeLessThan(1e-14);
      }),
    );
  });
  test('finds no orthonormal columns nearer to A', () => {
    fc.assert(
      fc.property(matrix(), seed, (A, number) => {
        fc.pre(A.rows >= A.columns);
        const rival = createRandom(number).orthonormal(A.rows, A.columns);
        const nearest = frobenius(Matrix.sub(A, polar(A).U));
        expect(nearest).toBeLessThanOrEqual(frobenius(Matrix.sub(A, rival)) * (1 + 1e-14));
      }),
    );
  });
  test('splits a number into its sign and its modulus', () => {
    expect(polar(new Matrix([[-3]]))).toEqual({ U: new Matrix([[-1]]), P: new Matrix([[3]]) });
  });
  test('gives a zero matrix orthonormal columns and zeros', () => {
    const { U, P } = polar(Matrix.zeros(4, 3));
    expect(orthogonalityRatio(U)).toBeLessThan(BAR);
    expect(P).toEqual(Matrix.zeros(3, 3));
  });
  test('scales exactly with powers of two, U unchanged', () => {
    fc.assert(
      fc.property(matrix(), fc.integer({ min: -900, max: 900 }), (A, e) => {
        const { U, P } = polar(A);
        expect(polar(scaleBy(A, e))).toEqual({ U, P: scaleBy(P, e) });
      }),
    );
  });
  test('works where the values overflow but the factors do not, and says when they do', () => {
    const large = 1.5 * ldexp(1, 1023);
    const { P } = polar(Matrix.ones(2, 2).mul(large));
    expect(relativeError(P, Matrix.ones(2, 2).mul(large))).toBeLessThan(1e-14);
    expect(() => svd(Matrix.ones(2, 2).mul(large))).toThrow(NonFiniteError);
    expect(() => polar(Matrix.ones(4, 1).mul(large))).toThrow(/An entry of P is too large/);
  });
  test('turns down empty matrices and entries that are not finite', () => {
    expect(() => polar(new Matrix(0, 3))).toThrow(ShapeError);
    expect(() => polar(Matrix.ones(3, 2).set(2, 1, NaN))).toThrow(NonFiniteError);
  });
});
