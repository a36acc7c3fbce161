import { expect, test } from 'vitest';
import { cos, createRandom, sin } from '#random';

const random = createRandom(1);

test('sin and cos agree with Math.sin and Math.cos to 3e-16', () => {
  for (const most of [4, 100, 1e6]) {
    let worst = 0;
    for (let i = 0; i < 50_000; i++) {
      const x = random.uniformIn(-most, most);
      worst = Math.max(worst, Math.abs(sin(x) - Math.sin(x)), Math.abs(cos(x) - Math.cos(x)));
    }
    expect(worst, `up to ${most}`).toBeLessThan(3e-16);
  }
});
test('they do so next to the multiples of a quarter turn', () => {
  let worst = 0;
  for (let k = 1; k < 600_000; k += 7) {
    const x = (k * Math.PI) / 2;
    worst = Math.max(worst, Math.abs(sin(x) - Math.sin(x)), Math.abs(cos(x) - Math.cos(x)));
  }
  expect(worst).toBeLessThan(3e-16);
});
test('sin is as accurate next to 0, of its value', () => {
  let worst = 0;
  for (let x = Math.PI / 4; x > 1e-300; x /= 1.1) {
    worst = Math.max(worst, Math.abs(sin(x) / Math.sin(x) - 1));
  }
  expect(worst).toBeLessThan(3e-16);
});
test('sin is odd, cos even', () => {
  for (let i = 0; i < 10_000; i++) {
    const x = random.uniformIn(0, 100);
    expect(sin(-x)).toBe(-sin(x));
    expect(cos(-x)).toBe(cos(x));
  }
});
test('at zero they are exact', () => {
  expect([sin(0), cos(0)]).toEqual([0, 1]);
});
test.each([1.0001e6, -1e9, Infinity, NaN])('the angle %d is refused', (x) => {
  expect(() => sin(x)).toThrow(RangeError);
  expect(() => cos(x)).toThrow(RangeError);
});
