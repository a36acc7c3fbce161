import { bidiagonalSvd } from './bidiagonalSvd.ts';
import { rotatedIdentity } from './rotatedColumns.ts';
import { tridiagonalQr } from './tridiagonalQr.ts';
import { scratch } from './kernels/scratch.ts';

/** Blocks up to this size go to the QR iteration. */
const FEW = 64;

/** The largest |dᵢ| + |eᵢ|: between half the norm of T and 1.5 times it. */
function sizeOf(d: Float64Array, e: Float64Array, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(d[i]!) + Math.abs(e[i]!));
  return largest;
}

const singular = scratch();

/** The eigenvectors of a block of n rows of T as columns of v, with leading dimension ldv. */
function byQr(
  d: Float64Array,
  e: Float64Array,
  n: number,
  bar: number,
  v: Float64Array,
  ldv: number,
): void {
  tridiagonalQr(d, e, n, bar, rotatedIdentity(n, v, 0, ldv));
}

/**
 * As `byQr`. For μ below the spectrum T − μI = BᵀB with B upper bidiagonal: the right singular
 * vectors of B are the eigenvectors of T, and λ = σ² + μ. With μ from Gershgorin's discs, lowered by
 * more than the rounding of a step, every pivot is positive.
 */
function bySvd(d: Float64Array, e: Float64Array, n: number, v: Float64Array, ldv: number): void {
  const size = sizeOf(d, e, n);
  for (let i = 0; i < n; i++) {
    d[i]! /= size;
    e[i]! /= size;
  }
  let mu = Infinity;
  for (let i = 0; i < n; i++) {
    const before = i === 0 ? 0 : Math.abs(e[i - 1]!);
    mu = Math.min(mu, d[i]! - before - Math.abs(e[i]!));
  }
  mu -= 16 * Number.EPSILON;
  let above = 0;
  for (let i = 0; i < n; i++) {
    const pivot = Math.sqrt(d[i]! - mu - above * above);
    d[i] = pivot;
    above = e[i]! / pivot;
    e[i] = above;
  }
  const s = singular(n);
  bidiagonalSvd(d, e, n, s, undefined, 0, v, ldv);
  for (let j = 0; j < n; j++) d[j] = (s[j]! * s[j]! + mu) * size;
}

/**
 * Eigenvectors of the n×n symmetric tridiagonal matrix T with diagonal d and the entries e beside it
 * (a last 0 included), as columns of v. d becomes the eigenvalues, in no particular order; e is
 * spoilt. T falls into blocks where |eᵢ| is below ε/2 of the largest |dᵢ| + |eᵢ|; blocks of up to
 * 64 rows go to the QR iteration, larger ones, by a Cholesky factor, to the divide and conquer of
 * `bidiagonalSvd`. Errors are relative to the norm of T. Cf. LAPACK dpteqr.
 *
 * @throws ConvergenceError if an iteration does not settle.
 */
export function tridiagonalEigh(
  d: Float64Array,
  e: Float64Array,
  n: number,
  v: Float64Array,
): void {
  const bar = (sizeOf(d, e, n) * Number.EPSILON) / 2;
  if (n <= FEW) {
    byQr(d, e, n, bar, v, n);
    return;
  }
  v.fill(0, 0, n * n);
  let start = 0;
  while (start < n) {
    let end = start + 1;
    while (end < n && Math.abs(e[end - 1]!) > bar) end++;
    e[end - 1] = 0;
    const size = end - start;
    const blockD = d.subarray(start, end);
    const blockE = e.subarray(start, end);
    const blockV = v.subarray(start + start * n);
    if (size <= FEW) byQr(blockD, blockE, size, bar, blockV, n);
    else bySvd(blockD, blockE, size, blockV, n);
    start = end;
  }
}
