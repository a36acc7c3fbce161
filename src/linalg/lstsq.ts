import { Matrix } from 'ml-matrix';
import { columnsOf, matrixOf, scaled, scaledBack, timesPowerOfTwo } from './columns.ts';
import { requireSameRows, requireTolerance } from './checks.ts';
import { frobenius } from './frobenius.ts';
import { multiply } from './multiply.ts';
import { leadingColumns } from './orth.ts';
import { countAbove, defaultRcond } from './rank.ts';
import { svd } from './svd.ts';

/** The minimum-norm minimiser of ‖A X − B‖_F. */
export interface LeastSquares {
  /** n×p, in units of B per unit of A. */
  readonly X: Matrix;
  /** Numerical rank of A at rcond. */
  readonly rank: number;
  /** ‖A X − B‖_F, in the units of B. */
  readonly residual: number;
}

/**
 * Least squares: the X (n×p) of smallest norm among those minimising ‖A X − B‖_F, for A m×n and
 * B m×p, through the SVD. Singular values up to rcond times the largest count as zero; the default
 * rcond is max(m, n)·ε. Safe at any scale of A and B. Golub & Van Loan 5.5.2; LAPACK dgelss.
 *
 * @throws ShapeError if a matrix is empty or not a Matrix, or the row counts differ.
 * @throws NonFiniteError if an entry or rcond is not finite, rcond is negative, or X or the residual
 * exceeds the largest double.
 * @throws ConvergenceError as `svd`.
 */
export function lstsq(
  A: Matrix,
  B: Matrix,
  options: { readonly rcond?: number } = {},
): LeastSquares {
  const a = scaled(columnsOf(A, 'A'));
  const b = scaled(columnsOf(B, 'B'));
  requireSameRows(a.unit, 'A', b.unit, 'B');
  const rcond = options.rcond ?? defaultRcond(a.unit.m, a.unit.n);
  requireTolerance(rcond);

  const unitA = matrixOf(a.unit);
  const unitB = matrixOf(b.unit);
  const { U, s, V } = svd(unitA);
  const rank = countAbove(s, rcond);
  if (rank === 0) {
    return { X: Matrix.zeros(A.columns, B.columns), rank, residual: frobenius(B) };
  }
  const projected = multiply(leadingColumns(U, rank).transpose(), unitB);
  const unitX = multiply(leadingColumns(V, rank), projected.divColumnVector(s.slice(0, rank)));
  const residual = frobenius(multiply(unitA, unitX).sub(unitB));
  const X = timesPowerOfTwo(columnsOf(unitX, 'X'), b.exponent - a.exponent);
  return {
    X: matrixOf({ ...X, a: X.a.map((x) => scaledBack(x, 0, 'An entry of the solution X')) }),
    rank,
    residual: scaledBack(residual, b.exponent, 'The residual'),
  };
}
