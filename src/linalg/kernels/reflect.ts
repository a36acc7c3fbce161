import { scratch } from './scratch.ts';

/** Elementary reflectors H_k = I − τ_k u_k u_kᵀ, k = 0 … count − 1, acting on vectors of length m. */
export interface Reflectors {
  readonly m: number;
  readonly count: number;
  /** Rows above k + offset of u_k are zero, row k + offset is a stored one. */
  readonly offset: number;
  /** Row i of u_k is u[i + k·ld]. */
  readonly u: Float64Array;
  readonly ld: number;
  readonly taus: Float64Array;
}

/** Inner products are summed in chunks: one long sum would round more. */
const CHUNK = 32;

const padded = scratch();

/** Four columns, from b[at] on: each pass applies one reflector and gathers what the next will need. */
function four(
  h: Reflectors,
  b: Float64Array,
  at: number,
  ldb: number,
  start: number,
  step: number,
): void {
  const { m, count, u, ld, offset, taus } = h;
  const b0 = at | 0;
  const b1 = (b0 + ldb) | 0;
  const b2 = (b1 + ldb) | 0;
  const b3 = (b2 + ldb) | 0;
  let k = start;
  let top = (k + offset) | 0;
  let next = (k * ld) | 0;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = top; i < m; i = (i + 1) | 0) {
    const y = u[(next + i) | 0]!;
    s0 += y * b[(b0 + i) | 0]!;
    s1 += y * b[(b1 + i) | 0]!;
    s2 += y * b[(b2 + i) | 0]!;
    s3 += y * b[(b3 + i) | 0]!;
  }
  for (;;) {
    const tau = taus[k]!;
    const t0 = s0 * tau;
    const t1 = s1 * tau;
    const t2 = s2 * tau;
    const t3 = s3 * tau;
    const now = next;
    k += step;
    if (k < 0 || k >= count) {
      for (let i = top; i < m; i = (i + 1) | 0) {
        const x = u[(now + i) | 0]!;
        b[(b0 + i) | 0]! -= t0 * x;
        b[(b1 + i) | 0]! -= t1 * x;
        b[(b2 + i) | 0]! -= t2 * x;
        b[(b3 + i) | 0]! -= t3 * x;
      }
      return;
    }
    next = (k * ld) | 0;
    let common = top;
    if (step < 0) {
      top = (top - 1) | 0;
      s0 = b[(b0 + top) | 0]!;
      s1 = b[(b1 + top) | 0]!;
      s2 = b[(b2 + top) | 0]!;
      s3 = b[(b3 + top) | 0]!;
    } else {
      b[(b0 + top) | 0]! -= t0;
      b[(b1 + top) | 0]! -= t1;
      b[(b2 + top) | 0]! -= t2;
      b[(b3 + top) | 0]! -= t3;
      top = (top + 1) | 0;
      common = top;
      s0 = 0;
      s1 = 0;
      s2 = 0;
      s3 = 0;
    }
    for (let from = common; from < m; from = (from + CHUNK) | 0) {
      const to = Math.min(from + CHUNK, m);
      let p0 = 0;
      let p1 = 0;
      let p2 = 0;
      let p3 = 0;
      for (let i = from; i < to; i = (i + 1) | 0) {
        const x = u[(now + i) | 0]!;
        const y = u[(next + i) | 0]!;
        const i0 = (b0 + i) | 0;
        const i1 = (b1 + i) | 0;
        const i2 = (b2 + i) | 0;
        const i3 = (b3 + i) | 0;
        const x0 = b[i0]! - t0 * x;
        const x1 = b[i1]! - t1 * x;
        const x2 = b[i2]! - t2 * x;
        const x3 = b[i3]! - t3 * x;
        b[i0] = x0;
        b[i1] = x1;
        b[i2] = x2;
        b[i3] = x3;
        p0 += y * x0;
        p1 += y * x1;
        p2 += y * x2;
        p3 += y * x3;
      }
      s0 += p0;
      s1 += p1;
      s2 += p2;
      s3 += p3;
    }
  }
}

function all(
  h: Reflectors,
  b: Float64Array,
  at: number,
  ldb: number,
  n: number,
  first: number,
  step: number,
): void {
  if (h.count === 0) return;
  const { m } = h;
  const whole = n & ~3;
  for (let j = 0; j < whole; j += 4) four(h, b, at + j * ldb, ldb, first, step);
  if (whole === n) return;
  // Every column goes the same way, so that its bits do not depend on how many follow it.
  const rest = padded(4 * m);
  for (let j = whole; j < n; j++) {
    const from = at + j * ldb;
    rest.set(b.subarray(from, from + m), (j - whole) * m);
  }
  rest.fill(0, (n - whole) * m, 4 * m);
  four(h, rest, 0, m, first, step);
  for (let j = whole; j < n; j++) {
    b.set(rest.subarray((j - whole) * m, (j - whole + 1) * m), at + j * ldb);
  }
}

/**
 * B ← H_0 H_1 ⋯ H_{count−1} B for the m×n matrix B at b[at], column-major with leading dimension
 * ldb. Four columns at a time stay in the fastest cache while the reflectors stream by. Plain twin:
 * one reflector and one column at a time (LAPACK dorm2r).
 */
export function reflect(h: Reflectors, b: Float64Array, at: number, ldb: number, n: number): void {
  all(h, b, at, ldb, n, h.count - 1, -1);
}

/** B ← (H_0 H_1 ⋯ H_{count−1})ᵀ B, as `reflect`. */
export function reflectTransposed(
  h: Reflectors,
  b: Float64Array,
  at: number,
  ldb: number,
  n: number,
): void {
  all(h, b, at, ldb, n, 0, 1);
}
