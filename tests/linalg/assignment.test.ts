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
  test('finds the best of all permutations', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 6 }), (number, n) => {
        const S = createRandom(number).normalMatrix(n, n);
        const { columns, total } = assignment(S);
        expect([...columns].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        expect(total).toBeCloseTo(best(S.to2DArray()), 12);
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
  });
  test('needs as many rows as columns, and finite scores', () => {
    expect(() => assignment(Matrix.ones(2, 3))).toThrow(/S is 2×3, not square/);
    expect(() => assignment(new Matrix([[Infinity]]))).toThrow(/finite/);
  });
});
