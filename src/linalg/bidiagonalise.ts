import type { Columns } from './columns.ts';
import { makeReflector } from './householder.ts';
import { combineColumns } from './kernels/combine.ts';
import { rankTwoThenDots } from './kernels/rankTwo.ts';
import type { Reflectors } from './kernels/reflect.ts';
import { cleared, scratch } from './kernels/scratch.ts';
import type { Progress } from './progress.ts';

/** A = (H_0 ⋯ H_{n−1}) [B; 0] (G_0 ⋯ G_{n−3})ᵀ, B upper bidiagonal. */
export interface Bidiagonal {
  /** The diagonal of B, n entries (the array may be longer). */
  readonly d: Float64Array;
  /** Above the diagonal: n − 1 entries and a 0. */
  readonly e: Float64Array;
  readonly left: Reflectors;
  readonly right: Reflectors;
}

// Column k of `matrix` comes to hold the k-th left reflector, column k of `rightVectors` the right one.
const matrix = scratch();
const rightVectors = scratch();
const diagonal = scratch();
const superdiagonal = scratch();
const leftScalars = scratch();
const rightScalars = scratch();
const column = scratch();
const row = scratch();

/** Columns a power of two apart would share a few cache lines when a row is read. */
function leadingDimension(m: number): number {
  return m < 48 ? m : m | 1;
}

/**
 * Reduces an m×n matrix, m ≥ n, to upper bidiagonal form by reflections from both sides. The two
 * rank-one updates of a step wait until the next step needs the columns anyway:
 * A ← A − u yᵀ − x vᵀ with y = τ Aᵀu and x = π (A v − u yᵀv). The result lasts only until the next
 * call (see `scratch`).
 *
 * Golub & Van Loan 5.4.8; LAPACK dgebrd, dlabrd; for the fused update see `rankTwoThenDots`.
 */
export function bidiagonalise(A: Columns, progress?: Progress): Bidiagonal {
  const { m, n } = A;
  const ld = leadingDimension(m);
  const a = matrix(ld * n);
  for (let j = 0; j < n; j++) for (let i = 0; i < m; i++) a[i + j * ld] = A.a[i + j * m]!;
  const d = diagonal(n);
  const e = superdiagonal(n);
  const leftTaus = leftScalars(n);
  const rightTaus = rightScalars(n);
  const v = cleared(rightVectors(n * n), n);
  const x = cleared(column(m), m);
  const y = cleared(row(n), n);

  for (let k = 0; k < n; k++) {
    const kk = k + k * ld;
    if (k > 0) {
      const before = (k - 1) * ld;
      const yk = y[k]!;
      const vk = v[k + (k - 1) * n]!;
      for (let i = k; i < m; i++) a[i + k * ld]! -= a[i + before]! * yk + x[i]! * vk;
    }
    const tau = makeReflector(a, kk, m - k);
    leftTaus[k] = tau;
    d[k] = a[kk]!;
    a[kk] = 1;
    if (k === n - 1) {
      e[k] = 0;
      break;
    }

    const past = Math.max(0, k - 1);
    rankTwoThenDots(a, ld, k + 1, n, k, m, past * ld, x, k * ld, y, v, past * n);

    const vAt = k * n;
    for (let j = k + 1; j < n; j++) {
      y[j]! *= tau;
      v[vAt + j] = a[k + j * ld]! - y[j]!;
    }
    const first = vAt + k + 1;
    const pi = makeReflector(v, first, n - k - 1);
    rightTaus[k] = pi;
    e[k] = v[first]!;
    v[first] = 1;
    if (pi !== 0) {
      combineColumns(x, a, ld, k + 1, n, k + 1, m, v, vAt);
      let yv = 0;
      for (let j = k + 1; j < n; j++) yv += y[j]! * v[vAt + j]!;
      for (let i = k + 1; i < m; i++) x[i] = pi * (x[i]! - a[i + k * ld]! * yv);
    } else {
      x.fill(0, 0, m);
    }
    if (progress && k % 8 === 0) progress(1 - (1 - k / n) ** 3);
  }
  return {
    d,
    e,
    left: { m, count: n, offset: 0, u: a, ld, taus: leftTaus },
    right: { m: n, count: Math.max(0, n - 2), offset: 1, u: v, ld: n, taus: rightTaus },
  };
}
