import { expect, test } from 'vitest';
import { powerOfTwo } from '#linalg';
import { createRandom, log } from '#random';

function relativeGap(x: number): number {
  return Math.abs(log(x) - Math.log(x)) / Math.abs(Math.log(x));
}

test('log agrees with Math.log to 4e-16 from the smallest to the largest double', () => {
  const random = createRandom(1);
  let worst = 0;
  for (let e = -1074; e <= 1023; e++) {
    for (let i = 0; i < 40; i++) {
      const x = powerOfTwo(e) * (1 + random.uniform());
      if (x !== 1) worst = Math.max(worst, relativeGap(x));
    }
  }
  expect(worst).toBeLessThan(4e-16);
});
test('log is as accurate next to 1', () => {
  let worst = 0;
  for (let gap = 0.5; gap > 1e-15; gap /= 1.1) {
    worst = Math.max(worst, relativeGap(1 + gap), relativeGap(1 - gap));
  }
  expect(worst).toBeLessThan(4e-16);
});
test('log treats the ends as Math.log does', () => {
  for (const x of [0, -0, 1, Infinity, -1, -Infinity, NaN, Number.MIN_VALUE, Number.MAX_VALUE]) {
    expect(log(x)).toBe(Math.log(x));
  }
});
