import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  frobenius,
  ldexp,
  lowRank,
  NonFiniteError,
  relativeError,
  ShapeError,
  svd,
  svdvals,
  truncatedSvd,
  type TruncatedSvd,
} from '#linalg';
import { createRandom } from '#random';
import { seed } from './arbitraries.ts';
import { BAR, orthogonalityRatio, scaleBy } from './ratios.ts';

function withSpectrum(number: number, m: number, n: number, s: readonly number[]): Matrix {
  const random = createRandom(number);
  const U = random.orthonormal(m, s.length);
  const V = random.orthonormal(n, s.length);
  return U.mulRowVector([...s]).mmul(V.transpose());
}

const spectra = {
  slow: (i: number) => 1 / Math.sqrt(i + 1),
  harmonic: (i: number) => 1 / (i + 1),
  fast: (i: number) => 0.8 ** i,
  'very fast': (i: number) => 0.1 ** i,
  'flat after a step': (i: number) => (i < 5 ? 1 : 0.01),
};

/** Large enough beside k = 4 or 5 for the randomised way. */
const M = 110;
const N = 90;

function sample(kind: (i: number) => number, number = 1): Matrix {
  return withSpectrum(
    number,
    M,
    N,
    Array.from({ length: N }, (_, i) => kind(i)),
  );
}

function rest(A: Matrix, { U, s, V }: TruncatedSvd): Matrix {
  return Matrix.sub(
    A,
    U.clone()
      .mulRowVector([...s])
      .mmul(V.transpose()),
  );
}

function tail(s: readonly number[], k: number): number {
  return Math.sqrt(s.slice(k).reduce((sum, x) => sum + x * x, 0));
}

const cases = Object.entries(spectra).map(([name, kind]) => ({ name, A: sample(kind) }));
const few = { numRuns: 12 };

describe.each(cases)('truncatedSvd of a $name spectrum', ({ A }) => {
  const { s } = svd(A);
  const first = s[0] ?? NaN;

  test('has orthonormal factors, and the error it states', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 8 }), (number, k) => {
        const found = truncatedSvd(A, k, { seed: number });
        expect([found.U.rows, found.U.columns, found.s.length]).toEqual([M, k, k]);
        expect([found.V.rows, found.V.columns]).toEqual([N, k]);
        expect(orthogonalityRatio(found.U)).toBeLessThan(BAR);
        expect(orthogonalityRatio(found.V)).toBeLessThan(BAR);
        const error = frobenius(rest(A, found));
        expect(Math.abs(found.error - error)).toBeLessThanOrEqual(1e-14 * frobenius(A));
      }),
      few,
    );
  });
  test('has values in order, none above the true ones', () => {
    fc.assert(
      fc.property(seed, fc.nat(3), fc.nat(2), (number, oversampling, powers) => {
        const found = truncatedSvd(A, 5, { seed: number, oversampling, powers });
        found.s.forEach((x, i) => {
          expect(x).toBeLessThanOrEqual((s[i] ?? NaN) + 1e-14 * first);
          expect(x).toBeLessThanOrEqual(found.s[i - 1] ?? Infinity);
          expect(x).toBeGreaterThanOrEqual(0);
        });
      }),
      few,
    );
  });
  test('errs by no more than the bound, and hardly more than the best of its rank', () => {
    fc.assert(
      fc.property(seed, (number) => {
        const k = 5;
        const c = 1 + Math.sqrt(k / 9) + (Math.E * Math.sqrt(k + 10) * Math.sqrt(N - k)) / 10;
        const found = truncatedSvd(A, k, { seed: number });
        const bound = (1 + c ** (1 / 5)) * (s[k] ?? NaN);
        expect(svdvals(rest(A, found))[0]).toBeLessThanOrEqual(bound + 1e-14 * first);
        const best = tail(s, k);
        expect(found.error).toBeGreaterThanOrEqual(best - 1e-13 * first);
        expect(found.error).toBeLessThanOrEqual(1.02 * best + 1e-13 * first);
      }),
      few,
    );
  });
  test('gives the same bits for the same seed and much the same error for another', () => {
    const one = truncatedSvd(A, 5, { seed: 1 });
    const two = truncatedSvd(A, 5, { seed: 2 });
    expect(truncatedSvd(A, 5, { seed: 1 })).toEqual(one);
    expect(two).not.toEqual(one);
    expect(Math.abs(one.error - two.error)).toBeLessThanOrEqual(0.02 * one.error + 1e-13 * first);
  });
});

describe('truncatedSvd', () => {
  test('is exact once k reaches the rank', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 6 }), (number, k) => {
        const planted = Array.from({ length: k }, (_, i) => 1 / (i + 1));
        const A = withSpectrum(number, M, N, planted);
        const found = truncatedSvd(A, k);
        expect(
          relativeError(Matrix.columnVector(found.s), Matrix.columnVector(planted)),
        ).toBeLessThan(1e-14);
        expect(found.error).toBeLessThan(1e-14);
        const beyond = truncatedSvd(A, k + 2);
        expect(beyond.s.slice(k).every((x) => x < 1e-14)).toBe(true);
        expect(orthogonalityRatio(beyond.U)).toBeLessThan(BAR);
        expect(orthogonalityRatio(beyond.V)).toBeLessThan(BAR);
      }),
      few,
    );
  });
  test('agrees with svd on well separated vectors, signs included', () => {
    const A = sample((i) => 0.3 ** i);
    const found = truncatedSvd(A, 4);
    const { U, V } = svd(A);
    expect(relativeError(found.U, U.subMatrix(0, M - 1, 0, 3))).toBeLessThan(1e-10);
    expect(relativeError(found.V, V.subMatrix(0, N - 1, 0, 3))).toBeLessThan(1e-10);
  });
  test('of the transpose has the same values', () => {
    const A = sample((i) => 0.5 ** i);
    const turned = truncatedSvd(A.transpose(), 4).s;
    truncatedSvd(A, 4).s.forEach((x, i) => expect(turned[i]).toBeCloseTo(x, 13));
  });
  test('improves with every power iteration', () => {
    const A = sample((i) => 1 / Math.sqrt(i + 1));
    const errors = [0, 1, 2, 4].map((powers) => truncatedSvd(A, 5, { powers }).error);
    errors.forEach((error, i) => expect(error).toBeLessThan(errors[i - 1] ?? Infinity));
  });
  test('is svd cut short where that is cheaper', () => {
    const A = createRandom(4).normalMatrix(20, 15);
    const { U, s, V } = svd(A);
    for (const k of [1, 7, 15]) {
      const found = truncatedSvd(A, k);
      expect(found.U).toEqual(U.subMatrix(0, 19, 0, k - 1));
      expect(found.V).toEqual(V.subMatrix(0, 14, 0, k - 1));
      expect(found.s).toEqual(s.slice(0, k));
      const error = frobenius(Matrix.sub(A, lowRank(A, k)));
      expect(Math.abs(found.error - error)).toBeLessThan(1e-13);
    }
  });
  test.each([20, 100])('of a zero %i×100 matrix is zero with orthonormal factors', (m) => {
    const { U, s, V, error } = truncatedSvd(Matrix.zeros(m, 100), 3);
    expect(s).toEqual([0, 0, 0]);
    expect(error).toBe(0);
    expect(orthogonalityRatio(U)).toBeLessThan(BAR);
    expect(orthogonalityRatio(V)).toBeLessThan(BAR);
  });
  test('sees what only a few entries hold', () => {
    const A = Matrix.zeros(120, 100).set(7, 93, 3).set(50, 2, -2).set(119, 99, 1);
    expect(truncatedSvd(A, 2, { oversampling: 1 }).s[0]).toBeCloseTo(3, 13);
    expect(truncatedSvd(A, 3).error).toBeLessThan(1e-14);
  });
  test('scales exactly with powers of two, the vectors unchanged', () => {
    const A = sample((i) => 0.5 ** i);
    const { U, s, V, error } = truncatedSvd(A, 3);
    for (const e of [-900, -3, 900]) {
      const moved = { U, s: s.map((x) => ldexp(x, e)), V, error: ldexp(error, e) };
      expect(truncatedSvd(scaleBy(A, e), 3)).toEqual(moved);
    }
  });
  test('leaves its input as it was', () => {
    const A = sample((i) => 0.1 ** i);
    const before = A.clone();
    truncatedSvd(A, 5);
    expect(A).toEqual(before);
  });
  test.each([0, -1, 1.5, 91, NaN])('turns down rank %s of a 110×90 matrix', (k) => {
    const A = Matrix.ones(M, N);
    expect(() => truncatedSvd(A, k)).toThrow(ShapeError);
    expect(() => truncatedSvd(A, k)).toThrow(/110×90 matrix A is .* from 1 to 90/);
  });
  test('turns down options out of range, and entries that are not finite', () => {
    const A = Matrix.ones(M, N);
    for (const name of ['oversampling', 'powers', 'seed']) {
      for (const value of [-1, 0.5, NaN, 2 ** 32]) {
        expect(() => truncatedSvd(A, 3, { [name]: value })).toThrow(`option ${name} is ${value}`);
      }
    }
    expect(() => truncatedSvd(A.set(100, 2, NaN), 3)).toThrow(NonFiniteError);
    expect(() => truncatedSvd(Matrix.ones(M, N).mul(1e308), 3)).toThrow(
      /singular value.*too large/,
    );
  });
});
