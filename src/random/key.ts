const GOLDEN = 0x9e3779b97f4a7c15n;

function u64(x: bigint): bigint {
  return BigInt.asUintN(64, x);
}

function mix(x: bigint): bigint {
  let z = u64(x);
  z = u64((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = u64((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

function fnv1a(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(name)) {
    hash = u64((hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash;
}

/**
 * The four words of generator state for a 64-bit key: the first two outputs of SplitMix64 started at
 * the key, each low half first. Steele, Lea & Flood, OOPSLA 2014;
 * https://prng.di.unimi.it/splitmix64.c
 */
export function stateOf(key: bigint): [number, number, number, number] {
  const x = mix(key + GOLDEN);
  const y = mix(key + 2n * GOLDEN);
  const low = (z: bigint): number => Number(z & 0xffffffffn);
  const high = (z: bigint): number => Number(z >> 32n);
  return [low(x), high(x), low(y), high(y)];
}

/** The key of a named substream: SplitMix64's first output, xor the FNV-1a-64 hash of the UTF-8 name. */
export function childKey(key: bigint, name: string): bigint {
  return mix(key + GOLDEN) ^ fnv1a(name);
}
