import { expect, test } from 'vitest';
import { createRandom, tanh } from '#random';

/** Ours is off by up to 5e-16 of the value, Math.tanh by up to 3e-16. */
const GAP = 8e-16;

const relativeGap = (x: number): number => Math.abs(tanh(x) / Math.tanh(x) - 1);

test('tanh agrees with Math.tanh all along its bend', () => {
  const random = createRandom(1);
  let worst = 0;
  for (const most of [0.2, 1, 3, 25]) {
    for (let i = 0; i < 50_000; i++) {
      worst = Math.max(worst, relativeGap(random.uniformIn(-most, most)));
    }
  }
  expect(worst).toBeLessThan(GAP);
});
test('tanh is as accurate next to 0', () => {
  let worst = 0;
  for (let x = 0.5; x > 1e-300; x /= 1.1) worst = Math.max(worst, relativeGap(x));
  expect(worst).toBeLessThan(GAP);
});
test('tanh is odd and stays within ±1', () => {
  const random = createRandom(2);
  for (let i = 0; i < 10_000; i++) {
    const x = random.uniformIn(0, 21);
    expect(tanh(-x)).toBe(-tanh(x));
    expect(tanh(x)).toBeLessThanOrEqual(1);
  }
});
test('tanh treats the ends as Math.tanh does', () => {
  for (const x of [0, -0, 20, -20, 1e300, Infinity, -Infinity, NaN, Number.MIN_VALUE]) {
    expect(tanh(x)).toBe(Math.tanh(x));
  }
});
