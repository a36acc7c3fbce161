import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '#random';
import { combineColumns } from '../../src/linalg/kernels/combine.ts';
import { dots, fourDots } from '../../src/linalg/kernels/fourDots.ts';
import { addProduct } from '../../src/linalg/kernels/product.ts';
import { rankTwoThenDots } from '../../src/linalg/kernels/rankTwo.ts';
import { reflect, reflectTransposed, type Reflectors } from '../../src/linalg/kernels/reflect.ts';
import { reflectAndMeasure } from '../../src/linalg/kernels/reflectAndMeasure.ts';
import { cleared, forgetScratch, scratch } from '../../src/linalg/kernels/scratch.ts';
import { symmetricRankTwoThenProduct } from '../../src/linalg/kernels/symmetricRankTwo.ts';
import { seed } from './arbitraries.ts';
import { dot, product, rankTwo, reflected, type Reflector } from './plain.ts';

const EPS = Number.EPSILON;

/** Small sizes, and some beyond the edges of the blocks that kernels work in. */
const size = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 13 }) },
  { weight: 1, arbitrary: fc.constantFrom(31, 33, 65) },
);
const depth = fc.oneof(size, fc.constantFrom(255, 257));
const gap = fc.integer({ min: 0, max: 5 });

function numbers(random: Random, length: number): Float64Array {
  return Float64Array.from({ length }, () => random.normal());
}

/** An m×n block of a longer array: entry (i, j) is a[at + i + j·ld]. */
interface Window {
  readonly at: number;
  readonly ld: number;
  readonly m: number;
  readonly n: number;
}

function read(a: Float64Array, { at, ld, m, n }: Window): Matrix {
  const A = new Matrix(m, n);
  for (let j = 0; j < n; j++) for (let i = 0; i < m; i++) A.set(i, j, a[at + i + j * ld]!);
  return A;
}

/** Entries from `start` on as a column. */
function column(x: Float64Array, start: number, end: number): Matrix {
  return read(x, { at: start, ld: 0, m: end - start, n: 1 });
}

function moduli(A: Matrix): Matrix {
  return A.clone().abs();
}

/** What `rankTwo` would find if nothing cancelled. */
function rankTwoModuli(A: Matrix, u: Matrix, y: Matrix, x: Matrix, v: Matrix): Matrix {
  return rankTwo(moduli(A), moduli(u).neg(), moduli(y), moduli(x).neg(), moduli(v));
}

/** The largest of |A − B| − bar · size, which should not be positive. */
function excess(A: Matrix, B: Matrix, sizes: Matrix, bar: number): number {
  return Matrix.sub(A, B)
    .abs()
    .sub(Matrix.mul(sizes, bar * EPS))
    .max();
}

/** `toEqual` takes long for arrays of thousands. */
function expectSameBits(found: Float64Array, wanted: Float64Array): void {
  expect(found).toHaveLength(wanted.length);
  expect(found.findIndex((x, i) => !Object.is(x, wanted[i]))).toBe(-1);
}

function expectNothingElseTouched(before: Float64Array, after: Float64Array, own: Window): void {
  const restored = after.slice();
  for (let j = 0; j < own.n; j++) {
    const from = own.at + j * own.ld;
    restored.set(before.subarray(from, from + own.m), from);
  }
  expectSameBits(restored, before);
}

describe('addProduct', () => {
  const problem = fc
    .record({ number: seed, m: size, k: depth, n: size, gaps: fc.tuple(gap, gap, gap, gap) })
    .map(({ number, m, k, n, gaps: [row, cAt, bAt, more] }) => {
      const random = createRandom(number);
      const lda = row + m + more;
      const places = random.permutation(k + 2).slice(0, k);
      const own = { at: cAt, ld: m + more, m, n };
      const B = { at: bAt, ld: k + row, m: k, n };
      const columnAt = Int32Array.from(places, (place) => place * lda);
      const a = numbers(random, lda * (k + 2));
      const A = new Matrix(
        Array.from({ length: m }, (_, i) => Array.from(columnAt, (at) => a[at + row + i]!)),
      );
      return {
        gathered: { a, columnAt, row, rows: m },
        A,
        b: numbers(random, bAt + B.ld * n),
        B,
        c: numbers(random, cAt + own.ld * n + more),
        own,
      };
    });

  test('adds what three nested loops find, and touches nothing else', () => {
    fc.assert(
      fc.property(problem, ({ gathered, A, b, B, c, own }) => {
        const factor = read(b, B);
        const before = c.slice();
        const kept = { a: gathered.a.slice(), b: b.slice() };
        addProduct(c, own.at, own.ld, gathered, own.n, b, B.at, B.ld);
        const start = read(before, own);
        const sizes = Matrix.add(moduli(start), product(moduli(A), moduli(factor)));
        const wanted = Matrix.add(start, product(A, factor));
        expect(excess(read(c, own), wanted, sizes, A.columns + 1)).toBeLessThanOrEqual(0);
        expectNothingElseTouched(before, c, own);
        expectSameBits(gathered.a, kept.a);
        expectSameBits(b, kept.b);
      }),
      { numRuns: 90 },
    );
  });
  test('sums an entry to the same bits wherever it stands', () => {
    fc.assert(
      fc.property(problem, seed, ({ gathered, b, B, c, own }, number) => {
        const i = number % own.m;
        const j = number % own.n;
        const one = Float64Array.of(c[own.at + i + j * own.ld]!);
        const row = { ...gathered, row: gathered.row + i, rows: 1 };
        addProduct(one, 0, 1, row, 1, b, B.at + j * B.ld, B.ld);
        addProduct(c, own.at, own.ld, gathered, own.n, b, B.at, B.ld);
        expect(c[own.at + i + j * own.ld]).toBe(one[0]);
      }),
    );
  });
  test('of no columns, or to no columns, changes nothing', () => {
    const c = Float64Array.of(1, 2, 3, 4);
    const none = { a: new Float64Array(0), columnAt: new Int32Array(0), row: 0, rows: 2 };
    addProduct(c, 0, 2, none, 2, new Float64Array(0), 0, 0);
    const some = { a: Float64Array.of(5, 6), columnAt: Int32Array.of(0), row: 0, rows: 2 };
    addProduct(c, 0, 2, some, 0, Float64Array.of(7), 0, 1);
    expect(Array.from(c)).toEqual([1, 2, 3, 4]);
  });
});

/** Orthogonal reflectors in both forms; what the stored columns hold above their ones is noise. */
interface Mirrors {
  readonly h: Reflectors;
  readonly list: readonly Reflector[];
}

function mirrors(random: Random, m: number, offset: number, count: number, more: number): Mirrors {
  const ld = m + more;
  const u = numbers(random, ld * Math.max(1, count));
  const list = Array.from({ length: count }, (_, k) => {
    const top = k + offset;
    u[top + k * ld] = 1;
    const identity = random.integer(6) === 0;
    if (identity) u.fill(0, top + 1 + k * ld, m + k * ld);
    const whole = Float64Array.from({ length: m }, (_unused, i) => (i < top ? 0 : u[i + k * ld]!));
    return { u: whole, tau: identity ? 0 : 2 / dot(whole, whole) };
  });
  const taus = Float64Array.from(list, ({ tau }) => tau);
  return { h: { m, count, offset, u, ld, taus }, list };
}

describe.each([
  { name: 'reflect', run: reflect, ordered: (list: readonly Reflector[]) => list.toReversed() },
  {
    name: 'reflectTransposed',
    run: reflectTransposed,
    ordered: (list: readonly Reflector[]) => list,
  },
])('$name', ({ run, ordered }) => {
  const problem = fc
    .record({
      number: seed,
      m: size,
      n: fc.integer({ min: 1, max: 13 }),
      offset: fc.integer({ min: 0, max: 2 }),
      fewer: gap,
      gaps: fc.tuple(gap, gap),
    })
    .map(({ number, m, n, offset, fewer, gaps: [at, more] }) => {
      const random = createRandom(number);
      const own = { at, ld: m + more, m, n };
      return {
        ...mirrors(random, m, offset, Math.max(0, m - offset - fewer), more),
        b: numbers(random, at + own.ld * n + more),
        own,
      };
    });

  test('does one reflection after the other, column by column, and touches nothing else', () => {
    fc.assert(
      fc.property(problem, ({ h, list, b, own }) => {
        const before = b.slice();
        const kept = { u: h.u.slice(), taus: h.taus.slice() };
        run(h, b, own.at, own.ld, own.n);
        for (let j = 0; j < own.n; j++) {
          const from = own.at + j * own.ld;
          const start = before.slice(from, from + own.m);
          const wanted = reflected(ordered(list), start);
          const off = wanted.map((x, i) => x - b[from + i]!);
          const bar = 8 * (h.count + 1) * EPS * Math.sqrt(dot(start, start));
          expect(Math.sqrt(dot(off, off))).toBeLessThanOrEqual(bar);
        }
        expectNothingElseTouched(before, b, own);
        expectSameBits(h.u, kept.u);
        expectSameBits(h.taus, kept.taus);
      }),
      { numRuns: 90 },
    );
  });
  test('treats a column the same, to the bit, whatever stands beside it', () => {
    fc.assert(
      fc.property(problem, seed, ({ h, b, own }, number) => {
        const from = own.at + (number % own.n) * own.ld;
        const alone = b.slice(from, from + own.m);
        run(h, alone, 0, own.m, 1);
        run(h, b, own.at, own.ld, own.n);
        expectSameBits(b.slice(from, from + own.m), alone);
      }),
    );
  });
});

test('reflectTransposed undoes reflect', () => {
  fc.assert(
    fc.property(seed, size, fc.integer({ min: 1, max: 9 }), (number, m, n) => {
      const random = createRandom(number);
      const { h } = mirrors(random, m, 0, m, 1);
      const b = numbers(random, m * n);
      const before = b.slice();
      reflect(h, b, 0, m, n);
      reflectTransposed(h, b, 0, m, n);
      const off = b.map((x, i) => x - before[i]!);
      expect(Math.sqrt(dot(off, off))).toBeLessThan(8 * m * EPS * Math.sqrt(dot(before, before)));
    }),
  );
});

test('reflectAndMeasure reflects the later columns and measures what is left of them', () => {
  fc.assert(
    fc.property(seed, size, size, seed, (number, m, n, place) => {
      const random = createRandom(number);
      const k = place % Math.min(m, n);
      const a = numbers(random, m * n + 3);
      a[k + k * m] = 1;
      const u = a.slice(k * m, (k + 1) * m).fill(0, 0, k);
      const tau = 2 / dot(u, u);
      const squares = new Float64Array(n).fill(7);
      const before = a.slice();
      reflectAndMeasure(a, m, k, n, tau, squares);
      for (let j = 0; j < n; j++) {
        const start = before.slice(j * m, (j + 1) * m);
        const found = a.slice(j * m, (j + 1) * m);
        if (j <= k) {
          expectSameBits(found, start);
          expect(squares[j]).toBe(7);
          continue;
        }
        expectSameBits(found.subarray(0, k), start.subarray(0, k));
        const wanted = reflected([{ u, tau }], start);
        const length = Math.sqrt(dot(start, start));
        const off = wanted.map((x, i) => Math.abs(x - found[i]!));
        expect(Math.max(...off)).toBeLessThanOrEqual(4 * m * EPS * length);
        const below = found.slice(k + 1);
        const square = dot(below, below);
        expect(Math.abs(squares[j]! - square)).toBeLessThanOrEqual(m * EPS * square);
      }
      expectSameBits(a.subarray(m * n), before.subarray(m * n));
    }),
    { numRuns: 90 },
  );
});

test('rankTwoThenDots updates, then multiplies, and touches nothing else', () => {
  fc.assert(
    fc.property(seed, size, size, gap, gap, (number, rows, count, top, more) => {
      const random = createRandom(number);
      const first = 2 + random.integer(3);
      const last = first + count;
      const bottom = top + rows;
      const ld = bottom + more;
      const a = numbers(random, ld * last + more);
      const own = { at: top + first * ld, ld, m: rows, n: count };
      const x = numbers(random, bottom);
      const y = numbers(random, last + more);
      const v = numbers(random, last + more);
      const vAt = random.integer(more + 1);
      const before = { a: a.slice(), x: x.slice(), y: y.slice(), v: v.slice() };
      const w = column(a, ld + top, ld + bottom);
      const pending = [
        column(a, top, bottom),
        column(y, first, last),
        column(x, top, bottom),
        column(v, vAt + first, vAt + last),
      ] as const;
      const wanted = rankTwo(read(a, own), ...pending);
      const sizes = rankTwoModuli(read(a, own), ...pending);

      rankTwoThenDots(a, ld, first, last, top, bottom, 0, x, ld, y, v, vAt);

      expect(excess(read(a, own), wanted, sizes, 4)).toBeLessThanOrEqual(0);
      const dotSizes = product(sizes.transpose(), moduli(w));
      const wantedDots = product(wanted.transpose(), w);
      expect(excess(column(y, first, last), wantedDots, dotSizes, rows + 4)).toBeLessThanOrEqual(0);
      expectNothingElseTouched(before.a, a, own);
      expectNothingElseTouched(before.y, y, { at: first, ld: 0, m: count, n: 1 });
      expectSameBits(x, before.x);
      expectSameBits(v, before.v);
    }),
    { numRuns: 90 },
  );
});

test('combineColumns adds up columns times numbers, and touches nothing else', () => {
  fc.assert(
    fc.property(seed, size, depth, gap, gap, (number, rows, count, top, more) => {
      const random = createRandom(number);
      const first = random.integer(3);
      const last = first + count;
      const bottom = top + rows;
      const ld = bottom + more;
      const a = numbers(random, ld * last);
      const v = numbers(random, more + last);
      const x = numbers(random, bottom + more);
      const before = x.slice();
      const kept = { a: a.slice(), v: v.slice() };
      combineColumns(x, a, ld, first, last, top, bottom, v, more);
      const A = read(a, { at: top + first * ld, ld, m: rows, n: count });
      const factors = column(v, more + first, more + last);
      const sizes = product(moduli(A), moduli(factors));
      const found = column(x, top, bottom);
      expect(excess(found, product(A, factors), sizes, count + 1)).toBeLessThanOrEqual(0);
      expectNothingElseTouched(before, x, { at: top, ld: 0, m: rows, n: 1 });
      expectSameBits(a, kept.a);
      expectSameBits(v, kept.v);
    }),
    { numRuns: 90 },
  );
});

test('combineColumns of no columns is zero', () => {
  const x = Float64Array.of(1, 2, 3);
  combineColumns(x, new Float64Array(0), 3, 2, 2, 1, 3, new Float64Array(0), 0);
  expect(Array.from(x)).toEqual([1, 0, 0]);
});

test('fourDots are four inner products', () => {
  fc.assert(
    fc.property(seed, depth, gap, gap, gap, (number, n, p, between, more) => {
      const ld = n + more;
      const q = p + n + between;
      const x = numbers(createRandom(number), q + 4 * ld);
      const before = x.slice();
      fourDots(x, p, q, ld, n);
      const left = x.slice(p, p + n);
      for (let k = 0; k < 4; k++) {
        const right = x.slice(q + k * ld, q + k * ld + n);
        const most = dot(
          left.map((t) => Math.abs(t)),
          right.map((t) => Math.abs(t)),
        );
        expect(Math.abs(dots[k]! - dot(left, right))).toBeLessThanOrEqual(n * EPS * most);
      }
      expectSameBits(x, before);
    }),
  );
});

test('symmetricRankTwoThenProduct updates the lower triangle, then multiplies, and touches nothing else', () => {
  fc.assert(
    fc.property(seed, size, fc.integer({ min: 2, max: 6 }), (number, rows, first) => {
      const random = createRandom(number);
      const n = first + rows;
      const a = numbers(random, n * n);
      const x = numbers(random, n);
      const y = numbers(random, n);
      const before = { a: a.slice(), x: x.slice(), y: y.slice() };
      const lower = read(a, { at: first + first * n, ld: n, m: rows, n: rows });
      const A = new Matrix(
        Array.from({ length: rows }, (_, i) =>
          Array.from({ length: rows }, (_unused, j) => lower.get(Math.max(i, j), Math.min(i, j))),
        ),
      );
      const u = column(a, first, n);
      const w = column(a, n + first, 2 * n);
      const pending = column(x, first, n);
      const wanted = rankTwo(A, u, pending, pending, u);
      const sizes = rankTwoModuli(A, u, pending, pending, u);

      symmetricRankTwoThenProduct(a, n, first, 0, x, n, y);

      const products = product(wanted, w);
      const productSizes = product(sizes, moduli(w));
      expect(excess(column(y, first, n), products, productSizes, rows + 4)).toBeLessThanOrEqual(0);
      let worst = 0;
      for (let j = first; j < n; j++) {
        for (let i = j; i < n; i++) {
          const at = i + j * n;
          const [row, col] = [i - first, j - first];
          worst = Math.max(worst, Math.abs(a[at]! - wanted.get(row, col)) / sizes.get(row, col));
          a[at] = before.a[at]!;
        }
      }
      expect(worst).toBeLessThanOrEqual(4 * EPS);
      expectSameBits(a, before.a);
      expectSameBits(x, before.x);
      expectNothingElseTouched(before.y, y, { at: first, ld: 0, m: rows, n: 1 });
    }),
    { numRuns: 90 },
  );
});

describe('scratch', () => {
  test('gives room enough, and the same array again while that is long enough', () => {
    const source = scratch();
    const once = source(10);
    expect(once.length).toBeGreaterThanOrEqual(10);
    expect(source(4)).toBe(once);
    expect(source(11).length).toBeGreaterThanOrEqual(11);
  });
  test('of two sources is never the same, nor before and after forgetScratch', () => {
    const source = scratch();
    const once = source(10);
    expect(scratch()(10)).not.toBe(once);
    forgetScratch();
    const other = source(10);
    expect(other).not.toBe(once);
    expect(source(10)).toBe(other);
  });
  test('is cleared as far as asked', () => {
    expect(Array.from(cleared(Float64Array.of(1, 2, 3), 2))).toEqual([0, 0, 3]);
  });
});
