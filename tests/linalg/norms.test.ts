import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  binaryExponent,
  frobenius,
  gram,
  ldexp,
  NonFiniteError,
  powerOfTwo,
  relativeError,
} from '#linalg';

describe('frobenius', () => {
  test.each([1, 1e300, 1e-300])('of a 3-4-5 matrix at scale %g is 5', (scale) => {
    expect(frobenius(new Matrix([[3, 4]]).mul(scale)) / scale).toBeCloseTo(5, 14);
  });
  test('of subnormal entries is right to the last bit', () => {
    const tiny = Number.MIN_VALUE;
    expect(frobenius(new Matrix([[3 * tiny, 4 * tiny]]))).toBe(5 * tiny);
  });
  test('says when the norm is over the largest double', () => {
    expect(() => frobenius(Matrix.ones(2, 2).mul(1.7e308))).toThrow(NonFiniteError);
  });
});

describe('relativeError', () => {
  test('is the distance over the size of the second matrix', () => {
    expect(relativeError(new Matrix([[1, 1]]), new Matrix([[1, 0]]))).toBe(1);
    expect(relativeError(new Matrix([[1e300]]), new Matrix([[1e-300]]))).toBe(Infinity);
    expect(relativeError(new Matrix([[1.7e308]]), new Matrix([[-1.7e308]]))).toBe(2);
    expect(relativeError(new Matrix([[3e-320]]), new Matrix([[1e-320]]))).toBeCloseTo(2, 3);
  });
  test('counts 0/0 as 0 and x/0 as Infinity', () => {
    const zero = Matrix.zeros(2, 2);
    expect(relativeError(zero, zero)).toBe(0);
    expect(relativeError(Matrix.ones(2, 2), zero)).toBe(Infinity);
  });
  test('needs equal shapes', () => {
    expect(() => relativeError(Matrix.ones(2, 3), Matrix.ones(3, 2))).toThrow(
      /A is 2×3 but B is 3×2/,
    );
  });
});

test('gram is the matrix of inner products of columns', () => {
  const A = new Matrix([
    [1, 2],
    [3, 4],
  ]);
  expect(gram(A).to2DArray()).toEqual([
    [10, 14],
    [14, 20],
  ]);
  expect(() => gram(Matrix.ones(2, 2).mul(1e200))).toThrow(NonFiniteError);
});

describe('binary scaling', () => {
  test('powerOfTwo and binaryExponent are exact and inverse over all doubles', () => {
    let power = 1;
    for (let e = 0; e <= 1023; e++, power *= 2) {
      expect(powerOfTwo(e)).toBe(power);
      expect(binaryExponent(power * (1 + Number.EPSILON))).toBe(e);
    }
    power = 1;
    for (let e = 0; e >= -1074; e--, power /= 2) {
      expect(powerOfTwo(e)).toBe(power);
      expect(binaryExponent(-power)).toBe(e);
    }
    expect(binaryExponent(0)).toBe(-1074);
  });
  test('ldexp rounds at most once', () => {
    expect(ldexp(Number.MIN_VALUE, 2097)).toBe(2 ** 1023);
    expect(ldexp(2 ** 1023, -2097)).toBe(Number.MIN_VALUE);
    expect(ldexp(1.5, -1075)).toBe(Number.MIN_VALUE);
    expect(ldexp(1, -1075)).toBe(0);
    expect(ldexp(1, 1024)).toBe(Infinity);
    expect(ldexp(-3, -2000)).toBe(-0);
    expect(ldexp(NaN, 3)).toBeNaN();
  });
});
