import type { Matrix } from 'ml-matrix';
import type { Columns } from './columns.ts';
import { matrixOf, scaledBack, tallUnitOf } from './columns.ts';
import { ShapeError } from './errors.ts';
import { reflect } from './kernels/reflect.ts';
import { leadingSign, negate } from './signs.ts';
import { tridiagonalEigh } from './tridiagonalEigh.ts';
import { tridiagonalise } from './tridiagonalise.ts';
import { scratch } from './kernels/scratch.ts';

/** A = V diag(values) Vᵀ. */
export interface Eigh {
  /** The n eigenvalues, descending, in the units of A. */
  readonly values: number[];
  /** Orthonormal eigenvectors, n×n; column j belongs to values[j]. */
  readonly V: Matrix;
}

const ASYMMETRY = 1e-8;

/** Turns the lower triangle of A, whose largest modulus lies in [1, 2), into that of (A + Aᵀ)/2. */
function symmetrise({ n, a }: Columns): void {
  for (let j = 0; j < n; j++) {
    for (let i = j + 1; i < n; i++) {
      const x = a[i + j * n]!;
      const y = a[j + i * n]!;
      if (Math.abs(x - y) > ASYMMETRY) {
        throw new ShapeError(
          `A (${n}×${n}) is not symmetric: row ${i}, column ${j} (counted from 0) differs from its mirror entry by more than ${ASYMMETRY} of the largest entry. Pass (A + Aᵀ)/2 if that is what you mean.`,
        );
      }
      a[i + j * n] = (x + y) / 2;
    }
  }
}

const unsorted = scratch();
const vectors = scratch();

/**
 * Eigenvalues and eigenvectors of a symmetric n×n matrix. Rounding asymmetry is averaged away: the
 * matrix decomposed is (A + Aᵀ)/2. Signs: in each column of V the entry of largest modulus (the
 * first of those within a relative 1e-12) is positive. Only + − × ÷ √ are used, so the same input
 * gives the same bits everywhere; any scale is safe. Errors are relative to the largest |value|.
 *
 * Householder tridiagonalisation, then the implicit QR iteration up to n = 64, divide and conquer
 * above. Golub & Van Loan 8.3 and 8.4; see `tridiagonalEigh`.
 *
 * @throws ShapeError if A is not a Matrix, is empty, not square or over 4096×4096, or |a_ij − a_ji|
 * exceeds 1e-8 times the largest modulus.
 * @throws NonFiniteError if an entry is not finite, or an eigenvalue exceeds the largest double.
 * @throws ConvergenceError if an iteration does not settle.
 */
export function eigh(A: Matrix): Eigh {
  const { unit, exponent } = tallUnitOf(A);
  const n = unit.n;
  if (A.rows !== A.columns) {
    throw new ShapeError(
      `A is ${A.rows}×${A.columns}, not square: eigh needs a symmetric n×n matrix.`,
    );
  }
  symmetrise(unit);
  const { d, e, reflectors } = tridiagonalise(unit);
  const x = unsorted(n * n);
  tridiagonalEigh(d, e, n, x);
  const v = vectors(n * n);
  const values = new Array<number>(n);
  for (let j = 0; j < n; j++) {
    // Selection by rank: how many values come before d_j.
    let to = 0;
    for (let i = 0; i < n; i++) if (d[i]! > d[j]! || (d[i]! === d[j]! && i < j)) to++;
    values[to] = scaledBack(d[j]!, exponent, 'An eigenvalue of A') + 0;
    for (let i = 0; i < n; i++) v[i + to * n] = x[i + j * n]!;
  }
  reflect(reflectors, v, 0, n, n);
  for (let at = 0; at < n * n; at += n) {
    if (leadingSign(v, at, n) === -1) negate(v, at, n);
  }
  return { values, V: matrixOf({ m: n, n, a: v }) };
}
