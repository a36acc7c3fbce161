import type { Matrix } from 'ml-matrix';
import type { Columns } from './columns.ts';
import { columnsOf, matrixOf, scaled, scaledBack, zeros } from './columns.ts';
import { ShapeError } from './errors.ts';
import { leadingSign, negate } from './signs.ts';
import { tridiagonalQl } from './tridiagonalQl.ts';
import { tridiagonalise } from './tridiagonalise.ts';

/** A = V diag(values) Vᵀ. */
export interface Eigh {
  /** The n eigenvalues, descending, in the units of A. */
  readonly values: number[];
  /** Orthonormal eigenvectors, n×n; column j belongs to values[j]. */
  readonly V: Matrix;
}

const ASYMMETRY = 1e-8;

/** (A + Aᵀ)/2 of a matrix whose largest modulus lies in [1, 2). */
function symmetricPart(A: Columns): Columns {
  const { n, a } = A;
  const S = zeros(n, n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const x = a[i + j * n]!;
      const y = a[j + i * n]!;
      if (Math.abs(x - y) > ASYMMETRY) {
        throw new ShapeError(
          `A (${n}×${n}) is not symmetric: row ${i}, column ${j} (counted from 0) differs from its mirror entry by more than ${ASYMMETRY} of the largest entry. Pass (A + Aᵀ)/2 if that is what you mean.`,
        );
      }
      S.a[i + j * n] = (x + y) / 2;
    }
  }
  return S;
}

/**
 * Eigenvalues and eigenvectors of a symmetric n×n matrix. Rounding asymmetry is averaged away: the
 * matrix decomposed is (A + Aᵀ)/2. Signs: in each column of V the entry of largest modulus (the
 * first of those within a relative 1e-12) is positive. Only + − × ÷ √ are used, so the same input
 * gives the same bits everywhere; any scale is safe. Errors are relative to the largest |value|.
 *
 * Householder tridiagonalisation and the implicit QL iteration. Golub & Van Loan 8.3; EISPACK tred2
 * and imtql2.
 *
 * @throws ShapeError if A is not a Matrix, is empty, not square, or |a_ij − a_ji| exceeds 1e-8 times
 * the largest modulus.
 * @throws NonFiniteError if an entry is not finite, or an eigenvalue exceeds the largest double.
 * @throws ConvergenceError if an eigenvalue takes more than 60 iterations.
 */
export function eigh(A: Matrix): Eigh {
  const columns = columnsOf(A);
  const { m, n } = columns;
  if (m !== n) {
    throw new ShapeError(`A is ${m}×${n}, not square: eigh needs a symmetric n×n matrix.`);
  }
  const { unit, exponent } = scaled(columns);
  const { diagonal, subdiagonal, Q } = tridiagonalise(symmetricPart(unit));
  tridiagonalQl(diagonal, subdiagonal, Q);
  const order = Array.from(diagonal, (_, j) => j).sort((p, q) => diagonal[q]! - diagonal[p]!);
  const V = zeros(n, n);
  order.forEach((j, to) => {
    V.a.set(Q.a.subarray(j * n, (j + 1) * n), to * n);
    if (leadingSign(V.a, to * n, n) === -1) negate(V.a, to * n, n);
  });
  return {
    values: order.map((j) => scaledBack(diagonal[j]!, exponent, 'An eigenvalue of A') + 0),
    V: matrixOf(V),
  };
}
