import type { Columns } from './columns.ts';
import { eye } from './columns.ts';
import { applyReflector, makeReflector } from './householder.ts';

/** A = Q T Qᵀ, T tridiagonal and symmetric. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** subdiagonal[i] joins i and i + 1; the last entry is zero. */
  readonly subdiagonal: Float64Array;
  readonly Q: Columns;
}

/**
 * Householder reduction of a symmetric matrix (both triangles given, largest modulus about one) to
 * tridiagonal form. Golub & Van Loan algorithm 8.3.1; EISPACK tred2.
 */
export function tridiagonalise(A: Columns): Tridiagonal {
  const n = A.n;
  const a = A.a.slice();
  const taus = new Float64Array(n);
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    const start = k + 1;
    const tau = makeReflector(a, start + k * n, n - start);
    taus[k] = tau;
    if (tau === 0) continue;
    v[start] = 1;
    for (let i = start + 1; i < n; i++) v[i] = a[i + k * n]!;
    let half = 0;
    for (let j = start; j < n; j++) {
      let sum = 0;
      for (let i = start; i < n; i++) sum += a[i + j * n]! * v[i]!;
      w[j] = tau * sum;
      half += w[j]! * v[j]!;
    }
    half *= tau / 2;
    for (let j = start; j < n; j++) w[j]! -= half * v[j]!;
    for (let j = start; j < n; j++) {
      for (let i = start; i < n; i++) a[i + j * n]! -= v[i]! * w[j]! + w[i]! * v[j]!;
    }
  }
  const Q = eye(n, n);
  for (let k = n - 3; k >= 0; k--) {
    const start = k + 1;
    for (let j = start; j < n; j++) {
      applyReflector(a, start + k * n, taus[k]!, Q.a, start + j * n, n - start);
    }
  }
  return {
    diagonal: Float64Array.from({ length: n }, (_, i) => a[i + i * n]!),
    subdiagonal: Float64Array.from({ length: n }, (_, i) => (i < n - 1 ? a[i + 1 + i * n]! : 0)),
    Q,
  };
}
