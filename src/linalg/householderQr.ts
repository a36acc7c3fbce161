import type { Columns } from './columns.ts';
import { applyReflector, makeReflector } from './householder.ts';
import { type Reflectors, reflectTransposed } from './kernels/reflect.ts';
import { scratch } from './kernels/scratch.ts';

/** A = (H_0 H_1 ⋯) R. */
export interface HouseholderQr {
  readonly reflectors: Reflectors;
  /** The diagonal of R; the rest of R lies above the diagonal of the overwritten A. */
  readonly diagonal: Float64Array;
}

const scalars = scratch();
const diagonals = scratch();

/**
 * Householder QR of an m×n matrix of order one, which is overwritten, four columns at a time: all
 * earlier reflections first, then their own. The scalars last only until the next call (see
 * `scratch`). Golub & Van Loan 5.2.2; LAPACK dgeqrf.
 */
export function householderQr(A: Columns): HouseholderQr {
  const { m, n, a } = A;
  const steps = Math.min(m, n);
  const taus = scalars(steps);
  const diagonal = diagonals(steps);
  const through = (count: number): Reflectors => ({ m, count, offset: 0, u: a, ld: m, taus });
  for (let first = 0; first < n; first += 4) {
    const last = Math.min(first + 4, n);
    reflectTransposed(through(Math.min(first, steps)), a, first * m, m, last - first);
    for (let k = first; k < last && k < steps; k++) {
      const at = k + k * m;
      const tau = makeReflector(a, at, m - k);
      for (let j = k + 1; j < last; j++) applyReflector(a, at, tau, a, k + j * m, m - k);
      taus[k] = tau;
      diagonal[k] = a[at]!;
      a[at] = 1;
    }
  }
  return { reflectors: through(steps), diagonal };
}

/** The min(m, n)×n upper triangle R. */
export function upperTriangle(A: Columns, diagonal: Float64Array): Columns {
  const { m, n } = A;
  const k = Math.min(m, n);
  const R = { m: k, n, a: new Float64Array(k * n) };
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < j && i < k; i++) R.a[i + j * k] = A.a[i + j * m]!;
    if (j < k) R.a[j + j * k] = diagonal[j]!;
  }
  return R;
}
