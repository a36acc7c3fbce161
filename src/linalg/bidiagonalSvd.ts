import { bidiagonalQr } from './bidiagonalQr.ts';
import { divideAndConquer } from './divideAndConquer.ts';
import { scratch } from './kernels/scratch.ts';
import type { Progress } from './progress.ts';
import { rotatedIdentity } from './rotatedColumns.ts';

/** From this many columns on, dividing pays. */
const DIVIDE = 32;

const leftVectors = scratch();
const rightVectors = scratch();

/**
 * SVD B = U diag(s) Vᵀ of the n×n upper bidiagonal matrix with diagonal d and superdiagonal e, which
 * are spoilt, largest entry about one: fills s, descending, and the leading n rows and columns of u
 * (unless only V is wanted) and v, column-major with leading dimensions ldu and ldv. Up to 31 columns
 * by the QR iteration, above by divide and conquer. Errors are relative to the largest value.
 */
export function bidiagonalSvd(
  d: Float64Array,
  e: Float64Array,
  n: number,
  s: Float64Array,
  u: Float64Array | undefined,
  ldu: number,
  v: Float64Array,
  ldv: number,
  progress?: Progress,
): void {
  if (n >= DIVIDE) {
    const whole = divideAndConquer(d, e, n, u !== undefined, progress);
    for (let j = 0; j < n; j++) {
      const from = whole.ascending[n - 1 - j]!;
      s[j] = whole.values[from]!;
      if (u) u.set(whole.u.subarray(from * n, (from + 1) * n), j * ldu);
      v.set(whole.v.subarray(from * n, (from + 1) * n), j * ldv);
    }
    return;
  }
  const U = u && rotatedIdentity(n, leftVectors(n * n), 0, n);
  const V = rotatedIdentity(n, rightVectors(n * n), 0, n);
  bidiagonalQr(d, e, n, U, V);
  for (let to = 0; to < n; to++) {
    let j = 0;
    for (let i = 1; i < n; i++) if (d[i]! > d[j]!) j = i;
    s[to] = d[j]!;
    d[j] = -1;
    if (u && U) for (let i = 0; i < n; i++) u[i + to * ldu] = U.a[i + j * n]!;
    for (let i = 0; i < n; i++) v[i + to * ldv] = V.a[i + j * n]!;
  }
}
