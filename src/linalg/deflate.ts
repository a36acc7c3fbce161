/** The coupled problem of a merge, as far as it does not fall apart. All arrays are indexed alike. */
export interface Deflated {
  /** Columns that stay coupled; the first is that of the middle row, the rest by ascending d. */
  readonly kept: number[];
  /** Columns that are singular vectors already, with the values d[column]. */
  readonly loose: number[];
}

/** Where a column of the block matrix diag(U₁, 1, U₂) is nonzero. */
export const TOP = 0;
export const BOTH = 1;
export const BOTTOM = 2;

/**
 * Takes out of the matrix with first row z and diagonal d what rounding cannot tell from a singular
 * triplet: entries z_j ≈ 0, and one of each two d that nearly agree, after a rotation that moves the
 * z of the one onto the other. d, z and `spread` are indexed by columns; `sorted` lists the columns
 * but `middle` by ascending d. z, d and spread are overwritten. Entries are of order one at most.
 *
 * LAPACK dlasd2.
 *
 * @param rotate Told of every rotation (x, y) ← (c x + s y, c y − s x) of two columns.
 */
export function deflate(
  middle: number,
  sorted: readonly number[],
  d: Float64Array,
  z: Float64Array,
  spread: Uint8Array,
  rotate: (x: number, y: number, c: number, s: number) => void,
): Deflated {
  const tolerance = 4 * Number.EPSILON;
  const kept = [middle];
  const loose: number[] = [];
  if (Math.abs(z[middle]!) <= tolerance) z[middle] = tolerance;
  let previous = -1;
  for (const j of sorted) {
    if (Math.abs(z[j]!) <= tolerance) {
      loose.push(j);
      continue;
    }
    if (previous >= 0) {
      if (d[j]! - d[previous]! <= tolerance) {
        const s = z[previous]!;
        const c = z[j]!;
        const size = Math.sqrt(s * s + c * c);
        z[j] = size;
        z[previous] = 0;
        rotate(previous, j, c / size, -s / size);
        if (spread[previous] !== spread[j]) {
          spread[j] = BOTH;
          spread[previous] = BOTH;
        }
        loose.push(previous);
      } else {
        kept.push(previous);
      }
    }
    previous = j;
  }
  if (previous >= 0) kept.push(previous);
  d[middle] = 0;
  const second = kept[1];
  if (second !== undefined) d[second] = Math.max(d[second]!, tolerance / 2);
  return { kept, loose };
}
