import { Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { cosines, NonFiniteError, ShapeError, unitRows } from '#linalg';
import { createRandom } from '#random';

test('cosines are inner products over lengths, whatever the rows are scaled by', () => {
  const random = createRandom(1);
  const [A, B] = [random.normalMatrix(5, 3), random.normalMatrix(4, 3)];
  const dot = (x: number[], y: number[]): number => x.reduce((s, v, i) => s + v * (y[i] ?? 0), 0);
  const found = cosines(A.clone().mulColumnVector([1, 2, 0.1, 1e-3, 1e3]), B);
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < 4; j++) {
      const [x, y] = [A.getRow(i), B.getRow(j)];
      expect(found.get(i, j)).toBeCloseTo(dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y)), 13);
    }
  }
});

test('a row has cosine 1 with itself, and a row of zeros 0 with all', () => {
  const A = new Matrix([
    [3, 4],
    [0, 0],
  ]);
  expect(cosines(A).to2DArray()).toEqual([
    [expect.closeTo(1, 15), 0],
    [0, 0],
  ]);
  expect(unitRows(A).to2DArray()).toEqual([
    [0.6, 0.8],
    [0, 0],
  ]);
});

test('rows of different widths, and numbers that are none, are refused', () => {
  expect(() => cosines(Matrix.ones(2, 3), Matrix.ones(2, 2))).toThrow(ShapeError);
  expect(() => unitRows(new Matrix([[NaN]]))).toThrow(NonFiniteError);
});
