import { expect, test } from 'vitest';
import { childKey, stateOf } from '../../src/random/key.ts';
import { xoshiro128 } from '../../src/random/xoshiro128.ts';

test('xoshiro128++ gives the published outputs from state 1, 2, 3, 4', () => {
  const next = xoshiro128([1, 2, 3, 4]);
  const outputs = Array.from({ length: 10 }, () => next());
  expect(outputs).toEqual([
    641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011,
    621204420,
  ]);
});

test('the state comes from SplitMix64, whose published outputs for 1234567 are met', () => {
  const [a, b, c, d] = stateOf(1234567n);
  const word = (low: number, high: number): bigint => (BigInt(high) << 32n) | BigInt(low);
  expect(word(a, b)).toBe(6457827717110365317n);
  expect(word(c, d)).toBe(3203168211198807973n);
});

test('names are hashed by FNV-1a 64, whose published value for foobar is met', () => {
  const [low, high] = stateOf(5n);
  const first = (BigInt(high) << 32n) | BigInt(low);
  expect(childKey(5n, 'foobar') ^ first).toBe(0x85944171f73967e8n);
});
