import type { Columns } from './columns.ts';
import { makeReflector } from './householder.ts';
import type { Reflectors } from './kernels/reflect.ts';
import { symmetricRankTwoThenProduct } from './kernels/symmetricRankTwo.ts';
import { cleared, scratch } from './kernels/scratch.ts';

/** A = Q T Qᵀ with Q = H_0 ⋯ H_{n−3}, T tridiagonal and symmetric. */
export interface Tridiagonal {
  /** The diagonal of T, n entries (the array may be longer). */
  readonly d: Float64Array;
  /** Beside the diagonal: n − 1 entries and a 0. */
  readonly e: Float64Array;
  readonly reflectors: Reflectors;
}

const diagonal = scratch();
const subdiagonal = scratch();
const scalars = scratch();
const pending = scratch();
const product = scratch();

/**
 * Reduces a symmetric n×n matrix (largest modulus about one) to tridiagonal form. Only its lower
 * triangle is read; the reflectors overwrite it. The result lasts only until the next call (see
 * `scratch`). The rank-two update of a step, A ← A − u xᵀ − x uᵀ with x = y − (τ/2)(yᵀu) u and
 * y = τ A u, waits until the next step needs the matrix anyway.
 *
 * Golub & Van Loan algorithm 8.3.1; LAPACK dsytd2.
 */
export function tridiagonalise(A: Columns): Tridiagonal {
  const { n, a } = A;
  const d = diagonal(n);
  const e = subdiagonal(n);
  const taus = scalars(n);
  let x = cleared(pending(n), n);
  let y = product(n);
  for (let k = 0; k < n; k++) {
    const at = k * n;
    const past = Math.max(0, k - 1) * n;
    if (k > 0) {
      const xk = x[k]!;
      const uk = a[past + k]!;
      for (let i = k; i < n; i++) a[at + i]! -= a[past + i]! * xk + x[i]! * uk;
    }
    d[k] = a[at + k]!;
    if (k === n - 1) {
      e[k] = 0;
      break;
    }

    const below = at + k + 1;
    const tau = makeReflector(a, below, n - k - 1);
    taus[k] = tau;
    e[k] = a[below]!;
    a[below] = 1;
    symmetricRankTwoThenProduct(a, n, k + 1, past, x, at, y);
    let half = 0;
    for (let i = k + 1; i < n; i++) half += y[i]! * a[at + i]!;
    half *= tau / 2;
    for (let i = k + 1; i < n; i++) y[i] = tau * (y[i]! - half * a[at + i]!);
    [x, y] = [y, x];
  }
  return {
    d,
    e,
    reflectors: { m: n, count: Math.max(0, n - 2), offset: 1, u: a, ld: n, taus },
  };
}
