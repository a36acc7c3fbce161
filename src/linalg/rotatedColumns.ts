import { rotate } from './kernels/rotate.ts';

/** A square matrix that starts as the identity and collects rotations of pairs of columns. */
export interface RotatedColumns {
  readonly n: number;
  /** Entry (i, j) is a[at + i + j·ld]. */
  readonly a: Float64Array;
  readonly at: number;
  readonly ld: number;
}

/** The n×n identity, written into a. */
export function rotatedIdentity(
  n: number,
  a: Float64Array,
  at: number,
  ld: number,
): RotatedColumns {
  for (let j = 0; j < n; j++) {
    const top = at + j * ld;
    for (let i = 0; i < n; i++) a[top + i] = i === j ? 1 : 0;
  }
  return { n, a, at, ld };
}

/** Columns p and q: (x, y) ← (c x + s y, c y − s x). */
export function rotateColumns(
  { n, a, at, ld }: RotatedColumns,
  p: number,
  q: number,
  c: number,
  s: number,
): void {
  rotate(a, at + p * ld, at + q * ld, n, c, s);
}

/** Changes the sign of column j. */
export function flip({ n, a, at, ld }: RotatedColumns, j: number): void {
  const top = at + j * ld;
  for (let i = top; i < top + n; i++) a[i] = -a[i]!;
}
