import type { Columns } from './columns.ts';
import { bordered, eye, zeros } from './columns.ts';
import { householderQr, upperTriangle } from './householderQr.ts';
import { bidiagonalSvd } from './bidiagonalSvd.ts';
import { bidiagonalise } from './bidiagonalise.ts';
import { jacobi } from './jacobi.ts';
import { reflect } from './kernels/reflect.ts';
import { TINY } from './norm.ts';
import { pivotedQr } from './pivotedQr.ts';
import { part, type Progress } from './progress.ts';
import { addTo } from './product.ts';
import { reflectInParts } from './reflectInParts.ts';
import type { Triple } from './triple.ts';
import { unitColumns } from './unitColumns.ts';

/** Rows of A by descending largest modulus: without it, QR mixes large rows into small ones. */
function sortRows(A: Columns): { sorted: Columns; order: number[] } {
  const { m, n, a } = A;
  const sizes = new Float64Array(m);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < m; i++) sizes[i] = Math.max(sizes[i]!, Math.abs(a[i + j * m]!));
  }
  const order = Array.from(sizes, (_, i) => i).sort((p, q) => sizes[q]! - sizes[p]!);
  return { sorted: rowsOf(A, order), order };
}

/** The rows order[0], order[1], … of A. */
function rowsOf({ m, n, a }: Columns, order: readonly number[]): Columns {
  const B = zeros(m, n);
  for (let j = 0; j < n; j++) for (let i = 0; i < m; i++) B.a[i + j * m] = a[order[i]! + j * m]!;
  return B;
}

/** B with rows[order[i]] = row i. */
function rowsBack({ m, n, a }: Columns, order: ArrayLike<number>): Columns {
  const B = zeros(m, n);
  for (let j = 0; j < n; j++) for (let i = 0; i < m; i++) B.a[order[i]! + j * m] = a[i + j * m]!;
  return B;
}

/** Beyond this spread of its rows a triangle is nearly orthogonal as it is. */
const STEEP = 1e-60;

/**
 * A start for Jacobi: the right singular vectors of the lower triangular X to absolute accuracy,
 * which leaves one or two sweeps to do; or the identity, if X is so steep that Jacobi is quick anyway.
 */
function rightStart(X: Columns, progress?: Progress): Columns {
  const n = X.n;
  const V = eye(n, n);
  if (n === 1 || Math.abs(X.a[n * n - 1]!) < STEEP * Math.abs(X.a[0]!)) return V;
  const { d, e, right } = bidiagonalise(X, part(progress, 0, 0.6));
  bidiagonalSvd(d, e, n, new Float64Array(n), undefined, n, V.a, n, part(progress, 0.6, 0.8));
  reflectInParts(right, V.a, n, n, part(progress, 0.8, 1));
  return V;
}

/**
 * The svd of A (m ≥ n, largest modulus about one) with u of `width` ≥ n columns, every singular value
 * to high relative accuracy if A is well conditioned but for a scaling of its rows and columns:
 * A P = Q₁ R₁ and R₁ᵀ = Q₂ R₂ push the scaling into the rows of X = R₂ᵀ, whose columns one-sided
 * Jacobi then makes orthogonal: X W = Uₓ Σ and A = (Q₁ Uₓ) Σ (P Q₂ W)ᵀ. Rotations on the right
 * mix no rows, so small ones keep their digits; nor does a start other than W = I.
 *
 * Drmač & Veselić, New fast and accurate Jacobi SVD algorithm I–II, SIAM J. Matrix Anal. Appl. 29
 * (2008); LAPACK dgejsv. Row sorting: Cox & Higham, Stability of Householder QR factorization for
 * weighted least squares problems (1998).
 */
export function relativeSvd(A: Columns, width: number, progress?: Progress): Triple {
  const { m, n } = A;
  const { sorted, order: rowOrder } = sortRows(A);
  const first = pivotedQr(sorted);
  const r = first.rank;
  const s = new Float64Array(n);
  if (r === 0) return { u: eye(m, width), s, v: eye(n, n) };

  const R1t = zeros(n, r);
  for (let i = 0; i < r; i++) {
    R1t.a[i + i * n] = first.diagonal[i]!;
    for (let j = i + 1; j < n; j++) R1t.a[j + i * n] = sorted.a[i + j * m]!;
  }
  const second = householderQr(R1t);
  const R2 = upperTriangle(R1t, second.diagonal);
  const lower = zeros(r, r);
  for (let j = 0; j < r; j++) for (let i = j; i < r; i++) lower.a[i + j * r] = R2.a[j + i * r]!;

  const W = rightStart(lower, part(progress, 0.1, 0.5));
  const X = { m: r, n: r, a: new Float64Array(r * (r + 3)) };
  addTo(X, lower, W);
  const lengths = jacobi(X, W, part(progress, 0.5, 1));
  const order = Array.from(lengths, (_, j) => j).sort((p, q) => lengths[q]! - lengths[p]!);
  const Wsorted = zeros(r, r);
  order.forEach((j, to) => {
    s[to] = lengths[j]! < TINY ? 0 : lengths[j]!;
    Wsorted.a.set(W.a.subarray(j * r, (j + 1) * r), to * r);
  });

  const u = bordered(unitColumns(X, lengths, order, r), m, width);
  reflect(first.reflectors, u.a, 0, m, width);
  const v = bordered(Wsorted, n, n);
  reflect(second.reflectors, v.a, 0, n, n);
  return { u: rowsBack(u, rowOrder), s, v: rowsBack(v, first.order) };
}
