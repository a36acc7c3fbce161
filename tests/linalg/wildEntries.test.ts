import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { eigh, svd } from '#linalg';
import { createRandom } from '#random';
import { BAR, orthogonalityRatio, residualRatio } from './ratios.ts';

const random = createRandom(11);

/** Entries of one matrix, drawn so that tiny numbers stand beside large ones without any order. */
const kinds: Readonly<Record<string, () => number>> = {
  'spread over 300 orders of magnitude': () => random.normal() * 10 ** -random.integer(300),
  'ones among numbers near the smallest doubles': () =>
    random.integer(5) > 0 ? 1 : 10 ** -(100 + random.integer(220)),
  'mostly zeros': () => (random.integer(10) > 0 ? 0 : random.normal()),
  'ones up to the last bits': () => 1 + random.integer(3) * Number.EPSILON,
};

function matrix(m: number, n: number, entry: () => number): Matrix {
  const A = new Matrix(m, n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) A.set(i, j, entry());
  return A;
}

describe.each(Object.entries(kinds))('of matrices with entries that are %s', (_, entry) => {
  test.each(['absolute', 'relative'] as const)(
    'svd, accuracy %s, has orthonormal factors and gives the matrix back',
    (accuracy) => {
      for (let trial = 0; trial < 120; trial++) {
        const A = matrix(1 + random.integer(70), 1 + random.integer(70), entry);
        const { U, s, V } = svd(A, { accuracy });
        expect(orthogonalityRatio(U)).toBeLessThan(BAR);
        expect(orthogonalityRatio(V)).toBeLessThan(BAR);
        expect(residualRatio(A, U, Matrix.diag(s), V.transpose(), 0)).toBeLessThan(BAR);
      }
    },
  );
  test('eigh has orthonormal vectors and gives the symmetric matrix back', () => {
    for (let trial = 0; trial < 60; trial++) {
      const n = 1 + random.integer(90);
      const B = matrix(n, n, entry);
      const A = Matrix.add(B, B.transpose());
      const { values, V } = eigh(A);
      expect(orthogonalityRatio(V)).toBeLessThan(BAR);
      expect(residualRatio(A, V, Matrix.diag(values), V.transpose(), 0)).toBeLessThan(BAR);
    }
  });
});
