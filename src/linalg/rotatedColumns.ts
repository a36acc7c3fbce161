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
export function rotate(V: RotatedColumns, p: number, q: number, c: number, s: number): void {
  const { n, a, at, ld } = V;
  let i = (at + p * ld) | 0;
  let j = (at + q * ld) | 0;
  const end = (i + n) | 0;
  for (; i < end; i = (i + 1) | 0) {
    const x = a[i]!;
    const y = a[j]!;
    a[i] = c * x + s * y;
    a[j] = c * y - s * x;
    j = (j + 1) | 0;
  }
}

/** Changes the sign of column j. */
export function flip({ n, a, at, ld }: RotatedColumns, j: number): void {
  const top = at + j * ld;
  for (let i = top; i < top + n; i++) a[i] = -a[i]!;
}
