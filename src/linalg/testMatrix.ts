import type { Columns } from './columns.ts';
import { zeros } from './columns.ts';

/** 32-bit words: Murmur3's finaliser over a Weyl sequence. Steele, Lea & Flood, OOPSLA 2014. */
function createWords(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

/**
 * An m×n matrix of independent numbers of mean 0 and variance 1, nearly normal: each the sum of
 * twelve uniforms, less 6, which needs no logarithm. The same seed gives the same bits everywhere.
 */
export function testMatrix(m: number, n: number, seed: number): Columns {
  const word = createWords(seed);
  const W = zeros(m, n);
  for (let at = 0; at < W.a.length; at++) {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += word();
    W.a[at] = sum / 4294967296 - 6;
  }
  return W;
}
