import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { eigh, ldexp, ShapeError, svd } from '#linalg';
import { matrix } from './arbitraries.ts';
import { symmetricFamilies } from './families.ts';
import { hardFamilies } from './hardFamilies.ts';
import { BAR, orthogonalityRatio, residualRatio, scaleBy } from './ratios.ts';

describe.each(symmetricFamilies)('eigh of $name', ({ A }) => {
  const { values, V } = eigh(A);

  test('gives A back to working accuracy', () => {
    const ratio = residualRatio(A, V, Matrix.diag(values), V.transpose(), A.rows);
    expect(ratio).toBeLessThan(BAR);
  });
  test('has orthonormal eigenvectors', () => {
    expect(orthogonalityRatio(V)).toBeLessThan(BAR);
  });
  test('has descending values', () => {
    expect(values.every((x, i) => x <= (values[i - 1] ?? Infinity))).toBe(true);
  });
  test('has the values of the svd up to sign', () => {
    const s = svd(A).s;
    const sizes = values.map(Math.abs).sort((a, b) => b - a);
    sizes.forEach((x, i) => {
      expect(Math.abs(x - (s[i] ?? NaN))).toBeLessThanOrEqual(1e-13 * (s[0] ?? 0));
    });
  });
});

const large = hardFamilies
  .filter(({ A }) => A.rows === A.columns && A.rows >= 64)
  .map(({ name, A }) => ({ name, A: Matrix.add(A, A.transpose()) }));

test.each(large)('eigh of $name, plus its transpose, is accurate and orthonormal', ({ A }) => {
  const { values, V } = eigh(A);
  expect(residualRatio(A, V, Matrix.diag(values), V.transpose(), A.rows)).toBeLessThan(BAR);
  expect(orthogonalityRatio(V)).toBeLessThan(BAR);
  expect(values.every((x, i) => x <= (values[i - 1] ?? Infinity))).toBe(true);
});

describe('eigh', () => {
  test('of a diagonal matrix sorts the diagonal', () => {
    const { values, V } = eigh(Matrix.diag([1, -3, 2]));
    expect(values).toEqual([2, 1, -3]);
    expect(V.to2DArray()).toEqual([
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]);
  });
  test('averages rounding asymmetry away', () => {
    const A = new Matrix([
      [2, 1 + 1e-12],
      [1 - 1e-12, 2],
    ]);
    const [first, second] = eigh(A).values;
    expect(first).toBeCloseTo(3, 14);
    expect(second).toBeCloseTo(1, 14);
  });
  test('turns down a clearly asymmetric matrix, naming the entry', () => {
    const A = new Matrix([
      [2, 1],
      [1.1, 2],
    ]);
    expect(() => eigh(A)).toThrow(ShapeError);
    expect(() => eigh(A)).toThrow(/A \(2×2\) is not symmetric: row 1, column 0/);
    expect(() => eigh(scaleBy(A, -1000))).toThrow(ShapeError);
  });
  test('turns down a matrix that is not square', () => {
    expect(() => eigh(Matrix.ones(2, 3))).toThrow(/A is 2×3, not square/);
  });
  test('gives any symmetric matrix back, scales exactly, and leaves its input as it was', () => {
    fc.assert(
      fc.property(matrix(), fc.integer({ min: -900, max: 900 }), (B, e) => {
        const A = B.mmul(B.transpose()).sub(Matrix.eye(B.rows));
        const before = A.to2DArray();
        const { values, V } = eigh(A);
        expect(residualRatio(A, V, Matrix.diag(values), V.transpose(), 0)).toBeLessThan(BAR);
        expect(orthogonalityRatio(V)).toBeLessThan(BAR);
        const moved = eigh(scaleBy(A, e));
        expect(moved.values).toEqual(values.map((x) => ldexp(x, e)));
        expect(moved.V).toEqual(V);
        expect(A.to2DArray()).toEqual(before);
      }),
    );
  });
  test('gives results that later calls leave alone', () => {
    const A = new Matrix([
      [2, 1],
      [1, 2],
    ]);
    const first = eigh(A);
    const V = first.V.to2DArray();
    eigh(Matrix.diag([5, 1, 3]));
    expect(first.V.to2DArray()).toEqual(V);
  });
  test('has values that add up to the trace', () => {
    fc.assert(
      fc.property(matrix(), (B) => {
        const A = B.mmul(B.transpose());
        const sum = eigh(A).values.reduce((total, x) => total + x, 0);
        expect(Math.abs(sum - A.trace())).toBeLessThanOrEqual(1e-13 * A.trace());
      }),
    );
  });
});
