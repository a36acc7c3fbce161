import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { qr } from '#linalg';
import { createRandom } from '#random';
import { matrix } from './arbitraries.ts';
import { families } from './families.ts';
import { BAR, orthogonalityRatio, residualRatio } from './ratios.ts';

describe.each(families)('qr of $name', ({ A }) => {
  const { Q, R } = qr(A);
  const k = Math.min(A.rows, A.columns);

  test('has the thin shapes', () => {
    expect([Q.rows, Q.columns, R.rows, R.columns]).toEqual([A.rows, k, k, A.columns]);
  });
  test('gives A back to working accuracy', () => {
    expect(residualRatio(A, Q, R, Matrix.eye(A.columns), k * A.columns)).toBeLessThan(BAR);
  });
  test('has orthonormal columns in Q', () => {
    expect(orthogonalityRatio(Q)).toBeLessThan(BAR);
  });
  test('has R upper triangular with a non-negative diagonal', () => {
    for (let i = 0; i < k; i++) {
      expect(R.get(i, i)).toBeGreaterThanOrEqual(0);
      for (let j = 0; j < i; j++) expect(R.get(i, j)).toBe(0);
    }
  });
});

describe('qr', () => {
  test('of a positive triangle is the identity and the triangle', () => {
    const R = new Matrix([
      [2, -1, 3],
      [0, 1, 5],
      [0, 0, 4],
    ]);
    expect(qr(R).Q.to2DArray()).toEqual(Matrix.eye(3).to2DArray());
    expect(qr(R).R.to2DArray()).toEqual(R.to2DArray());
  });
  test('keeps the first columns of Q when columns are added, to the bit', () => {
    const A = createRandom(2).normalMatrix(12, 9);
    const part = qr(A.subMatrix(0, 11, 0, 3)).Q;
    expect(part.to2DArray()).toEqual(qr(A).Q.subMatrix(0, 11, 0, 3).to2DArray());
  });
  test('works column by column on any matrix and leaves it as it was', () => {
    fc.assert(
      fc.property(matrix(), (A) => {
        const before = A.to2DArray();
        const { Q, R } = qr(A);
        expect(residualRatio(A, Q, R, Matrix.eye(A.columns), 0)).toBeLessThan(BAR);
        expect(orthogonalityRatio(Q)).toBeLessThan(BAR);
        expect(A.to2DArray()).toEqual(before);
      }),
    );
  });
});
