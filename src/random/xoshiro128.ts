function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

/**
 * xoshiro128++ 1.0: a source of unsigned 32-bit integers with period 2^128 − 1, from a state of four
 * words, not all zero. Blackman & Vigna, Scrambled linear pseudorandom number generators, ACM Trans.
 * Math. Softw. 47 (2021); https://prng.di.unimi.it/xoshiro128plusplus.c
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = (rotateLeft(a + d, 7) + a) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}
