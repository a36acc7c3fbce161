import { expect, test } from 'vitest';
import {
  claim,
  direction,
  formatChosen,
  formatNumber,
  formatPercent,
  holds,
  project,
  unproject,
} from '#demo';

test.each([
  [0, '0'],
  [-0, '0'],
  [12, '12'],
  [0.5, '0.500'],
  [-1.23456, '−1.23'],
  [0.00123, '0.00123'],
  [2.7e-15, '2.70 × 10⁻¹⁵'],
  [-1.5e20, '−1.50 × 10²⁰'],
  [999.9, '1000'],
  [123456.7, '123457'],
  [NaN, 'undefined'],
  [Infinity, '∞'],
  [-Infinity, '−∞'],
])('%s reads %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test('thresholds read as they were chosen', () => {
  expect([0.86, 1, -0.05, 1e-9, 1.8, 2e-12].map(formatChosen)).toEqual([
    '0.86',
    '1',
    '−0.05',
    '10⁻⁹',
    '1.8',
    '2 × 10⁻¹²',
  ]);
});

test('shares read as percentages', () => {
  expect([formatPercent(0.871), formatPercent(1), formatPercent(NaN)]).toEqual([
    '87.1 %',
    '100 %',
    'undefined',
  ]);
});

test('a claim whose measure is undefined does not hold', () => {
  const undefinedHere = claim({
    id: 'C1',
    says: '',
    measured: { label: '', value: NaN },
    relation: '>',
    threshold: 0,
    source: '',
  });
  expect(holds(undefinedHere)).toBe(false);
  expect(holds({ ...undefinedHere, measured: { label: '', value: 1 } })).toBe(true);
  expect(holds({ ...undefinedHere, measured: { label: '', value: 0 } })).toBe(false);
});

test('what the camera projects can be found again under the pointer', () => {
  const camera = { azimuth: 35, elevation: 20 };
  for (const point of [
    [0.6, 0, 0.8],
    [-0.6, 0.8, 0],
    [0, -0.28, -0.96],
  ] as const) {
    const { x, y, depth } = project(point, camera);
    const again = unproject(x, y, 1, depth, camera);
    again.forEach((value, i) => expect(value).toBeCloseTo(point[i] ?? 0, 12));
  }
});

test('azimuth and elevation of the axes', () => {
  expect(direction([0, 1, 0])).toEqual({ azimuth: 90, elevation: 0 });
  expect(direction([0, 0, -2]).elevation).toBe(-90);
});
