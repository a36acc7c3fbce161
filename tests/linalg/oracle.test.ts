import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { ldexp, svd, type Accuracy, type Svd } from '#linalg';
import { createRandom, type Random } from '#random';
import { seed } from './arbitraries.ts';
import { plainSvd } from './plain.ts';

type Kind = (random: Random, m: number, n: number) => Matrix;

function integers(random: Random, m: number, n: number, most: number): Matrix {
  return new Matrix(
    Array.from({ length: m }, () =>
      Array.from({ length: n }, () => random.integer(2 * most + 1) - most),
    ),
  );
}

/** Columns times 2^0 … 2^−3·count, in random order. */
function gradedColumns(random: Random, A: Matrix): Matrix {
  return A.mulRowVector(random.permutation(A.columns).map((j) => ldexp(1, -3 * j)));
}

const kinds: Readonly<Record<string, Kind>> = {
  Gaussian: (random, m, n) => random.normalMatrix(m, n),
  zero: (_, m, n) => Matrix.zeros(m, n),
  'small integers': (random, m, n) => integers(random, m, n, 9),
  signs: (random, m, n) => integers(random, m, n, 1),
  'dependent columns': (random, m, n) => random.normalMatrix(m, 3).mmul(random.normalMatrix(3, n)),
  'equal values': (random, m, n) =>
    random.orthonormal(Math.max(m, n), Math.max(m, n)).subMatrix(0, m - 1, 0, n - 1),
  'two clusters': (random, m, n) => {
    const k = Math.min(m, n);
    const s = Array.from({ length: k }, (_, i) => (i % 2 === 0 ? 1 : 1e-7) * (1 + i * 1e-14));
    return random.orthonormal(m, k).mulRowVector(s).mmul(random.orthonormal(n, k).transpose());
  },
  'upper triangular': (random, m, n) => {
    const A = random.normalMatrix(m, n);
    for (let i = 0; i < m; i++) for (let j = 0; j < Math.min(i, n); j++) A.set(i, j, 0);
    return A;
  },
  'graded columns': (random, m, n) => gradedColumns(random, random.normalMatrix(m, n)),
  'graded rows': (random, m, n) => gradedColumns(random, random.normalMatrix(n, m)).transpose(),
};

/** A itself or its transpose by plain Jacobi, whichever is tall. */
function plain(A: Matrix): Svd {
  if (A.rows >= A.columns) return plainSvd(A);
  const { U, s, V } = plainSvd(A.transpose());
  return { U: V, s, V: U };
}

/** How far the projectors on the first k columns lie apart. */
function distance(U: Matrix, W: Matrix, k: number): number {
  const projector = (Q: Matrix): Matrix => {
    const leading = Q.subMatrix(0, Q.rows - 1, 0, k - 1);
    return leading.mmul(leading.transpose());
  };
  return Matrix.sub(projector(U), projector(W)).norm();
}

/** Compares the leading subspaces wherever the gap after value k is over a tenth of `scale(k)`. */
function expectSameSubspaces(found: Svd, wanted: Svd, scale: (k: number) => number): void {
  wanted.s.forEach((x, i) => {
    const k = i + 1;
    if (x - (wanted.s[k] ?? 0) <= scale(i) / 10) return;
    expect(distance(found.U, wanted.U, k)).toBeLessThan(1e-13);
    expect(distance(found.V, wanted.V, k)).toBeLessThan(1e-13);
  });
}

const side = fc.integer({ min: 1, max: 40 });

describe.each<Accuracy>(['absolute', 'relative'])('svd, accuracy %s, of matrices', (accuracy) => {
  test.each(Object.entries(kinds))('of kind %s agrees with plain Jacobi', (_, kind) => {
    fc.assert(
      fc.property(seed, side, side, (number, m, n) => {
        const A = kind(createRandom(number), m, n);
        const wanted = plain(A);
        const found = svd(A, { accuracy });
        const largest = wanted.s[0] ?? 0;
        expect(found.s).toHaveLength(wanted.s.length);
        found.s.forEach((x, i) => {
          expect(Math.abs(x - (wanted.s[i] ?? NaN))).toBeLessThanOrEqual(1e-14 * largest);
        });
        expectSameSubspaces(found, wanted, () => largest);
      }),
      { numRuns: 25 },
    );
  });
});

/** Tall and well conditioned but for the scaling of its columns: there plain Jacobi has all digits. */
function scaledColumns(number: number, n: number): Matrix {
  const random = createRandom(number);
  const scales = Array.from({ length: n }, () => ldexp(1, -random.integer(200)));
  return random.normalMatrix(3 * n, n).mulRowVector(scales);
}

describe('svd to relative accuracy agrees with plain Jacobi in every digit but the last', () => {
  test.each<[string, (A: Matrix) => Matrix]>([
    ['columns', (A) => A],
    ['rows', (A) => A.transpose()],
  ])('for %s of any scale', (_, turn) => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 20 }), (number, n) => {
        const A = turn(scaledColumns(number, n));
        const wanted = plain(A);
        const found = svd(A, { accuracy: 'relative' });
        found.s.forEach((x, i) => {
          expect(Math.abs(x / (wanted.s[i] ?? NaN) - 1)).toBeLessThan(1e-14);
        });
        expectSameSubspaces(found, wanted, (i) => wanted.s[i] ?? NaN);
      }),
      { numRuns: 40 },
    );
  });
});

test.each([1, 20, 31, 32, 48, 100])(
  'svd of %i by as many zeros has no other values than 0',
  (n) => {
    const zero = Array.from({ length: n }, () => 0);
    expect(svd(Matrix.zeros(n, n)).s).toEqual(zero);
    expect(svd(Matrix.zeros(n, n), { accuracy: 'relative' }).s).toEqual(zero);
  },
);
