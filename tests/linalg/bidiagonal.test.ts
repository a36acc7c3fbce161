import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createRandom } from '#random';
import { bidiagonalise } from '../../src/linalg/bidiagonalise.ts';
import { bidiagonalQr } from '../../src/linalg/bidiagonalQr.ts';
import { bidiagonalSvd } from '../../src/linalg/bidiagonalSvd.ts';
import { columnsOf, eye, matrixOf } from '../../src/linalg/columns.ts';
import { divideAndConquer } from '../../src/linalg/divideAndConquer.ts';
import { reflect } from '../../src/linalg/kernels/reflect.ts';
import { rotatedIdentity } from '../../src/linalg/rotatedColumns.ts';
import { orthonormalityDefect, residualNorm } from './compensated.ts';

const random = createRandom(21);

interface Bidiagonal {
  readonly d: Float64Array;
  /** n − 1 entries and a 0. */
  readonly e: Float64Array;
}

function matrixFrom({ d, e }: Bidiagonal): Matrix {
  const n = d.length;
  const B = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    B.set(i, i, d[i]!);
    if (i < n - 1) B.set(i, i + 1, e[i]!);
  }
  return B;
}

/** A bidiagonal matrix by its entries, divided by the largest if that exceeds one. */
function bidiagonal(
  n: number,
  diagonal: (i: number) => number,
  beside: (i: number) => number,
): Bidiagonal {
  const d = Float64Array.from({ length: n }, (_, i) => diagonal(i));
  const e = Float64Array.from({ length: n }, (_, i) => (i < n - 1 ? beside(i) : 0));
  const largest = Math.max(1, ...d.map(Math.abs), ...e.map(Math.abs));
  return { d: d.map((x) => x / largest), e: e.map((x) => x / largest) };
}

/** The same entries on the diagonal and above it. */
function alike(n: number, entry: (i: number) => number): Bidiagonal {
  return bidiagonal(n, entry, entry);
}

type Family = (n: number) => Bidiagonal;

const one = (): number => 1;
const noise = (name: string): (() => number) => {
  const stream = random.stream(name);
  return () => stream.normal();
};

/** The i-th of n numbers from 1 to 10^−digits. */
const grade = (i: number, n: number, digits: number): number =>
  10 ** ((-digits * i) / Math.max(1, n - 1));

/** Rotations that are all alike round alike: there the factors drift by n ε, not by √n ε. */
const SYSTEMATIC = 'Demmel and Kahan, large above small';

const families: Readonly<Record<string, Family>> = {
  random: (n) => bidiagonal(n, noise(`d ${n}`), noise(`e ${n}`)),
  'random signs': (n) =>
    bidiagonal(
      n,
      (i) => (i % 3 === 0 ? -1 : 1),
      (i) => (i % 2 === 0 ? -1 : 1),
    ),
  'zeros only': (n) => alike(n, () => 0),
  'zeros on the whole diagonal': (n) => bidiagonal(n, () => 0, one),
  'zeros above the whole diagonal': (n) => bidiagonal(n, noise(`diagonal ${n}`), () => 0),
  'all entries one': (n) => alike(n, one),
  'first zero': (n) => bidiagonal(n, (i) => +(i > 0), one),
  'middle zero': (n) => bidiagonal(n, (i) => +(i !== n >> 1), one),
  'last zero': (n) => bidiagonal(n, (i) => +(i < n - 1), one),
  'several zeros': (n) => bidiagonal(n, (i) => +(i % 7 !== 3), one),
  'zeros above every third': (n) =>
    bidiagonal(
      n,
      (i) => 1 + i / n,
      (i) => +(i % 3 !== 0),
    ),
  'zero above the middle': (n) => bidiagonal(n, one, (i) => +(i !== (n - 1) >> 1)),
  ...Object.fromEntries(
    [16, 200].flatMap((digits): [string, Family][] => [
      [`graded down to 1e-${digits}`, (n) => alike(n, (i) => grade(i, n, digits))],
      [`graded up from 1e-${digits}`, (n) => alike(n, (i) => grade(n - 1 - i, n, digits))],
      [
        `graded down and up, 1e-${digits}`,
        (n) => alike(n, (i) => grade(Math.min(i, n - 1 - i), n / 2, digits)),
      ],
    ]),
  ),
  'noise of 1e-300 below order one': (n) => {
    const next = noise(`below ${n}`);
    return alike(n, (i) => (i < n / 2 ? 1 : 1e-300) * next());
  },
  'noise of 1e-300 between order one': (n) => {
    const next = noise(`between ${n}`);
    return alike(n, (i) => (i % 40 < 30 ? 1 : 1e-300) * next());
  },
  'noise of 1e-300 alone, beside a one': (n) => {
    const next = noise(`alone ${n}`);
    return bidiagonal(
      n,
      (i) => (i === 0 ? 1 : 1e-300 * next()),
      () => 1e-300 * next(),
    );
  },
  'Demmel and Kahan, small beside large': (n) =>
    bidiagonal(
      n,
      (i) => (i === n - 1 ? 1 : 1e-10 * (1 + i / n)),
      (i) => (i % 2 === 0 ? 1 : 1e-10),
    ),
  [SYSTEMATIC]: (n) => bidiagonal(n, () => 1e-8, one),
  'glued Wilkinson, 1e-12': (n) =>
    bidiagonal(
      n,
      (i) => Math.abs(10 - (i % 21)),
      (i) => (i % 21 === 20 ? 1e-12 : 1),
    ),
  'glued Wilkinson, 1e-15': (n) =>
    bidiagonal(
      n,
      (i) => Math.abs(10 - (i % 21)),
      (i) => (i % 21 === 20 ? 1e-15 : 1),
    ),
  'nearly the identity': (n) =>
    bidiagonal(
      n,
      (i) => 1 + 3 * i * Number.EPSILON,
      () => 1e-15,
    ),
  'two clusters': (n) =>
    bidiagonal(
      n,
      (i) => (i % 2 === 0 ? 1 : 1e-9),
      () => 1e-13,
    ),
  'no value near another': (n) =>
    bidiagonal(
      n,
      (i) => 1 + i,
      (i) => 1 + i / 2,
    ),
  'one weak link': (n) => bidiagonal(n, one, (i) => (i === (n - 1) >> 1 ? 1e-14 : 1)),
};

interface Solution {
  readonly U: Matrix;
  readonly s: readonly number[];
  readonly V: Matrix;
}

function byQr({ d, e }: Bidiagonal): Solution {
  const n = d.length;
  const U = rotatedIdentity(n, new Float64Array(n * n), 0, n);
  const V = rotatedIdentity(n, new Float64Array(n * n), 0, n);
  const s = d.slice();
  bidiagonalQr(s, e.slice(), n, U, V);
  return { U: matrixOf({ m: n, ...U }), s: Array.from(s), V: matrixOf({ m: n, ...V }) };
}

function byDivision({ d, e }: Bidiagonal): Solution {
  const n = d.length;
  const { u, v, values, ascending } = divideAndConquer(d.slice(), e.slice(), n, true);
  const s = Array.from(values.subarray(0, n));
  expect(ascending.toSorted((p, q) => p - q)).toEqual(s.map((_, i) => i));
  expect(ascending.every((j, i) => i === 0 || s[j]! >= s[ascending[i - 1]!]!)).toBe(true);
  return { U: matrixOf({ m: n, n, a: u }), s, V: matrixOf({ m: n, n, a: v }) };
}

function descending(s: readonly number[]): number[] {
  return s.toSorted((p, q) => q - p);
}

function expectSvd(B: Matrix, { U, s, V }: Solution, name: string): void {
  const root = Math.sqrt(s.length);
  const bar = 3e-15 * (name === SYSTEMATIC ? root : 1);
  expect.soft(residualNorm(B, U, s, V) / root).toBeLessThanOrEqual(1e-15 * B.norm());
  expect.soft(orthonormalityDefect(U) / root).toBeLessThanOrEqual(bar);
  expect.soft(orthonormalityDefect(V) / root).toBeLessThanOrEqual(bar);
  expect.soft(s.every((x) => x >= 0)).toBe(true);
}

/** Sizes on both sides of where blocks are no longer divided. */
const sizes = [1, 2, 3, 10, 16, 17, 25, 33, 49, 98];

describe.each(Object.entries(families))('bidiagonal, %s,', (name, family) => {
  const largest = [...sizes, ...(name.startsWith('no') || name.includes('1e-200') ? [150] : [])];

  test.each(largest)('n = %i: QR and divide and conquer find B = U S Vᵀ and the same S', (n) => {
    const B = family(n);
    const qr = byQr(B);
    const division = byDivision(B);
    expectSvd(matrixFrom(B), qr, name);
    expectSvd(matrixFrom(B), division, name);
    const wanted = descending(qr.s);
    descending(division.s).forEach((x, i) => {
      const bar = 1e-15 * Math.sqrt(n) * (wanted[0] ?? 0);
      expect.soft(Math.abs(x - (wanted[i] ?? NaN))).toBeLessThanOrEqual(bar);
    });
  });
  test.each([3, 31, 32, 47, 48, 97])(
    'n = %i: bidiagonalSvd finds the same V and S, to the bit, with U and without',
    (n) => {
      const { d, e } = family(n);
      const [ldu, ldv] = [n + 2, n + 1];
      const s = new Float64Array(n);
      const u = new Float64Array(ldu * n).fill(7);
      const v = new Float64Array(ldv * n).fill(7);
      bidiagonalSvd(d.slice(), e.slice(), n, s, u, ldu, v, ldv);
      const t = new Float64Array(n);
      const w = new Float64Array(ldv * n).fill(7);
      bidiagonalSvd(d.slice(), e.slice(), n, t, undefined, n, w, ldv);
      expect(t).toEqual(s);
      expect(w.findIndex((x, i) => x !== v[i])).toBe(-1);
      expect(Array.from(s)).toEqual(descending(Array.from(s)));
      for (let j = 0; j < n; j++) {
        expect(u.subarray(j * ldu + n, (j + 1) * ldu).every((x) => x === 7)).toBe(true);
        expect(v.subarray(j * ldv + n, (j + 1) * ldv).every((x) => x === 7)).toBe(true);
      }
    },
  );
});

test('bidiagonalQr finds the same values, to the bit, without vectors', () => {
  for (const family of Object.values(families)) {
    const B = family(60);
    const d = B.d.slice();
    const e = B.e.slice();
    bidiagonalQr(d, e, 60);
    expect(Array.from(d)).toEqual(byQr(B).s);
    expect(e.every((x) => x === 0)).toBe(true);
  }
});

test('the 2×2 matrix (1, 1; 0, 1) has the golden ratio and its inverse', () => {
  const { s } = byQr(bidiagonal(2, one, one));
  const golden = (1 + Math.sqrt(5)) / 2;
  descending(s).forEach((x, i) => expect(x).toBeCloseTo([golden, 1 / golden][i] ?? NaN, 14));
});

test('a bidiagonal matrix of ones has the values 2 cos(jπ/(2n + 1))', () => {
  const n = 120;
  descending(byDivision(bidiagonal(n, one, one)).s).forEach((x, i) => {
    expect(Math.abs(x - 2 * Math.cos(((i + 1) * Math.PI) / (2 * n + 1)))).toBeLessThan(1e-14);
  });
});

describe('bidiagonalise', () => {
  const kinds: Readonly<Record<string, (m: number, n: number) => Matrix>> = {
    Gaussian: (m, n) => random.stream(`${m}×${n}`).normalMatrix(m, n),
    zero: (m, n) => Matrix.zeros(m, n),
    ones: (m, n) => Matrix.ones(m, n),
    identity: (m, n) => Matrix.eye(m, n),
    'graded columns': (m, n) =>
      Matrix.ones(m, n)
        .add(random.stream(`graded ${m}×${n}`).normalMatrix(m, n, 0.2))
        .mulRowVector(Array.from({ length: n }, (_, j) => 10 ** (-3 * j))),
    'graded rows': (m, n) =>
      random
        .stream(`rows ${m}×${n}`)
        .normalMatrix(m, n)
        .mulColumnVector(Array.from({ length: m }, (_, i) => 10 ** (-3 * i))),
  };
  const shapes: readonly [number, number][] = [
    [1, 1],
    [7, 1],
    [2, 2],
    [3, 2],
    [3, 3],
    [5, 4],
    [9, 5],
    [47, 47],
    [48, 48],
    [65, 33],
    [70, 70],
    [130, 31],
  ];

  test.each(
    Object.entries(kinds).flatMap(([name, kind]) =>
      shapes.map(([m, n]): [string, number, number, Matrix] => [name, m, n, kind(m, n)]),
    ),
  )('takes the matrix %s, %i×%i, to Qᵀ A P by reflections', (_, m, n, A) => {
    const given = columnsOf(A);
    const kept = given.a.slice();
    const { d, e, left, right } = bidiagonalise(given);
    expect(given.a).toEqual(kept);
    expect(e[n - 1]).toBe(0);
    expect([left.m, right.m]).toEqual([m, n]);
    const B = Matrix.zeros(m, n);
    B.setSubMatrix(matrixFrom({ d: d.slice(0, n), e: e.slice(0, n) }), 0, 0);
    const q = eye(m, m);
    const p = eye(n, n);
    reflect(left, q.a, 0, m, m);
    reflect(right, p.a, 0, n, n);
    const Q = matrixOf(q);
    const P = matrixOf(p);
    expect(orthonormalityDefect(Q) / Math.sqrt(m)).toBeLessThanOrEqual(3e-15);
    expect(orthonormalityDefect(P) / Math.sqrt(n)).toBeLessThanOrEqual(3e-15);
    const off = Matrix.sub(Q.mmul(B).mmul(P.transpose()), A);
    expect(off.norm()).toBeLessThanOrEqual(1e-15 * Math.sqrt(m) * A.norm());
  });
  test('reports rising shares of at most one', () => {
    const shares: number[] = [];
    bidiagonalise(columnsOf(random.normalMatrix(90, 80)), (share) => shares.push(share));
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual(shares.toSorted((x, y) => x - y));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });
});
