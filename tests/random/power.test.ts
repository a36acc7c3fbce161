import { expect, test } from 'vitest';
import { createRandom, power } from '#random';

test('power agrees with ** to (1 + |y log x|) · 3e-16', () => {
  const random = createRandom(1);
  let worst = 0;
  for (let i = 0; i < 100_000; i++) {
    const x = 2 ** random.uniformIn(-80, 80);
    const y = random.uniformIn(-8, 8);
    const gap = Math.abs(power(x, y) / x ** y - 1);
    worst = Math.max(worst, gap / (1 + Math.abs(y * Math.log(x))));
  }
  expect(worst).toBeLessThan(3e-16);
});
test('powers of one, and powers to the zero, are one', () => {
  expect(power(1, 7.5)).toBe(1);
  expect(power(0.3, 0)).toBe(1);
});
test('powers too large or too small for a double are Infinity or 0', () => {
  expect(power(10, 400)).toBe(Infinity);
  expect(power(10, -400)).toBe(0);
});
test.each([0, -1, Infinity, NaN])('power of the base %d is refused', (x) => {
  expect(() => power(x, 2)).toThrow(RangeError);
});
