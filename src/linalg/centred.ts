import type { Columns } from './columns.ts';

/** A table of rows less the mean row. */
export interface Centred extends Columns {
  /** The n column means taken off. */
  readonly means: number[];
}

/** Columns less their means. The first row is taken off first, so constant columns become exact zeros. */
export function centred(A: Columns): Centred {
  const { m, n } = A;
  const a = A.a.slice();
  const means = Array.from({ length: n }, (_, j) => {
    const first = a[j * m]!;
    let sum = 0;
    for (let i = 0; i < m; i++) sum += a[i + j * m]! -= first;
    const mean = sum / m;
    for (let i = 0; i < m; i++) a[i + j * m]! -= mean;
    return first + mean;
  });
  return { m, n, a, means };
}
