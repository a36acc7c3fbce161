import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { svd } from '#linalg';
import { matrixModes } from './matrixModes.ts';
import { BAR, orthogonalityRatio, residualRatio } from './ratios.ts';

describe('svd passes the ratios of LAPACK and finds the prescribed values', () => {
  test.each(matrixModes(1))('$name', ({ A, s: prescribed }) => {
    const { U, s, V } = svd(A);
    expect(residualRatio(A, U, Matrix.diag([...s]), V.transpose(), s.length)).toBeLessThan(BAR);
    expect(orthogonalityRatio(U)).toBeLessThan(BAR);
    expect(orthogonalityRatio(V)).toBeLessThan(BAR);
    const slack = BAR * Math.max(A.rows, A.columns) * Number.EPSILON * (prescribed[0] ?? NaN);
    const off = s.map((x, i) => Math.abs(x - (prescribed[i] ?? NaN)));
    expect(s).toHaveLength(prescribed.length);
    expect(Math.max(...off)).toBeLessThanOrEqual(slack);
  });
});
