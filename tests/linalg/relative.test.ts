import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { ldexp, svd } from '#linalg';
import { BAR, orthogonalityRatio } from './ratios.ts';
import relative from './relative.json';

interface Case {
  readonly Z: readonly (readonly number[])[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

function graded({ Z, rows, columns }: Case): Matrix {
  return new Matrix(
    Z.map((row, i) => row.map((z, j) => ldexp(z, (rows[i] ?? 0) + (columns[j] ?? 0)))),
  );
}

function worstRelativeError(s: readonly number[], exact: readonly number[]): number {
  expect(s).toHaveLength(exact.length);
  return Math.max(...s.map((x, i) => Math.abs(x / (exact[i] ?? NaN) - 1)));
}

describe.each(relative)('svd to relative accuracy, $name,', (one) => {
  const { U, s, V } = svd(graded(one), { accuracy: 'relative' });

  test('agrees with 60 digits in every value, the smallest included', () => {
    expect(worstRelativeError(s, one.s)).toBeLessThan(1e-13);
  });
  test('has orthonormal columns in U and V', () => {
    expect(orthogonalityRatio(U)).toBeLessThan(BAR);
    expect(orthogonalityRatio(V)).toBeLessThan(BAR);
  });
});

test('where LAPACK gesdd has no correct digit, svd to relative accuracy has thirteen', () => {
  const lost = relative.filter(({ gesdd }) => gesdd >= 1);
  expect(lost.length).toBeGreaterThan(10);
  for (const one of lost) {
    const { s } = svd(graded(one), { accuracy: 'relative' });
    expect(worstRelativeError(s, one.s)).toBeLessThan(1e-13);
  }
});
