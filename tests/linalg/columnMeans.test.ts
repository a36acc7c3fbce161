import { Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { columnMeans, NonFiniteError } from '#linalg';

test('column means are exact where a column is constant, whatever its size', () => {
  const A = new Matrix(Array.from({ length: 7 }, (_, i) => [0.1, 1e16, i]));
  expect(columnMeans(A)).toEqual([0.1, 1e16, 3]);
  expect(() => columnMeans(new Matrix([[Infinity]]))).toThrow(NonFiniteError);
});
