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
        expect(correlations.every((rho) => rho >= 0 && rho <= 1)).toBe(true);
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
  test('with a ridge is that of raised covariances, also where features outnumber rows', () => {
    const random = createRandom(12);
    const [X, Y] = [random.normalMatrix(9, 12), random.normalMatrix(9, 7)];
    const ridge = 0.01;
    const { correlations, Wx, Wy, meanX, meanY } = cca(X, Y, { ridge });
    const raised = (A: Matrix): Matrix => {
      const C = gram(A).div(8);
      return C.add(Matrix.eye(C.rows).mul((ridge * C.trace()) / C.rows));
    };
    const [P, Q] = [centredBy(X, meanX), centredBy(Y, meanY)];
    const between = (A: Matrix, C: Matrix, B: Matrix): Matrix =>
      multiply(multiply(A.transpose(), C), B);
    expect(relativeError(between(Wx, raised(P), Wx), Matrix.eye(7))).toBeLessThan(1e-12);
    expect(relativeError(between(Wy, raised(Q), Wy), Matrix.eye(7))).toBeLessThan(1e-12);
    const cross = between(Wx, multiply(P.transpose(), Q).div(8), Wy);
    expect(relativeError(cross, Matrix.diag(correlations))).toBeLessThan(1e-12);
  });
  test('of dependent columns is that of their span, and 0 beyond its rank', () => {
    const { X, Y } = pair(11);
    const first = X.subMatrix(0, 29, 0, 2);
    const twice = new Matrix(first.to2DArray().map((row) => [...row, (row[0] ?? 0) - 2]));
    const { correlations, Wx } = cca(twice, Y);
    expect(gap(correlations, [...cca(first, Y).correlations, 0])).toBeLessThan(1e-12);
    const last = multiply(centredBy(twice, twice.mean('column')), Wx).getColumn(3);
    expect(Math.max(...last.map(Math.abs))).toBeLessThan(1e-11);
    expect(cca(twice, Y, { ridge: 1e-3 }).correlations).toHaveLength(4);
  });
  test('of a constant side is 0 throughout', () => {
    const { correlations, Wx } = cca(Matrix.ones(7, 2).mul(0.1), pair(13).Y.subMatrix(0, 6, 0, 3));
    expect(correlations).toEqual([0, 0]);
    expect(Wx.abs().max()).toBe(0);
  });
  test('keeps its digits where columns differ in size, at any scale and offset', () => {
    const { X, Y } = pair(14);
    const uneven = Matrix.mul(X, 1).mulRowVector([1, 1e-3, 1e-6, 1e-8, 1e-10]);
    expect(gap(cca(uneven, Y).correlations, cca(X, Y).correlations)).toBeLessThan(1e-13);
    for (const scale of [1e-200, 1e200]) {
      const { correlations, Wx } = cca(Matrix.mul(X, scale), Y);
      expect(gap(correlations, cca(X, Y).correlations)).toBeLessThan(1e-13);
      expect(relativeError(Wx.mul(scale), cca(X, Y).Wx)).toBeLessThan(1e-12);
    }
  });
  test('needs two paired rows and a ridge of at least 0', () => {
    const { X, Y } = pair(11);
    expect(() => cca(X.subMatrix(0, 0, 0, 4), Y.subMatrix(0, 0, 0, 3))).toThrow(/one row/);
    expect(() => cca(X, Y.subMatrix(0, 9, 0, 3))).toThrow(/X is 30×5 but Y is 10×4/);
    expect(() => cca(X, Y, { ridge: -1 })).toThrow(/The ridge is -1/);
  });
});
