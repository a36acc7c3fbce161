import type { Matrix } from 'ml-matrix';
import { columnsOf, eye, matrixOf, scaled, scaledBack } from './columns.ts';
import { householderQr, upperTriangle } from './householderQr.ts';
import { reflect } from './kernels/reflect.ts';
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
  const { reflectors, diagonal } = householderQr(unit);
  const Q = eye(m, k);
  reflect(reflectors, Q.a, 0, m, k);
  const R = upperTriangle(unit, diagonal);
  for (let i = 0; i < k; i++) {
    const negative = diagonal[i]! < 0;
    if (negative) negate(Q.a, i * m, m);
    for (let j = i; j < n; j++) {
      const entry = scaledBack(R.a[i + j * k]!, exponent, 'An entry of R');
      R.a[i + j * k] = negative ? -entry : entry;
    }
  }
  return { Q: matrixOf(Q), R: matrixOf(R) };
}
