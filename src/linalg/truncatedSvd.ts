import type { Matrix } from 'ml-matrix';
import { requireCount } from './checks.ts';
import type { Columns } from './columns.ts';
import { columnsOf, eye, matrixOf, scaled, scaledBack, transposed } from './columns.ts';
import { householderQr } from './householderQr.ts';
import { reflect } from './kernels/reflect.ts';
import { norm } from './norm.ts';
import { leadingColumns } from './orth.ts';
import { addTo, product } from './product.ts';
import { fixSigns } from './signs.ts';
import { svd } from './svd.ts';
import { testMatrix } from './testMatrix.ts';

export interface TruncatedSvdOptions {
  /** Random columns beyond k. Default: 10. */
  readonly oversampling?: number;
  /** Power iterations, each a product with A and one with Aᵀ. Default: 2. */
  readonly powers?: number;
  /** An integer from 0 to 2³² − 1. Default: 0. */
  readonly seed?: number;
}

/** A ≈ U diag(s) Vᵀ. */
export interface TruncatedSvd {
  /** Left singular vectors, m×k. */
  readonly U: Matrix;
  /** k singular values, descending and non-negative, in the units of A. */
  readonly s: number[];
  /** Right singular vectors, n×k. */
  readonly V: Matrix;
  /** ‖A − U diag(s) Vᵀ‖_F, in the units of A; rounding moves it by about 1e-14 ‖A‖_F. */
  readonly error: number;
}

/** Under this share of ‖A‖²_F the difference ‖A‖²_F − Σs² has lost too many digits. */
const CANCELLED = 0.01;

/** Multiplications and additions of the sketch: 2q + 2 products, and QRs of their results. */
function sketchFlops(m: number, n: number, width: number, powers: number): number {
  return 4 * (powers + 1) * width * (m * n + (m + n) * width);
}

/** Those of `svd`: bidiagonalisation, its divide and conquer, and the reflections of U and V. */
function exactFlops(m: number, n: number): number {
  const less = Math.min(m, n);
  return 4 * less * less * (2 * Math.max(m, n) + less);
}

function orthonormal(Y: Columns): Columns {
  const { reflectors } = householderQr(Y);
  const Q = eye(Y.m, Y.n);
  reflect(reflectors, Q.a, 0, Q.m, Q.n);
  return Q;
}

/** The 2-norm of the lengths of the columns, which rounds less than one long sum. */
function length({ m, n, a }: Columns): number {
  return norm(
    Float64Array.from({ length: n }, (_, j) => norm(a, j * m, m)),
    0,
    n,
  );
}

/** ‖A − U diag(s) Vᵀ‖_F for U diag(s) Vᵀ = U Uᵀ A; overwrites A if it has to take the difference. */
function residual(A: Columns, U: Columns, s: readonly number[], V: Columns): number {
  const whole = length(A);
  const rest = s.reduce((sum, x) => sum - (x / whole) * (x / whole), 1);
  if (rest > CANCELLED) return whole * Math.sqrt(rest);
  const minus = transposed(V);
  for (let at = 0; at < minus.a.length; at++) minus.a[at]! *= -(s[at % minus.m] ?? 0);
  addTo(A, U, minus);
  return length(A);
}

/** Halko, Martinsson & Tropp, algorithms 4.4 and 5.1. Overwrites A. */
function sketched(
  A: Columns,
  k: number,
  width: number,
  powers: number,
  seed: number,
): TruncatedSvd {
  let Q = orthonormal(product(A, testMatrix(A.n, width, seed)));
  const projected = (): Columns => product(transposed(Q), A); // QᵀA reads A in its order, AᵀQ would not.
  for (let power = 0; power < powers; power++) {
    Q = orthonormal(product(A, orthonormal(transposed(projected()))));
  }
  const small = svd(matrixOf(projected()));
  const U = product(Q, columnsOf(leadingColumns(small.U, k)));
  const V = columnsOf(leadingColumns(small.V, k));
  const s = small.s.slice(0, k);
  fixSigns(U, V);
  return { U: matrixOf(U), s, V: matrixOf(V), error: residual(A, U, s, V) };
}

function exact(A: Columns, k: number): TruncatedSvd {
  const { U, s, V } = svd(matrixOf(A));
  const rest = Float64Array.from(s.slice(k));
  return {
    U: leadingColumns(U, k),
    s: s.slice(0, k),
    V: leadingColumns(V, k),
    error: norm(rest, 0, rest.length),
  };
}

/**
 * The first k terms of the SVD of an m×n matrix, found from its products with a few random vectors:
 * for large matrices and small k a fraction of the time of `svd`. U m×k, s of length k, V n×k.
 *
 * A is projected on an orthonormal Q (m×l, l = k + oversampling) that spans (A Aᵀ)^q A Ω for a random
 * Ω and q = powers, made orthonormal again after every product. U and V are orthonormal and
 * U diag(s) Vᵀ = U Uᵀ A whatever Ω is; s_i is never above the i-th singular value of A, up to
 * rounding. The error is measured, not estimated. A priori, for Gaussian Ω, on average
 *
 *   ‖A − U diag(s) Vᵀ‖₂ ≤ (1 + c^{1/(2q+1)}) σ_{k+1},
 *   c = 1 + √(k/(p − 1)) + e √(k + p)/p · √(min(m, n) − k),   p = oversampling ≥ 2, k ≥ 2,
 *
 * and much more is very unlikely; here sums of twelve uniforms stand for Gaussians.
 * If A has rank at most l, the terms are exact up to rounding. Where singular values lie close to the
 * k-th, the vectors depend on the seed and the error hardly does.
 *
 * Unless this takes less than half the operations of `svd`, that is called and cut, which gives the
 * least error of all: 4 (q + 1) l (mn + (m + n) l) are set against 4h² (2g + h), h the lesser and g
 * the greater of m and n. Signs, scale and bits as in `svd`.
 *
 * Halko, Martinsson & Tropp, Finding structure with randomness, SIAM Review 53 (2011): algorithms 4.4
 * and 5.1, the bound from theorem 9.3 and corollary 10.10.
 *
 * @throws ShapeError if A is not a Matrix or is empty, k is not an integer in 1 … min(m, n), or an
 * option is not an integer in its range (up to 2³² − 1).
 * @throws NonFiniteError if an entry is not finite, or a value or the error exceeds the largest double.
 * @throws ConvergenceError as `svd`.
 */
export function truncatedSvd(
  A: Matrix,
  k: number,
  options: TruncatedSvdOptions = {},
): TruncatedSvd {
  const { unit, exponent } = scaled(columnsOf(A));
  const { m, n } = unit;
  const { oversampling = 10, powers = 2, seed = 0 } = options;
  requireCount(k, 1, Math.min(m, n), `The rank k for the ${m}×${n} matrix A`);
  for (const [name, value] of Object.entries({ oversampling, powers, seed })) {
    requireCount(value, 0, 4294967295, `The option ${name}`);
  }
  const width = Math.min(k + oversampling, m, n);
  const found =
    2 * sketchFlops(m, n, width, powers) < exactFlops(m, n)
      ? sketched(unit, k, width, powers, seed)
      : exact(unit, k);
  return {
    ...found,
    s: found.s.map((x) => scaledBack(x, exponent, 'A singular value of A')),
    error: scaledBack(found.error, exponent, 'The error'),
  };
}
