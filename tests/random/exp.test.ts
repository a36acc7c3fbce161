import { expect, test } from 'vitest';
import { powerOfTwo } from '#linalg';
import { createRandom, exp } from '#random';

/** Each of the two is off by less than one unit in the last place. */
const GAP = 4.4e-16;

const relativeGap = (x: number): number => Math.abs(exp(x) - Math.exp(x)) / Math.exp(x);

test('exp agrees with Math.exp wherever the result is a normal number', () => {
  const random = createRandom(1);
  let worst = 0;
  for (let i = 0; i < 100_000; i++)
    worst = Math.max(worst, relativeGap(random.uniformIn(-708, 709)));
  expect(worst).toBeLessThan(GAP);
});
test('exp agrees with Math.exp where softmaxes are, and next to 0', () => {
  const random = createRandom(2);
  let worst = 0;
  for (let i = 0; i < 100_000; i++) worst = Math.max(worst, relativeGap(random.uniformIn(-45, 1)));
  for (let x = 1; x > 1e-20; x /= 1.1) worst = Math.max(worst, relativeGap(x), relativeGap(-x));
  expect(worst).toBeLessThan(GAP);
});
test('below the normal numbers exp is off by no more than their spacing', () => {
  const random = createRandom(3);
  for (let i = 0; i < 1000; i++) {
    const x = random.uniformIn(-746, -708);
    expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(Number.MIN_VALUE);
  }
});
test('exp treats the ends as Math.exp does', () => {
  const ends = [
    0,
    -0,
    Infinity,
    -Infinity,
    NaN,
    709.782712893384,
    709.7827128933841,
    1e300,
    -1e300,
  ];
  for (const x of [...ends, -745.1332191019411, -745.1332191019412, powerOfTwo(-1074)]) {
    expect(exp(x)).toBe(Math.exp(x));
  }
});
