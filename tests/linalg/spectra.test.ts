import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  effectiveRank,
  energyCurve,
  NonFiniteError,
  rankForEnergy,
  ShapeError,
  stableRank,
  svd,
} from '#linalg';
import { matrix } from './arbitraries.ts';

const measures = [effectiveRank, stableRank];

test.each(measures)('%o of k equal values is k', (measure) => {
  expect(measure([3, 3, 3, 3])).toBeCloseTo(4, 13);
  expect(measure([1e300, 1e300])).toBeCloseTo(2, 13);
  expect(measure([1e-320, 1e-320])).toBeCloseTo(2, 13);
  expect(measure([5, 0, 0])).toBeCloseTo(1, 13);
});
test.each(measures)('%o of zeros is zero', (measure) => {
  expect(measure([0, 0])).toBe(0);
});
test('both ranks lie between 1 and k', () => {
  fc.assert(
    fc.property(matrix(), (A) => {
      const { s } = svd(A);
      fc.pre((s[0] ?? 0) > 0);
      for (const measure of measures) {
        expect(measure(s)).toBeGreaterThanOrEqual(1 - 1e-13);
        expect(measure(s)).toBeLessThanOrEqual(s.length + 1e-12);
      }
    }),
  );
});
test('the energy curve climbs to exactly 1', () => {
  expect(energyCurve([2, 1, 1])).toEqual([4 / 6, 5 / 6, 1]);
  expect(energyCurve([0, 0])).toEqual([0, 0]);
  fc.assert(
    fc.property(matrix(), (A) => {
      const { s } = svd(A);
      fc.pre((s[0] ?? 0) > 0);
      const curve = energyCurve(s);
      expect(curve.at(-1)).toBe(1);
      expect(curve.every((x, i) => x >= (curve[i - 1] ?? 0))).toBe(true);
    }),
  );
});
test('rankForEnergy is the smallest rank that reaches the share', () => {
  const s = [2, 1, 1];
  expect([0, 0.5, 4 / 6, 0.7, 5 / 6, 0.9, 1].map((share) => rankForEnergy(s, share))).toEqual([
    0, 1, 1, 2, 2, 3, 3,
  ]);
  expect(rankForEnergy([1, 0, 0], 1)).toBe(1);
  expect(rankForEnergy([0, 0], 0.5)).toBe(0);
  expect(() => rankForEnergy(s, 90)).toThrow(RangeError);
  expect(() => rankForEnergy(s, NaN)).toThrow(/share is NaN/);
});
test('spectra with bad values are turned down', () => {
  for (const measure of [effectiveRank, stableRank, energyCurve]) {
    expect(() => measure([])).toThrow(ShapeError);
    expect(() => measure([1, -1])).toThrow(/s\[1\] is -1/);
    expect(() => measure([1, NaN])).toThrow(NonFiniteError);
    expect(() => measure([Infinity])).toThrow(NonFiniteError);
  }
});
