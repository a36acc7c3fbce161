import { expect, test } from 'vitest';
import { matrixOf } from '../../src/linalg/columns.ts';
import { unitColumns } from '../../src/linalg/unitColumns.ts';
import { BAR, orthogonalityRatio } from './ratios.ts';

test('columns of no length are replaced by orthonormal ones', () => {
  const X = { m: 3, n: 3, a: Float64Array.of(0, 0, 0, 3, 4, 12, 0, 0, 0) };
  const U = matrixOf(unitColumns(X, Float64Array.of(0, 13, 0), [1, 0, 2], 3));
  expect(U.getColumn(0)).toEqual([3 / 13, 4 / 13, 12 / 13]);
  expect(orthogonalityRatio(U)).toBeLessThan(BAR);
});
