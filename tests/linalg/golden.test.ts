import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  cka,
  effectiveRank,
  eigh,
  energyCurve,
  lstsq,
  orth,
  principalAngles,
  rankForEnergy,
  relativeError,
  stableRank,
  subspaceOverlap,
  svd,
} from '#linalg';
import golden from './golden.json';

function expectClose(actual: readonly number[], wanted: readonly number[], slack: number): void {
  expect(actual).toHaveLength(wanted.length);
  wanted.forEach((x, i) => expect(Math.abs((actual[i] ?? NaN) - x)).toBeLessThanOrEqual(slack));
}

describe.each(golden.svd)('NumPy and we agree on the spectrum of $name', (one) => {
  const { s } = svd(new Matrix(one.A));

  test('singular values', () => {
    expectClose(s, one.s, 1e-14 * (one.s[0] ?? 0));
  });
  test('effective rank, stable rank, energy', () => {
    expect(effectiveRank(s)).toBeCloseTo(one.effectiveRank, 11);
    expect(stableRank(s)).toBeCloseTo(one.stableRank, 12);
    expectClose(energyCurve(s), one.energyCurve, 1e-14);
    expect(rankForEnergy(s, 0.9)).toBe(one.rank90);
  });
});

test.each(golden.eigh)('SciPy and we agree on the eigenvalues of $name', ({ A, values }) => {
  const largest = Math.max(...values.map(Math.abs));
  expectClose(eigh(new Matrix(A)).values, values, 1e-14 * largest);
});

test.each(golden.lstsq)('NumPy and we agree on the $name system', (one) => {
  const found = lstsq(new Matrix(one.A), new Matrix(one.B));
  expect(relativeError(found.X, new Matrix(one.X))).toBeLessThan(1e-12);
  expect(found.rank).toBe(one.rank);
  expect(Math.abs(found.residual - one.residual)).toBeLessThan(1e-13);
});

test.each(golden.angles)('sixty digits and we agree on the angles, $name', (one) => {
  const U = new Matrix(one.U);
  const V = new Matrix(one.V);
  expectClose(principalAngles(U, V), one.angles, 1e-14);
  expect(subspaceOverlap(orth(U), orth(V)).overlap).toBeCloseTo(one.overlap, 13);
});

test.each(golden.cka)('NumPy and we agree on the CKA of $name activations', (one) => {
  expect(cka(new Matrix(one.X), new Matrix(one.Y))).toBeCloseTo(one.cka, 13);
});
