import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { ldexp, svd, svdvals, type Svd } from '#linalg';
import { createRandom, type Random } from '#random';
import { matrix, seed } from './arbitraries.ts';
import { BAR, orthogonalityRatio, residualRatio, scaleBy } from './ratios.ts';

/** Kinds of large matrices: plain, many equal values, dependent columns, graded. */
const kinds: readonly ((random: Random, m: number, n: number) => Matrix)[] = [
  (random, m, n) => random.normalMatrix(m, n),
  (random, m, n) =>
    random.orthonormal(Math.max(m, n), Math.max(m, n)).subMatrix(0, m - 1, 0, n - 1),
  (random, m, n) => random.normalMatrix(m, 9).mmul(random.normalMatrix(9, n)),
  (random, m, n) =>
    random.normalMatrix(m, n).mulRowVector(Array.from({ length: n }, (_, j) => ldexp(1, -j))),
];

/** Matrices of 30 to 70 rows and columns. */
const large = fc
  .record({
    number: seed,
    m: fc.integer({ min: 30, max: 70 }),
    n: fc.integer({ min: 30, max: 70 }),
    kind: fc.constantFrom(...kinds),
  })
  .map(({ number, m, n, kind }) => kind(createRandom(number), m, n));

const sizes = [
  { size: 'small', any: matrix(12), numRuns: 60 },
  { size: 'large', any: large, numRuns: 16 },
];

function expectFactors(A: Matrix, { U, s, V }: Svd): void {
  const middle = Matrix.diag([...s], U.columns, V.columns);
  expect(residualRatio(A, U, middle, V.transpose(), s.length)).toBeLessThan(BAR);
  expect(orthogonalityRatio(U)).toBeLessThan(BAR);
  expect(orthogonalityRatio(V)).toBeLessThan(BAR);
  expect(s.every((x, i) => x >= 0 && x <= (s[i - 1] ?? Infinity))).toBe(true);
}

/** Every two values within 1e-14 of the largest. */
function expectSameValues(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((x, i) => {
    expect(Math.abs(x - (wanted[i] ?? NaN))).toBeLessThanOrEqual(1e-14 * (wanted[0] ?? 0));
  });
}

function copy({ U, s, V }: Svd): Svd {
  return { U: U.clone(), s: [...s], V: V.clone() };
}

describe('svd of any large matrix', () => {
  const check = (property: (A: Matrix, number: number) => void): void =>
    fc.assert(fc.property(large, seed, property), { numRuns: 16 });

  test('gives A back from orthonormal factors, the values in order', () => {
    check((A) => expectFactors(A, svd(A)));
  });
  test('in full form gives A back from square factors', () => {
    check((A) => {
      const full = svd(A, { full: true });
      expect([full.U.columns, full.V.columns]).toEqual([A.rows, A.columns]);
      expectFactors(A, full);
    });
  });
  test('has the values of its transpose', () => {
    check((A) => expectSameValues(svd(A.transpose()).s, svd(A).s));
  });
  test('has values that do not depend on the order of rows and columns', () => {
    check((A, number) => {
      const random = createRandom(number);
      const mixed = A.selection(random.permutation(A.rows), random.permutation(A.columns));
      expectSameValues(svd(mixed).s, svd(A).s);
    });
  });
  test('scales exactly with powers of two, the vectors unchanged', () => {
    check((A, number) => {
      const e = (number % 1601) - 800;
      const plain = svd(A);
      const moved = svd(scaleBy(A, e));
      expect(moved).toEqual({ ...plain, s: plain.s.map((x) => ldexp(x, e)) });
    });
  });
  test('has values whose squares add up to the squared Frobenius norm', () => {
    check((A) => {
      const sum = svd(A).s.reduce((total, x) => total + x * x, 0);
      expect(Math.abs(sum / A.norm() ** 2 - 1)).toBeLessThan(1e-13);
    });
  });
  test('moves no value by more than the norm of a perturbation (Weyl)', () => {
    check((A, number) => {
      const E = createRandom(number).normalMatrix(A.rows, A.columns, 1e-6);
      const s = svd(A).s;
      const bound = (svd(E).s[0] ?? 0) + 1e-14 * (s[0] ?? 0);
      svd(Matrix.add(A, E)).s.forEach((x, i) => {
        expect(Math.abs(x - (s[i] ?? NaN))).toBeLessThanOrEqual(bound);
      });
    });
  });
  test('leaves its input as it was', () => {
    check((A) => {
      const before = A.clone();
      svd(A);
      svd(A, { full: true });
      expect(A).toEqual(before);
    });
  });
});

describe.each(sizes)('svd of any $size matrix', ({ any, numRuns }) => {
  test('has values that interlace with those of A without a column', () => {
    fc.assert(
      fc.property(
        any.filter((A) => A.columns > 1),
        seed,
        (A, number) => {
          const s = svd(A).s;
          const slack = 1e-14 * (s[0] ?? 0);
          const column = number % A.columns;
          const kept = Array.from({ length: A.columns }, (_, j) => j).filter((j) => j !== column);
          svd(A.subMatrixColumn(kept)).s.forEach((x, i) => {
            expect(x).toBeLessThanOrEqual((s[i] ?? NaN) + slack);
            expect(x).toBeGreaterThanOrEqual((s[i + 1] ?? 0) - slack);
          });
        },
      ),
      { numRuns },
    );
  });
  test('keeps its values when rows and columns of zeros are added', () => {
    fc.assert(
      fc.property(any, (A) => {
        const bordered = Matrix.zeros(A.rows + 2, A.columns + 1).setSubMatrix(A, 1, 1);
        const { s } = svd(A);
        expectSameValues(svd(bordered).s.slice(0, s.length), s);
      }),
      { numRuns },
    );
  });
  test('gives the same bits again, and keeps them, when others ran in between', () => {
    fc.assert(
      fc.property(any, matrix(12), large, (A, B, C) => {
        const first = svd(A);
        const kept = copy(first);
        expect(svd(A)).toEqual(kept);
        svd(B);
        svd(C, { full: true });
        expect(svd(A)).toEqual(kept);
        expect(first).toEqual(kept);
      }),
      { numRuns },
    );
  });
});

describe('svdvals', () => {
  test.each(sizes)('of any $size matrix are the values of svd', ({ any, numRuns }) => {
    fc.assert(
      fc.property(any, (A) => expectSameValues(svdvals(A), svd(A).s)),
      { numRuns },
    );
  });
  test.each(sizes)('of any $size matrix scale exactly with powers of two', ({ any, numRuns }) => {
    fc.assert(
      fc.property(any, fc.integer({ min: -800, max: 800 }), (A, e) => {
        expect(svdvals(scaleBy(A, e))).toEqual(svdvals(A).map((x) => ldexp(x, e)));
      }),
      { numRuns },
    );
  });
  test.each(sizes)('of any $size matrix leave it as it was', ({ any, numRuns }) => {
    fc.assert(
      fc.property(any, (A) => {
        const before = A.clone();
        svdvals(A);
        expect(A).toEqual(before);
      }),
      { numRuns },
    );
  });
});
