import type { Matrix } from 'ml-matrix';
import { createRandom, log, type Random } from '#random';

/** A random matrix whose singular values are known. */
interface ModeCase {
  readonly name: string;
  readonly A: Matrix;
  /** The min(m, n) prescribed values, descending; those of A differ by the rounding of its entries. */
  readonly s: readonly number[];
}

type Mode = (k: number, floor: number, random: Random) => number[];

/** Values from 1 down to `floor`, in the order of LAPACK's dlatms MODE 1 to 6. */
const modes: Readonly<Record<string, Mode>> = {
  'one large': (k, floor) => Array.from({ length: k }, (_, i) => (i === 0 ? 1 : floor)),
  'one small': (k, floor) => Array.from({ length: k }, (_, i) => (i === k - 1 ? floor : 1)),
  geometric: (k, floor) => Array.from({ length: k }, (_, i) => floor ** (i / Math.max(1, k - 1))),
  arithmetic: (k, floor) =>
    Array.from({ length: k }, (_, i) => 1 - (i / Math.max(1, k - 1)) * (1 - floor)),
  'random exponents': (k, floor, random) =>
    Array.from({ length: k }, () => Math.exp(log(floor) * random.uniform())),
  random: (k, _, random) => Array.from({ length: k }, () => Math.abs(random.normal())),
};

const sizes = [1, 2, 3, 6, 7, 13, 31, 32, 47, 48, 65, 90];
const conditions = [1, 1e3, 1e8, 1e15];
const scales = [1, 1e-150, 1e150];
const shapes: readonly ((n: number) => [m: number, n: number])[] = [
  (n) => [n, n],
  (n) => [2 * n + 1, n],
  (n) => [n, 2 * n + 1],
  (n) => [n, 1],
  (n) => [1, n],
];

function drawn(items: readonly number[], random: Random): number {
  return items[random.integer(items.length)] ?? NaN;
}

function modeCase(mode: string, values: Mode, m: number, n: number, random: Random): ModeCase {
  const condition = drawn(conditions, random);
  const scale = drawn(scales, random);
  const k = Math.min(m, n);
  const s = values(k, 1 / condition, random).sort((a, b) => b - a);
  const U = random.orthonormal(m, k);
  const V = random.orthonormal(n, k);
  return {
    name: `${mode}, ${m}×${n}, condition ${condition}, scale ${scale}`,
    A: U.mulRowVector(s).mmul(V.transpose()).mul(scale),
    s: s.map((x) => x * scale),
  };
}

/**
 * Every mode in every size and shape, 360 matrices, condition and scale drawn from the seed. After
 * LAPACK's test matrix generator dlatms (TESTING/MATGEN).
 */
export function matrixModes(seed: number): ModeCase[] {
  const random = createRandom(seed);
  return sizes.flatMap((size) =>
    shapes.flatMap((shape) =>
      Object.entries(modes).map(([mode, values]) => modeCase(mode, values, ...shape(size), random)),
    ),
  );
}
