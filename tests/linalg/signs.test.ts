import { expect, test } from 'vitest';
import { leadingSign } from '../../src/linalg/signs.ts';

test('the sign of a column is that of its largest entry', () => {
  expect(leadingSign(Float64Array.of(0.1, -3, 2), 0, 3)).toBe(-1);
  expect(leadingSign(Float64Array.of(-9, 0.1, 3, -2, 9), 1, 3)).toBe(1);
  expect(leadingSign(Float64Array.of(0, 0), 0, 2)).toBe(1);
});
test('of entries equal up to rounding the first decides, so the last bit flips nothing', () => {
  expect(leadingSign(Float64Array.of(0.5, -0.5 - 1e-14), 0, 2)).toBe(1);
  expect(leadingSign(Float64Array.of(0.5, -0.5 + 1e-14), 0, 2)).toBe(1);
  expect(leadingSign(Float64Array.of(0.5, -0.5 - 1e-9), 0, 2)).toBe(-1);
});
