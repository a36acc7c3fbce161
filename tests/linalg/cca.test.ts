import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { cca, gram, multiply, principalAngles, relativeError } from '#linalg';
import { createRandom } from '#random';
import { seed } from './arbitraries.ts';

const pair = (number: number): { X: Matrix; Y: Matrix } => {
  const random = createRandom(number);
  const X = random.normalMatrix(30, 5);
  const Y = X.mmul(random.normalMatrix(5, 4))
    .add(random.normalMatrix(30, 4, 2))
    .add(3);
  return { X, Y };
};

const gap = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((x, i) => Math.abs(x - (b[i] ?? NaN))));

const centredBy = (X: Matrix, means: number[]): Matrix => X.clone().subRowVector(means);

describe('cca', () => {
  test('gives variables of variance 1 that correlate in pairs only', () => {
    fc.assert(
      fc.property(seed, (number) => {
        const { X, Y } = pair(number);
        const { correlations, Wx, Wy, meanX, meanY } = cca(X, Y);
        const P = multiply(centredBy(X, meanX), Wx);
        const Q = multiply(centredBy(Y, meanY), Wy);
        expect(relativeError(gram(P).div(29), Matrix.eye(4))).toBeLessThan(1e-11);
        expect(relativeError(gram(Q).div(29), Matrix.eye(4))).toBeLessThan(1e-11);
        const cross = multiply(P.transpose(), Q).div(29);
        expect(relativeError(cross, Matrix.diag(correlations))).toBeLessThan(1e-10);
        expect([...correlations].sort((a, b) => b - a)).toEqual(correlations);
        expect(correlations.every((rho) => rho >= 0 && rho < 1 + 1e-12)).toBe(true);
      }),
    );
  });
  test('gives the cosines of the principal angles between the centred columns', () => {
    const { X, Y } = pair(7);
    const { correlations, meanX, meanY } = cca(X, Y);
    const angles = principalAngles(centredBy(X, meanX), centredBy(Y, meanY));
    expect(gap(correlations, angles.map(Math.cos))).toBeLessThan(1e-12);
  });
  test('does not change under invertible linear maps and shifts of either side', () => {
    const { X, Y } = pair(8);
    const random = createRandom(9);
    const map = Matrix.add(Matrix.eye(5), random.normalMatrix(5, 5, 0.2));
    const moved = cca(X.mmul(map).add(4), Matrix.mul(Y, 100));
    expect(gap(moved.correlations, cca(X, Y).correlations)).toBeLessThan(1e-11);
  });
  test('of a set with itself is all ones, and less with a ridge', () => {
    const { X } = pair(10);
    expect(gap(cca(X, X).correlations, [1, 1, 1, 1, 1])).toBeLessThan(1e-12);
    const { correlations } = cca(X, X, { ridge: 0.1 });
    expect(correlations.every((rho) => rho < 0.97)).toBe(true);
  });
  test('asks for a ridge where a covariance is singular', () => {
    const { X, Y } = pair(11);
    const twice = new Matrix(X.to2DArray().map((row) => [...row, row[0] ?? 0]));
    expect(() => cca(twice, Y)).toThrow(/covariance of X \(6×6\) is singular/);
    expect(cca(twice, Y, { ridge: 1e-3 }).correlations).toHaveLength(4);
    expect(() => cca(X.subMatrix(0, 0, 0, 4), Y.subMatrix(0, 0, 0, 3))).toThrow(/one row/);
    expect(() => cca(X, Y.subMatrix(0, 9, 0, 3))).toThrow(/X is 30×5 but Y is 10×4/);
    expect(() => cca(X, Y, { ridge: -1 })).toThrow(/rcond/);
  });
});
