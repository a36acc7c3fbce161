import type { Matrix } from 'ml-matrix';
import type { Columns } from './columns.ts';
import { columnsOf, eye, matrixOf, scaled, scaledBack, transposed, zeros } from './columns.ts';
import { applyQ, factor } from './factor.ts';
import { jacobi } from './jacobi.ts';
import { TINY } from './norm.ts';
import { leadingSign, negate } from './signs.ts';
import { unitColumns } from './unitColumns.ts';

/** A = U diag(s) Vᵀ. */
export interface Svd {
  /** Left singular vectors, m×k, or m×m if full. */
  readonly U: Matrix;
  /** The k = min(m, n) singular values, descending and non-negative, in the units of A. */
  readonly s: number[];
  /** Right singular vectors, n×k, or n×n if full. */
  readonly V: Matrix;
}

interface Triple {
  readonly u: Columns;
  readonly s: Float64Array;
  readonly v: Columns;
}

/** The r×r matrix `block` in the corner of an m×p identity. */
function bordered(block: Columns, m: number, p: number): Columns {
  const c = eye(m, p);
  for (let j = 0; j < block.n; j++) {
    c.a.set(block.a.subarray(j * block.m, (j + 1) * block.m), j * m);
  }
  return c;
}

/** The svd of A, m ≥ n, largest modulus about one; u gets `width` ≥ n columns. */
function tallSvd(A: Columns, width: number): Triple {
  const { m, n } = A;
  // A P = Q₁ R₁, R₁ᵀ = Q₂ R₂, X = R₂ᵀ, X W = Uₓ Σ: A = (Q₁ Uₓ) Σ (P Q₂ W)ᵀ.
  const first = factor(A, true);
  const r = first.rank;
  const s = new Float64Array(n);
  const v = zeros(n, n);
  if (r === 0) return { u: eye(m, width), s, v: eye(n, n) };

  const R1t = zeros(n, r);
  for (let i = 0; i < r; i++) {
    for (let j = i; j < n; j++) R1t.a[j + i * n] = first.packed.a[i + j * m]!;
  }
  const second = factor(R1t, false);
  const X = zeros(r, r);
  for (let j = 0; j < r; j++) {
    for (let i = j; i < r; i++) X.a[i + j * r] = second.packed.a[j + i * n]!;
  }
  const W = eye(r, r);
  const lengths = jacobi(X, W);

  const order = Array.from(lengths, (_, j) => j).sort((p, q) => lengths[q]! - lengths[p]!);
  const Wsorted = zeros(r, r);
  order.forEach((j, to) => {
    s[to] = lengths[j]! < TINY ? 0 : lengths[j]!;
    Wsorted.a.set(W.a.subarray(j * r, (j + 1) * r), to * r);
  });

  const u = bordered(unitColumns(X, lengths, order), m, width);
  applyQ(first, u);
  const permuted = bordered(Wsorted, n, n);
  applyQ(second, permuted);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) v.a[first.order[i]! + j * n] = permuted.a[i + j * n]!;
  }
  return { u, s, v };
}

function fixSigns(u: Columns, v: Columns): void {
  const shared = Math.min(u.n, v.n);
  for (let j = 0; j < u.n; j++) {
    if (leadingSign(u.a, j * u.m, u.m) === 1) continue;
    negate(u.a, j * u.m, u.m);
    if (j < shared) negate(v.a, j * v.m, v.m);
  }
  for (let j = shared; j < v.n; j++) {
    if (leadingSign(v.a, j * v.m, v.m) === -1) negate(v.a, j * v.m, v.m);
  }
}

/**
 * Singular value decomposition A = U diag(s) Vᵀ of an m×n matrix, k = min(m, n).
 *
 * Thin by default: U m×k, s of length k, V n×k; with `full`, U m×m and V n×n. The columns of U and V
 * are orthonormal for every A, rank-deficient and zero ones included. Signs: in each column of U the
 * entry of largest modulus (the first of those within a relative 1e-12) is positive and the column
 * of V follows; the extra columns of a full V obey the same rule on their own.
 *
 * The same input gives the same bits on every machine with IEEE doubles: only + − × ÷ √ are used.
 * Any scale is safe, since a power of two is taken out first; multiplying A by a power of two
 * multiplies s by it exactly. Singular values below 1e-289 of the largest are returned as zero.
 *
 * Method: QR with column pivoting, QR of Rᵀ, then one-sided Jacobi. Drmač & Veselić, New fast and
 * accurate Jacobi SVD algorithm I–II, SIAM J. Matrix Anal. Appl. 29 (2008); LAPACK dgejsv.
 *
 * @throws ShapeError if A is not a Matrix or is empty.
 * @throws NonFiniteError if an entry is not finite, or a singular value exceeds the largest double.
 * @throws ConvergenceError if Jacobi does not settle in 60 sweeps.
 */
export function svd(A: Matrix, options: { readonly full?: boolean } = {}): Svd {
  const { unit, exponent } = scaled(columnsOf(A));
  const { m, n } = unit;
  const wide = m < n;
  const width = options.full === true ? Math.max(m, n) : Math.min(m, n);
  const { u, s, v } = tallSvd(wide ? transposed(unit) : unit, width);
  const left = wide ? v : u;
  const right = wide ? u : v;
  fixSigns(left, right);
  return {
    U: matrixOf(left),
    s: Array.from(s, (x) => scaledBack(x, exponent, 'A singular value of A')),
    V: matrixOf(right),
  };
}
