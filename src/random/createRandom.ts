import { Matrix } from 'ml-matrix';
import { haar } from './haar.ts';
import { childKey, stateOf } from './key.ts';
import { log } from './log.ts';
import type { Random } from './random.ts';
import { xoshiro128 } from './xoshiro128.ts';

function requireInteger(value: number, least: number, most: number, what: string): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(
      `${what} is ${String(value)}: it must be an integer from ${least} to ${most}.`,
    );
  }
}

function fromKey(key: bigint): Random {
  const next = xoshiro128(stateOf(key));
  let spare: number | undefined;

  function uniform(): number {
    const high = next() >>> 5;
    const low = next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  function uniformIn(lo: number, hi: number): number {
    if (!Number.isFinite(lo) || !Number.isFinite(hi) || lo > hi) {
      throw new RangeError(`The interval from ${lo} to ${hi} must be finite and not reversed.`);
    }
    const u = uniform();
    const x = lo * (1 - u) + hi * u;
    return x < hi ? Math.max(lo, x) : lo;
  }

  function normal(): number {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const factor = Math.sqrt((-2 * log(square)) / square);
      spare = y * factor;
      return x * factor;
    }
  }

  function integer(n: number): number {
    requireInteger(n, 1, 4294967296, 'n');
    const limit = 4294967296 - (4294967296 % n);
    let draw = next();
    while (draw >= limit) draw = next();
    return draw % n;
  }

  function choice(weights: readonly number[]): number {
    let sum = 0;
    weights.forEach((weight, i) => {
      if (!Number.isFinite(weight) || weight < 0) {
        throw new RangeError(`weights[${i}] is ${String(weight)}: weights are finite and ≥ 0.`);
      }
      sum += weight;
    });
    if (!(sum > 0 && sum < Infinity)) {
      throw new RangeError(`The weights add up to ${sum}: the sum must be positive and finite.`);
    }
    const target = uniform() * sum;
    let reached = 0;
    const found = weights.findIndex((weight) => (reached += weight) > target);
    // Rounding may leave the target at the very top.
    return found >= 0 ? found : weights.findLastIndex((weight) => weight > 0);
  }

  function permutation(n: number): number[] {
    requireInteger(n, 0, 4294967296, 'n');
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = integer(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return Array.from(order);
  }

  function normalMatrix(rows: number, cols: number, sd = 1): Matrix {
    requireInteger(rows, 1, 4294967296, 'rows');
    requireInteger(cols, 1, 4294967296, 'cols');
    if (!Number.isFinite(sd) || sd < 0) {
      throw new RangeError(`sd is ${String(sd)}: it must be finite and at least 0.`);
    }
    const A = new Matrix(rows, cols);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) A.set(i, j, sd * normal() + 0);
    }
    return A;
  }

  function orthonormal(n: number, k: number): Matrix {
    requireInteger(n, 1, 4294967296, 'n');
    requireInteger(k, 1, n, 'k');
    const columns = haar(
      normalMatrix(k, n)
        .to2DArray()
        .map((row) => Float64Array.from(row)),
    );
    const Q = new Matrix(n, k);
    columns.forEach((column, j) => Q.setColumn(j, column));
    return Q;
  }

  return {
    uniform,
    uniformIn,
    normal,
    integer,
    choice,
    permutation,
    normalMatrix,
    orthonormal,
    unitVector: (n) => {
      requireInteger(n, 1, 4294967296, 'n');
      return orthonormal(n, 1).getColumn(0);
    },
    stream: (name) => fromKey(childKey(key, name)),
  };
}

/**
 * A random generator from a seed: xoshiro128++, its state filled by SplitMix64 started at the seed.
 *
 * @param seed An integer from 0 to 2^32 − 1.
 * @throws RangeError if the seed is anything else.
 */
export function createRandom(seed: number): Random {
  requireInteger(seed, 0, 4294967295, 'seed');
  return fromKey(BigInt(seed));
}
