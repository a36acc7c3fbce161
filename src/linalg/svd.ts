import type { Matrix } from 'ml-matrix';
import type { Columns } from './columns.ts';
import { bordered, matrixOf, scaledBack, tallUnitOf } from './columns.ts';
import { ShapeError } from './errors.ts';
import { fastSvd } from './fastSvd.ts';
import { householderQr, upperTriangle } from './householderQr.ts';
import { reflect } from './kernels/reflect.ts';
import { listener, type Progress } from './progress.ts';
import { relativeSvd } from './relativeSvd.ts';
import { fixSigns } from './signs.ts';
import type { Triple } from './triple.ts';

/**
 * absolute: errors of the values are of the order of ε times the largest one. relative: every value
 * of a matrix that is well conditioned but for the scaling of its rows and columns has correct digits.
 */
export type Accuracy = 'absolute' | 'relative';

export interface SvdOptions {
  /** Square U and V. Default: no. */
  readonly full?: boolean;
  /** Default: absolute, which takes about half the time. */
  readonly accuracy?: Accuracy;
  /**
   * Told now and then which share of the work is done, 0 … 1, if min(m, n) exceeds 256; smaller
   * matrices take a moment. To cancel, throw: the error reaches the caller of `svd` as it is.
   */
  readonly onProgress?: (share: number) => void;
}

/** A = U diag(s) Vᵀ. */
export interface Svd {
  /** Left singular vectors, m×k, or m×m if full. */
  readonly U: Matrix;
  /** The k = min(m, n) singular values, descending and non-negative, in the units of A. */
  readonly s: number[];
  /** Right singular vectors, n×k, or n×n if full. */
  readonly V: Matrix;
}

/** How many times as many rows as columns make a QR factorisation first worth its while. */
export const TALL = 4;

/** Square factors of more rows, half a gibibyte each, are refused. */
const MOST_ROWS = 8192;

function tallSvd(A: Columns, width: number, accuracy: Accuracy, progress?: Progress): Triple {
  const { m, n } = A;
  if (accuracy === 'relative') return relativeSvd(A, width, progress);
  if (m < TALL * n) return fastSvd(A, width, progress);
  const { reflectors, diagonal } = householderQr(A);
  const { u, s, v } = fastSvd(upperTriangle(A, diagonal), n, progress);
  const wide = bordered(u, m, width);
  reflect(reflectors, wide.a, 0, m, width);
  return { u: wide, s, v };
}

/** The first n of s, times 2^exponent. */
export function valuesBack(s: Float64Array, n: number, exponent: number): number[] {
  const values: number[] = [];
  for (let i = 0; i < n; i++) values.push(scaledBack(s[i]! + 0, exponent, 'A singular value of A'));
  return values;
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
 * multiplies s by it exactly.
 *
 * Method: QR first if A is much taller than wide (a wide A is transposed); reduction to bidiagonal
 * form by reflections; the SVD of that, by QR iteration up to 31 columns and by divide and conquer
 * above; the reflections applied to its vectors. See `bidiagonalise`, `bidiagonalQr` and
 * `divideAndConquer` for the sources. Accuracy 'relative' is one-sided Jacobi, well prepared: see
 * `relativeSvd`.
 *
 * @throws ShapeError if A is not a Matrix or is empty, min(m, n) exceeds 4096, or square factors would
 * have over 8192 rows.
 * @throws NonFiniteError if an entry is not finite, or a singular value exceeds the largest double.
 * @throws ConvergenceError if an iteration does not settle; caps are far above what any matrix needs.
 */
export function svd(A: Matrix, options: SvdOptions = {}): Svd {
  const { unit, exponent } = tallUnitOf(A);
  const { m, n } = unit;
  const wide = A.rows < A.columns;
  const full = options.full === true;
  if (full && m > MOST_ROWS) {
    throw new ShapeError(
      `A is ${A.rows}×${A.columns}: square factors are limited to ${MOST_ROWS} rows. Without full, U and V have only min(m, n) columns.`,
    );
  }
  const progress = listener(n, options.onProgress);
  const { u, s, v } = tallSvd(unit, full ? m : n, options.accuracy ?? 'absolute', progress);
  progress?.(1);
  const left = wide ? v : u;
  const right = wide ? u : v;
  fixSigns(left, right);
  return {
    U: matrixOf(left),
    s: valuesBack(s, n, exponent),
    V: matrixOf(right),
  };
}
