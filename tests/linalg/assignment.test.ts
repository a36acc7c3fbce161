import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { assignment } from '#linalg';
import { createRandom } from '#random';
import { seed } from './arbitraries.ts';

/** The best total over all permutations, one by one. */
function best(S: readonly (readonly number[])[], used: readonly number[] = []): number {
  const row = S[used.length];
  if (row === undefined) return 0;
  return Math.max(
    ...row.map((score, j) => (used.includes(j) ? -Infinity : score + best(S, [...used, j]))),
  );
}

describe('assignment', () => {
  const side = fc.integer({ min: 1, max: 6 });
  test('finds the best of all choices, wide, square or tall', () => {
    fc.assert(
      fc.property(seed, side, side, (number, m, n) => {
        const S = createRandom(number).normalMatrix(m, n);
        const { columns, total } = assignment(S);
        const used = columns.filter((column) => column >= 0);
        expect(columns).toHaveLength(m);
        expect(used).toHaveLength(Math.min(m, n));
        expect(new Set(used).size).toBe(used.length);
        const wide = m > n ? S.transpose() : S;
        expect(total).toBeCloseTo(best(wide.to2DArray()), 12);
      }),
    );
  });
  test('finds a planted permutation among 80', () => {
    const random = createRandom(3);
    const planted = random.permutation(80);
    const S = random.normalMatrix(80, 80, 0.1);
    planted.forEach((j, i) => S.set(i, j, S.get(i, j) + 2));
    expect(assignment(S).columns).toEqual(planted);
  });
  test('settles ties and constant scores', () => {
    expect(assignment(Matrix.ones(5, 5)).total).toBe(5);
    expect(assignment(Matrix.zeros(1, 1))).toEqual({ columns: [0], total: 0 });
    const some = new Matrix([
      [1, 1, 0],
      [1, 1, 1],
      [0, 1, 0],
    ]);
    expect(assignment(some).total).toBe(3);
  });
  test('leaves rows without a column where there are more of them', () => {
    expect(assignment(new Matrix([[1], [3], [2]]))).toEqual({ columns: [-1, 0, -1], total: 3 });
    expect(assignment(new Matrix([[1, 3, 2]]))).toEqual({ columns: [1], total: 3 });
  });
  test('takes scores of any size, but finite ones', () => {
    const S = new Matrix([
      [1.7e308, -1.7e308],
      [-1.7e308, -1e308],
    ]);
    expect(assignment(S).columns).toEqual([0, 1]);
    expect(() => assignment(new Matrix(0, 0))).toThrow(/empty/);
    expect(() => assignment(new Matrix([[Infinity]]))).toThrow(/finite/);
  });
});
