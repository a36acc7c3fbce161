import type { Matrix } from 'ml-matrix';
import { columnsOf, eye, matrixOf, scaled, scaledBack, zeros } from './columns.ts';
import { applyQ, factor } from './factor.ts';
import { negate } from './signs.ts';

/** A = Q R. */
export interface Qr {
  /** Orthonormal columns, m×k, k = min(m, n). */
  readonly Q: Matrix;
  /** Upper triangular (trapezoidal if m < n), k×n, diagonal ≥ 0, in the units of A. */
  readonly R: Matrix;
}

/**
 * Thin QR factorisation of an m×n matrix by Householder reflections, without pivoting. Signs: the
 * diagonal of R is non-negative, which makes Q and R unique when A has full column rank. Only
 * + − × ÷ √ are used, so the same input gives the same bits everywhere; any scale is safe. Column j
 * of Q depends on columns 0 … j of A alone.
 *
 * Golub & Van Loan 5.2.2; LAPACK dgeqrf and dorgqr.
 *
 * @throws ShapeError if A is not a Matrix or is empty.
 * @throws NonFiniteError if an entry is not finite, or one of R exceeds the largest double.
 */
export function qr(A: Matrix): Qr {
  const { unit, exponent } = scaled(columnsOf(A));
  const { m, n } = unit;
  const k = Math.min(m, n);
  const f = factor(unit, false);
  const Q = eye(m, k);
  applyQ(f, Q);
  const R = zeros(k, n);
  for (let i = 0; i < k; i++) {
    const negative = f.packed.a[i + i * m]! < 0;
    if (negative) negate(Q.a, i * m, m);
    for (let j = i; j < n; j++) {
      const entry = scaledBack(f.packed.a[i + j * m]!, exponent, 'An entry of R');
      R.a[i + j * k] = negative ? -entry : entry;
    }
  }
  return { Q: matrixOf(Q), R: matrixOf(R) };
}
