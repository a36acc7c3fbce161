import { secularRoot } from './secularRoot.ts';
import { scratch } from './kernels/scratch.ts';

/** The SVD of M = [z; 0 diag(d)] (first row z, d_0 = 0): its values, and its vectors as columns. */
export interface SecularSvd {
  /** The k singular values, ascending. */
  readonly values: Float64Array;
  /** k×k, column-major, row place[i] belonging to row i of M. */
  readonly left: Float64Array;
  readonly right: Float64Array;
}

const valuesOf = scratch();
const leftOf = scratch();
const rightOf = scratch();
const offsetsOf = scratch();
const workOf = scratch();
const squaresOf = scratch();
const columnOf = scratch();

/**
 * SVD of the k×k matrix M with first row z and diagonal (0, d_1, …, d_{k−1}), 0 < d_1 < d_2 < …, well
 * separated and no z_j negligible. Rows of the vectors are stored in the order `place`.
 *
 * The vectors belong to the z that has *exactly* the computed values, found from them by Löwner's
 * formula; that makes them orthogonal to working accuracy however close the values are.
 * M. Gu & S. C. Eisenstat, A divide-and-conquer algorithm for the bidiagonal SVD, SIAM J. Matrix
 * Anal. Appl. 16 (1995); LAPACK dlasd3, dlasd8.
 */
export function secularSvd(
  k: number,
  d: Float64Array,
  z: Float64Array,
  place: Int32Array,
  wanted: { readonly left: boolean },
): SecularSvd {
  const values = valuesOf(k);
  const left = leftOf(wanted.left ? k * k : 0);
  const right = rightOf(k * k);
  if (k === 1) {
    values[0] = Math.abs(z[0]!);
    right[0] = 1;
    if (wanted.left) left[0] = z[0]! < 0 ? -1 : 1;
    return { values, left, right };
  }
  const origins = new Int32Array(k);
  const offsets = offsetsOf(k);
  const work = workOf(k);
  const zz = squaresOf(k);
  for (let i = 0; i < k; i++) zz[i] = z[i]! * z[i]!;
  for (let i = 0; i < k; i++) {
    secularRoot(i, k, d, zz, work, origins, offsets);
    values[i] = d[origins[i]!]! + offsets[i]!;
  }

  // right[i + j·k] holds (d_i − σ_j)(d_i + σ_j) until the vectors take its place.
  for (let j = 0; j < k; j++) {
    const origin = d[origins[j]!]!;
    const tau = offsets[j]!;
    const at = j * k;
    for (let i = 0; i < k; i = (i + 1) | 0) {
      const di = d[i]!;
      right[(at + i) | 0] = (di - origin - tau) * (di + origin + tau);
    }
  }
  // ẑ_i² = Π_j (σ_j² − d_i²) / Π_{j≠i} (d_j² − d_i²), in pairs of nearly equal factors.
  for (let i = 0; i < k; i++) work[i] = -right[i + (k - 1) * k]!;
  for (let j = 0; j < k - 1; j++) {
    const at = j * k;
    for (let i = 0; i < k; i++) {
      const di = d[i]!;
      const dj = d[i <= j ? j + 1 : j]!;
      work[i]! *= right[at + i]! / ((di - dj) * (di + dj));
    }
  }
  for (let i = 0; i < k; i++) {
    const size = Math.sqrt(Math.abs(work[i]!));
    work[i] = z[i]! < 0 ? -size : size;
  }

  const column = columnOf(k);
  for (let j = 0; j < k; j++) {
    const at = j * k;
    let rightSum = 0;
    let leftSum = 1;
    for (let i = 0; i < k; i++) {
      const x = work[i]! / right[at + i]!;
      column[i] = x;
      rightSum += x * x;
      const y = d[i]! * x;
      leftSum += y * y;
    }
    const rightScale = 1 / Math.sqrt(rightSum);
    for (let i = 0; i < k; i++) right[at + place[i]!] = column[i]! * rightScale;
    if (!wanted.left) continue;
    const leftScale = 1 / Math.sqrt(leftSum);
    for (let i = 1; i < k; i++) left[at + place[i]!] = d[i]! * column[i]! * leftScale;
    left[at + place[0]!] = -leftScale;
  }
  return { values, left, right };
}
