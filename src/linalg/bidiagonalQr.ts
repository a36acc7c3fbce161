import { ConvergenceError } from './errors.ts';
import { pythag, TINY } from './norm.ts';
import { flip, rotateColumns, type RotatedColumns } from './rotatedColumns.ts';
import { smallerSingularValue } from './smallerSingularValue.ts';

const SWEEPS_PER_VALUE = 40;

/**
 * One implicit QR sweep over the rows start, start + step, …, of the block, `count` rotations a side.
 * With step −1 the same formulas chase the bulge from the bottom to the top, U and V changing places.
 * Vectors are rotated at once: that work fits into the time that the next rotation takes to form.
 * shift = 0 gives the variant that loses no relative accuracy. Pairs below 1e-289 are not rotated:
 * near the smallest doubles c² + s² would not be 1.
 */
function sweep(
  d: Float64Array,
  e: Float64Array,
  start: number,
  step: 1 | -1,
  count: number,
  shift: number,
  left: RotatedColumns | undefined,
  right: RotatedColumns | undefined,
): void {
  const above = step === 1 ? 0 : -1; // e between i and i + step is e[i + above].
  let i = start;
  if (shift === 0) {
    let c = 1;
    let oldC = 1;
    let oldS = 0;
    for (let k = 0; k < count; k++) {
      const f = d[i]! * c;
      const g = e[i + above]!;
      const r = pythag(f, g);
      let s = 0;
      if (r < TINY) {
        c = 1;
      } else {
        c = f / r;
        s = g / r;
      }
      if (k > 0) e[i - step + above] = oldS * r;
      const p = oldC * r;
      const q = d[i + step]! * s;
      const t = pythag(p, q);
      d[i] = t;
      if (t < TINY) {
        oldC = 1;
        oldS = 0;
      } else {
        oldC = p / t;
        oldS = q / t;
      }
      if (right) rotateColumns(right, i, i + step, c, s);
      if (left) rotateColumns(left, i, i + step, oldC, oldS);
      i += step;
    }
    const h = d[i]! * c;
    d[i] = h * oldC;
    e[i - step + above] = h * oldS;
    return;
  }
  const first = d[start]!;
  let f = (Math.abs(first) - shift) * ((first < 0 ? -1 : 1) + shift / first);
  let g = e[start + above]!;
  let di = first;
  let ei = g;
  for (let k = 0; k < count; k++) {
    let r = pythag(f, g);
    let c = 1;
    let s = 0;
    if (r >= TINY) {
      c = f / r;
      s = g / r;
    }
    if (k > 0) e[i - step + above] = r;
    f = c * di + s * ei;
    ei = c * ei - s * di;
    const next = d[i + step]!;
    g = s * next;
    const dNext = c * next;
    if (right) rotateColumns(right, i, i + step, c, s);
    r = pythag(f, g);
    c = 1;
    s = 0;
    if (r >= TINY) {
      c = f / r;
      s = g / r;
    }
    d[i] = r;
    f = c * ei + s * dNext;
    di = c * dNext - s * ei;
    if (left) rotateColumns(left, i, i + step, c, s);
    if (k < count - 1) {
      const eNext = e[i + step + above]!;
      g = s * eNext;
      ei = c * eNext;
    }
    i += step;
  }
  d[i] = di;
  e[i - step + above] = f;
}

/**
 * Singular values of the n×n upper bidiagonal matrix with diagonal d and superdiagonal e, by the
 * implicit zero-shift QR iteration: d becomes the values, unsorted but non-negative, e zeros. The
 * rotations are collected in U and V, if given: B = U diag(d) Vᵀ. Largest entry about one.
 *
 * Demmel & Kahan, Accurate singular values of bidiagonal matrices, SIAM J. Sci. Stat. Comput. 11
 * (1990); LAPACK dbdsqr.
 *
 * @throws ConvergenceError after 40 n sweeps (two or three a value are usual).
 */
export function bidiagonalQr(
  d: Float64Array,
  e: Float64Array,
  n: number,
  U?: RotatedColumns,
  V?: RotatedColumns,
): void {
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(d[i]!), Math.abs(e[i]!));
  const floor = TINY * largest;

  let high = n - 1;
  let left = SWEEPS_PER_VALUE * n;
  while (high > 0) {
    let low = high;
    let lower = Math.abs(d[high]!);
    let least = lower;
    let most = lower;
    while (low > 0) {
      const size = Math.abs(e[low - 1]!);
      const upper = Math.abs(d[low - 1]!);
      if (size <= floor + Number.EPSILON * (upper + lower)) {
        e[low - 1] = 0;
        break;
      }
      if (upper < least) least = upper;
      if (upper > most) most = upper;
      if (size > most) most = size;
      lower = upper;
      low--;
    }
    if (low === high) {
      high--;
      continue;
    }
    if (left-- === 0) {
      throw new ConvergenceError(
        `The QR iteration for a ${n}×${n} bidiagonal matrix did not settle in ${SWEEPS_PER_VALUE * n} sweeps: please report the matrix.`,
      );
    }
    const down = Math.abs(d[low]!) >= Math.abs(d[high]!);
    const start = down ? low : high;
    const step = down ? 1 : -1;
    const count = high - low;
    let shift = 0;
    if (least > Number.EPSILON * most) {
      shift = down
        ? smallerSingularValue(d[high - 1]!, e[high - 1]!, d[high]!)
        : smallerSingularValue(d[low]!, e[low]!, d[low + 1]!);
      const ratio = shift / d[start]!;
      if (ratio * ratio < Number.EPSILON) shift = 0;
    }
    sweep(d, e, start, step, count, shift, down ? U : V, down ? V : U);
  }

  for (let j = 0; j < n; j++) {
    if (d[j]! >= 0) continue;
    d[j] = -d[j]!;
    if (V) flip(V, j);
  }
}
