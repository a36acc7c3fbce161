import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { binaryExponent, ldexp } from '#linalg';
import { createRandom, type Random } from '#random';
import { matrixOf } from '../../src/linalg/columns.ts';
import { BOTH, BOTTOM, deflate, TOP } from '../../src/linalg/deflate.ts';
import { secularRoot } from '../../src/linalg/secularRoot.ts';
import { secularSvd } from '../../src/linalg/secularSvd.ts';
import { seed } from './arbitraries.ts';
import { orthonormalityDefect, residualNorm } from './compensated.ts';

const EPS = Number.EPSILON;

/** Binary digits after the point of the numbers below: 240 decimal ones. */
const DIGITS = 800n;
const ONE = 1n << DIGITS;

/** A double as an integer multiple of 2^−800, exactly if it is not below 1e-220. */
function exact(x: number): bigint {
  if (x === 0) return 0n;
  const shift = 52 - binaryExponent(x);
  return (BigInt(ldexp(x, shift)) << DIGITS) >> BigInt(shift);
}

function times(x: bigint, y: bigint): bigint {
  return (x * y) >> DIGITS;
}

function ratio(x: bigint, y: bigint): number {
  return Number((x << 60n) / y) / 2 ** 60;
}

/** The sign of 1 + Σ z_j²/(d_j² − σ²), by integers. */
function isNegative(d: readonly bigint[], z: readonly bigint[], sigma: bigint): boolean {
  let sum = ONE;
  d.forEach((dj, j) => {
    const zj = z[j] ?? 0n;
    sum += (zj * zj) / times(dj - sigma, dj + sigma);
  });
  return sum < 0n;
}

/** The root between d_i and the next pole (the last one: below √(d² + Σz²)) by bisection. */
function exactRoot(d: readonly bigint[], z: readonly bigint[], i: number): bigint {
  let low = d[i] ?? 0n;
  let high = d[i + 1] ?? low + z.reduce((sum, x) => sum + (x < 0n ? -x : x), 1n);
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (isNegative(d, z, middle)) low = middle;
    else high = middle;
  }
  return low;
}

interface Problem {
  /** 0 = d_0 < d_1 < …. */
  readonly d: Float64Array;
  readonly z: Float64Array;
}

function problem(d: readonly number[], z: readonly number[]): Problem {
  return { d: Float64Array.from(d), z: Float64Array.from(z) };
}

function roots({ d, z }: Problem): { origins: Int32Array; offsets: Float64Array } {
  const k = d.length;
  const origins = new Int32Array(k);
  const offsets = new Float64Array(k);
  const zz = z.map((x) => x * x);
  const work = new Float64Array(k);
  for (let i = 0; i < k; i++) secularRoot(i, k, d, zz, work, origins, offsets);
  return { origins, offsets };
}

/** Hard cases in which each root still depends well on the data. */
const hard: Readonly<Record<string, Problem>> = {
  'two poles': problem([0, 1], [1, 1]),
  'well spread': problem([0, 0.2, 0.5, 0.7, 1], [0.3, 0.4, 0.1, 0.5, 0.2]),
  'poles 1e-13 apart': problem([0, 0.5, 0.5 + 1e-13, 0.5 + 2e-13, 1], [0.3, 0.4, 0.1, 0.5, 0.2]),
  'poles 1e-15 apart': problem([0, 1 - 2e-15, 1 - 1e-15, 1], [0.5, 0.5, 0.5, 0.5]),
  'pole next to zero': problem([0, 1e-15, 1], [0.5, 0.5, 0.5]),
  'one tiny z': problem([0, 0.25, 0.5, 1], [0.5, 1e-15, 0.5, 0.5]),
  'all z tiny': problem([0, 0.25, 0.5, 1], [1e-15, 1e-15, 1e-15, 1e-15]),
  'first z tiny': problem([0, 0.25, 0.5, 1], [1e-15, 0.5, 0.5, 0.5]),
  'last z tiny': problem([0, 0.25, 0.5, 1], [0.5, 0.5, 0.5, 1e-15]),
  'tiny z between near poles': problem([0, 0.5, 0.5 + 1e-13, 1], [1e-15, 1e-15, 0.7, 1e-15]),
  'poles of all sizes': problem(
    [0, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1],
    [0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.1],
  ),
  'poles and z of all sizes': problem(
    [0, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1],
    [1e-15, 1e-13, 1e-10, 1e-7, 1e-4, 1e-1, 1],
  ),
  'negative z': problem([0, 0.3, 0.6, 0.9], [-0.5, 0.5, -0.25, -0.1]),
};

/** The iteration ends where f is 8ε of its terms, which are up to four times f's change with ln τ. */
const BAR = 32 * EPS;

describe.each(Object.entries(hard))('secularRoot, %s,', (_, one) => {
  const d = Array.from(one.d, exact);
  const z = Array.from(one.z, exact);
  const { origins, offsets } = roots(one);

  test('finds every σ by its offset from a pole beside it, to 14 digits', () => {
    d.forEach((_pole, i) => {
      const origin = origins[i]!;
      expect([i, i + 1].filter((j) => j < d.length)).toContain(origin);
      const offset = exactRoot(d, z, i) - (d[origin] ?? 0n);
      expect(Math.sign(offsets[i]!)).toBe(origin === i ? 1 : -1);
      expect(Math.abs(ratio(exact(offsets[i]!) - offset, offset))).toBeLessThan(BAR);
    });
  });
  test('gives every d ∓ σ to 14 digits', () => {
    d.forEach((_pole, i) => {
      const sigma = exactRoot(d, z, i);
      const origin = one.d[origins[i]!]!;
      const tau = offsets[i]!;
      one.d.forEach((dj, j) => {
        const pole = d[j] ?? 0n;
        const minus = exact(dj - origin - tau);
        const plus = exact(dj + origin + tau);
        expect(Math.abs(ratio(minus - pole + sigma, pole - sigma))).toBeLessThan(BAR);
        expect(Math.abs(ratio(plus - pole - sigma, pole + sigma))).toBeLessThan(BAR);
      });
    });
  });
});

test('the bisection itself knows the golden ratio', () => {
  // M = (1 1; 0 1): σ² + σ⁻² = 3.
  const [d, z] = [
    [0n, ONE],
    [ONE, ONE],
  ];
  const sigma = exactRoot(d, z, 1);
  expect(ratio(sigma, ONE)).toBeCloseTo((1 + Math.sqrt(5)) / 2, 15);
  expect(times(sigma, exactRoot(d, z, 0)) - ONE).toBeLessThan(1000n);
});

/** Poles at least `apart` from each other, and z over `decades` powers of ten but above 1e-15. */
function drawn(random: Random, k: number, apart: number, decades: number): Problem {
  const size = (): number => 10 ** -random.uniformIn(0, decades);
  const d = Array.from({ length: k - 1 }, () => size()).sort((x, y) => x - y);
  let last = 0;
  const poles = d.map((x) => {
    last = Math.max(x, last + apart * (1 + last));
    return last;
  });
  const scale = Math.max(1, last);
  const sign = (): number => (random.integer(2) === 0 ? -1 : 1);
  return problem(
    [0, ...poles.map((x) => x / scale)],
    Array.from({ length: k }, () => sign() * Math.max(1e-15, size())),
  );
}

const anyProblem = fc
  .record({
    number: seed,
    k: fc.oneof(fc.integer({ min: 2, max: 9 }), fc.constantFrom(31, 64, 65, 120)),
    apart: fc.constantFrom(1e-15, 1e-13, 1e-6, 0.01),
    decades: fc.constantFrom(0.3, 3, 14),
  })
  .map(({ number, k, apart, decades }) => drawn(createRandom(number), k, apart, decades));

/** [z; 0 diag(d)]. */
function arrow({ d, z }: Problem): Matrix {
  const M = Matrix.diag(Array.from(d));
  z.forEach((x, j) => M.set(0, j, x));
  return M;
}

const inOrder = (k: number): Int32Array => Int32Array.from({ length: k }, (_, i) => i);

describe('secularRoot, for any problem,', () => {
  test('finds roots that interlace the poles strictly', () => {
    fc.assert(
      fc.property(anyProblem, (one) => {
        const { d, z } = one;
        const { origins, offsets } = roots(one);
        const bound = z.reduce((sum, x) => sum + x * x, d.at(-1)! ** 2);
        d.forEach((di, i) => {
          const origin = d[origins[i]!]!;
          expect(di - origin - offsets[i]!).toBeLessThan(0);
          const next = d[i + 1];
          if (next !== undefined) expect(next - origin - offsets[i]!).toBeGreaterThan(0);
          else expect(origin + offsets[i]!).toBeLessThanOrEqual(Math.sqrt(bound) * (1 + 4 * EPS));
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('secularSvd, for any problem,', () => {
  test('gives M back from orthonormal vectors, the values ascending', () => {
    fc.assert(
      fc.property(anyProblem, (one) => {
        const k = one.d.length;
        const M = arrow(one);
        const found = secularSvd(k, one.d, one.z, inOrder(k), { left: true });
        const U = matrixOf({ m: k, n: k, a: found.left });
        const V = matrixOf({ m: k, n: k, a: found.right });
        const s = Array.from(found.values.subarray(0, k));
        expect(residualNorm(M, U, s, V)).toBeLessThanOrEqual(1e-15 * Math.sqrt(k) * M.norm());
        expect(orthonormalityDefect(U)).toBeLessThanOrEqual(1e-15 * k);
        expect(orthonormalityDefect(V)).toBeLessThanOrEqual(1e-15 * k);
        s.forEach((x, i) => {
          expect(x).toBeGreaterThanOrEqual(one.d[i]!);
          expect(x).toBeLessThanOrEqual(one.d[i + 1] ?? Infinity);
        });
      }),
      { numRuns: 60 },
    );
  });
  test('stores row i of the vectors as row place[i]', () => {
    fc.assert(
      fc.property(anyProblem, seed, (one, number) => {
        const k = one.d.length;
        const place = Int32Array.from(createRandom(number).permutation(k));
        const plain = secularSvd(k, one.d, one.z, inOrder(k), { left: true });
        const [left, right] = [plain.left.slice(), plain.right.slice()];
        const moved = secularSvd(k, one.d, one.z, place, { left: true });
        const wrong = Array.from({ length: k * k }, (_, at) => {
          const i = at % k;
          const to = at - i + place[i]!;
          return moved.left[to] !== left[at] || moved.right[to] !== right[at];
        });
        expect(wrong).not.toContain(true);
      }),
    );
  });
  test('finds the same values and right vectors, to the bit, without the left ones', () => {
    fc.assert(
      fc.property(anyProblem, (one) => {
        const k = one.d.length;
        const both = secularSvd(k, one.d, one.z, inOrder(k), { left: true });
        const [values, right] = [both.values.slice(0, k), both.right.slice(0, k * k)];
        const alone = secularSvd(k, one.d, one.z, inOrder(k), { left: false });
        expect(alone.values.subarray(0, k)).toEqual(values);
        expect(right.findIndex((x, at) => x !== alone.right[at])).toBe(-1);
      }),
    );
  });
});

test('secularSvd of one number is that number by its sign', () => {
  for (const z of [0.5, -0.5]) {
    const { values, left, right } = secularSvd(
      1,
      new Float64Array(1),
      Float64Array.of(z),
      inOrder(1),
      {
        left: true,
      },
    );
    expect([values[0], (left[0] ?? NaN) * (right[0] ?? NaN)]).toEqual([0.5, Math.sign(z)]);
  }
});

/** A problem of a join, its entries far below one so that what this test rounds is far below ε. */
interface Join extends Problem {
  readonly middle: number;
  readonly spread: Uint8Array;
  readonly sorted: readonly number[];
}

const SMALL = 2 ** -12;
const TOLERANCE = 4 * EPS;

function join(random: Random, k: number, step: () => number, z: () => number): Join {
  const middle = random.integer(k);
  let last = 0;
  const values = Array.from({ length: k }, () => (last += step()));
  const order = random.permutation(k);
  const d = Float64Array.from(order, (at) => SMALL * values[at]!);
  d[middle] = 0;
  const sorted = order
    .map((_, j) => j)
    .filter((j) => j !== middle)
    .sort((p, q) => d[p]! - d[q]!);
  return {
    d,
    z: Float64Array.from({ length: k }, () => SMALL * z()),
    middle,
    spread: Uint8Array.from({ length: k }, (_, j) => (j <= middle ? TOP : BOTTOM)),
    sorted,
  };
}

/** diag(d) but for the row `middle`, which is z. */
function joined({ d, z, middle }: Pick<Join, 'd' | 'z' | 'middle'>): Matrix {
  const M = Matrix.diag(Array.from(d));
  M.setRow(middle, Array.from(z));
  return M;
}

const joins = fc
  .record({
    number: seed,
    k: fc.integer({ min: 1, max: 30 }),
    kind: fc.constantFrom('apart', 'pairs', 'equal', 'noise', 'negligible'),
  })
  .map(({ number, k, kind }) => {
    const random = createRandom(number);
    let turn = 0;
    const steps: Readonly<Record<typeof kind, () => number>> = {
      apart: () => 0.1 + random.uniform(),
      pairs: () => (turn++ % 2 === 0 ? 0.1 : (0.9 * TOLERANCE) / SMALL),
      equal: () => (random.integer(4) === 0 ? 1 : 0),
      noise: () => random.uniform() * EPS,
      negligible: () => 0.1 + random.uniform(),
    };
    const few = (): number => (random.integer(3) === 0 ? 1e-20 : random.normal());
    return join(random, k, steps[kind], kind === 'negligible' ? few : () => random.normal());
  });

/** Deflates copies; returns them and GᵀMG, G being the product of all rotations. */
function deflated(one: Join): {
  turned: Matrix;
  after: Join;
  kept: readonly number[];
  loose: readonly number[];
  turns: number;
} {
  const M = joined(one);
  const turned = M.clone();
  const after = { ...one, d: one.d.slice(), z: one.z.slice(), spread: one.spread.slice() };
  let turns = 0;
  const { kept, loose } = deflate(
    after.middle,
    one.sorted,
    after.d,
    after.z,
    after.spread,
    (x, y, c, s) => {
      turns++;
      expect(Math.abs(c * c + s * s - 1)).toBeLessThanOrEqual(4 * EPS);
      for (let side = 0; side < 2; side++) {
        for (let i = 0; i < turned.rows; i++) {
          const [p, q] =
            side === 0
              ? [turned.get(i, x), turned.get(i, y)]
              : [turned.get(x, i), turned.get(y, i)];
          const to = [c * p + s * q, c * q - s * p] as const;
          if (side === 0) turned.set(i, x, to[0]).set(i, y, to[1]);
          else turned.set(x, i, to[0]).set(y, i, to[1]);
        }
      }
    },
  );
  return { turned, after, kept, loose, turns };
}

describe('deflate', () => {
  test('keeps the middle and well separated poles, each with a z that counts', () => {
    fc.assert(
      fc.property(joins, (one) => {
        const { after, kept, loose } = deflated(one);
        expect(kept[0]).toBe(one.middle);
        expect([...kept, ...loose].sort((p, q) => p - q)).toEqual(Array.from(one.d.keys()));
        expect(after.d[one.middle]).toBe(0);
        kept.forEach((j, i) => {
          const before = kept[i - 1];
          expect(Math.abs(after.z[j]!)).toBeGreaterThanOrEqual(TOLERANCE);
          if (before === undefined) return;
          const apart = after.d[j]! - after.d[before]!;
          if (i === 1) expect(apart).toBeGreaterThanOrEqual(TOLERANCE / 2);
          else expect(apart).toBeGreaterThan(TOLERANCE / 2);
        });
      }),
      { numRuns: 300 },
    );
  });
  test('loses at most 4ε for each rotation and each entry that it neglects', () => {
    fc.assert(
      fc.property(joins, (one) => {
        const { turned, after, kept, loose, turns } = deflated(one);
        const z = after.z.map((x, j) => (loose.includes(j) ? 0 : x));
        const claimed = joined({ d: after.d, z, middle: one.middle });
        const off = Matrix.sub(turned, claimed).abs();
        // The z of the middle may be raised from −4ε to 4ε, which counts as two.
        expect(off.max()).toBeLessThanOrEqual(TOLERANCE * (Math.max(turns, 2) + 1e-3));
        if (turns === 0 && kept.length > 1) {
          off.set(one.middle, one.middle, 0);
          expect(off.max()).toBeLessThanOrEqual(TOLERANCE);
        }
      }),
      { numRuns: 300 },
    );
  });
  test('moves the z of equal poles onto one of them', () => {
    const d = Float64Array.of(0, 0.5, 0.5, 0.5);
    const z = Float64Array.of(1, 2, 3, 6).map((x) => x / 8);
    const spread = Uint8Array.of(TOP, TOP, BOTTOM, BOTTOM);
    const { kept, loose } = deflate(0, [1, 2, 3], d, z, spread, () => undefined);
    expect([kept, loose]).toEqual([
      [0, 3],
      [1, 2],
    ]);
    expect(z[3]).toBeCloseTo(7 / 8, 15);
    expect(Array.from(spread)).toEqual([TOP, BOTH, BOTH, BOTH]);
  });
  test('takes a row of zeros apart altogether', () => {
    const d = Float64Array.of(0.25, 0, 0.5);
    const z = new Float64Array(3);
    const { kept, loose } = deflate(1, [0, 2], d, z, new Uint8Array(3), () => undefined);
    expect([kept, loose]).toEqual([[1], [0, 2]]);
    expect(Array.from(d)).toEqual([0.25, 0, 0.5]);
  });
});
