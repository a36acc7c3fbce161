import type { Columns } from './columns.ts';
import { bordered, eye } from './columns.ts';
import { householderQr } from './householderQr.ts';
import { bidiagonalSvd } from './bidiagonalSvd.ts';
import { bidiagonalise } from './bidiagonalise.ts';
import { jacobi } from './jacobi.ts';
import { reflect } from './kernels/reflect.ts';
import { cleared, scratch } from './kernels/scratch.ts';
import { TINY } from './norm.ts';
import { pivotedQr } from './pivotedQr.ts';
import { part, type Progress } from './progress.ts';
import { addTo } from './product.ts';
import { reflectInParts } from './reflectInParts.ts';
import { rotatedIdentity } from './rotatedColumns.ts';
import type { Triple } from './triple.ts';
import { unitColumns } from './unitColumns.ts';

const sortedRows = scratch();
const firstTriangle = scratch();
const secondTriangle = scratch();
const startVectors = scratch();
const startValues = scratch();
const workColumns = scratch();
const values = scratch();
const leftVectors = scratch();
const rightVectors = scratch();
const leftResult = scratch();
const rightResult = scratch();

/** Rows of A by descending largest modulus: without it, QR mixes large rows into small ones. */
function rowOrderOf({ m, n, a }: Columns): number[] {
  const sizes: number[] = [];
  const order: number[] = [];
  for (let i = 0; i < m; i++) {
    let size = 0;
    for (let j = 0; j < n; j++) size = Math.max(size, Math.abs(a[i + j * m]!));
    sizes.push(size);
    order.push(i);
  }
  return order.sort((p, q) => sizes[q]! - sizes[p]!);
}

/** The rows order[0], order[1], … of A. */
function rowsOf({ m, n, a }: Columns, order: readonly number[], to: Float64Array): Columns {
  for (let j = 0; j < n; j++) for (let i = 0; i < m; i++) to[i + j * m] = a[order[i]! + j * m]!;
  return { m, n, a: to };
}

/** The matrix whose row order[i] is row i of A. */
function rowsBack({ m, n, a }: Columns, order: ArrayLike<number>, to: Float64Array): Columns {
  for (let j = 0; j < n; j++) for (let i = 0; i < m; i++) to[order[i]! + j * m] = a[i + j * m]!;
  return { m, n, a: to };
}

/** Beyond this spread of its rows a triangle is nearly orthogonal as it is. */
const STEEP = 1e-60;

/**
 * A start for Jacobi: the right singular vectors of the lower triangular X to absolute accuracy,
 * which leaves one or two sweeps to do; or the identity, if X is so steep that Jacobi is quick anyway.
 */
function rightStart(X: Columns, progress?: Progress): Columns {
  const n = X.n;
  const V = { m: n, n, a: startVectors(n * n) };
  rotatedIdentity(n, V.a, 0, n);
  if (n === 1 || Math.abs(X.a[n * n - 1]!) < STEEP * Math.abs(X.a[0]!)) return V;
  const { d, e, right } = bidiagonalise(X, part(progress, 0, 0.6));
  const s = startValues(n);
  bidiagonalSvd(d, e, n, s, undefined, n, V.a, n, part(progress, 0.6, 0.8));
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
 * weighted least squares problems (1998). The result lasts only until the next call (see `scratch`).
 */
export function relativeSvd(A: Columns, width: number, progress?: Progress): Triple {
  const { m, n } = A;
  const rowOrder = rowOrderOf(A);
  const sorted = rowsOf(A, rowOrder, sortedRows(m * n));
  const first = pivotedQr(sorted);
  const r = first.rank;
  const s = cleared(values(n), n);
  if (r === 0) return { u: eye(m, width), s, v: eye(n, n) };

  const R1t = { m: n, n: r, a: cleared(firstTriangle(n * r), n * r) };
  for (let i = 0; i < r; i++) {
    R1t.a[i + i * n] = first.diagonal[i]!;
    for (let j = i + 1; j < n; j++) R1t.a[j + i * n] = sorted.a[i + j * m]!;
  }
  const second = householderQr(R1t);
  const R2t = { m: r, n: r, a: cleared(secondTriangle(r * r), r * r) };
  for (let j = 0; j < r; j++) {
    R2t.a[j + j * r] = second.diagonal[j]!;
    for (let i = j + 1; i < r; i++) R2t.a[i + j * r] = R1t.a[j + i * n]!;
  }

  const W = rightStart(R2t, part(progress, 0.1, 0.5));
  const size = r * (r + 3);
  const X = { m: r, n: r, a: cleared(workColumns(size), size) };
  addTo(X, R2t, W);
  const lengths = jacobi(X, W, part(progress, 0.5, 1));

  const order = Array.from(lengths, (_, j) => j).sort((p, q) => lengths[q]! - lengths[p]!);
  const v = bordered(W, n, n, rightVectors(n * n));
  order.forEach((j, to) => {
    s[to] = lengths[j]! < TINY ? 0 : lengths[j]!;
    for (let i = 0; i < r; i++) v.a[i + to * n] = W.a[i + j * r]!;
  });
  reflect(second.reflectors, v.a, 0, n, n);
  const u = bordered(unitColumns(X, lengths, order, r), m, width, leftVectors(m * width));
  reflect(first.reflectors, u.a, 0, m, width);
  return {
    u: rowsBack(u, rowOrder, leftResult(m * width)),
    s,
    v: rowsBack(v, first.order, rightResult(n * n)),
  };
}
