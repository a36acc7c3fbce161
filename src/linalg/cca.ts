import type { Matrix } from 'ml-matrix';
import { columnsOf, matrixOf, type Columns } from './columns.ts';
import { requireSameRows, requireTolerance } from './checks.ts';
import { eigh } from './eigh.ts';
import { ShapeError } from './errors.ts';
import { gram } from './gram.ts';
import { multiply } from './multiply.ts';
import { svd } from './svd.ts';

/** Pairs of directions, one in each space, ordered by how strongly they correlate. */
export interface Cca {
  /** min(p, q) canonical correlations, descending; in [0, 1] up to rounding. */
  readonly correlations: number[];
  /**
   * p×min(p, q) and q×min(p, q): the canonical variables are (X − 1 meanXᵀ) Wx and
   * (Y − 1 meanYᵀ) Wy. In units of 1/X and 1/Y; without ridge each has variance 1. The joint sign of
   * a pair of columns is free.
   */
  readonly Wx: Matrix;
  readonly Wy: Matrix;
  /** Column means of X and Y. */
  readonly meanX: number[];
  readonly meanY: number[];
}

function centred(A: Columns): { readonly centred: Matrix; readonly means: number[] } {
  const { m, n } = A;
  const a = A.a.slice();
  const means = Array.from({ length: n }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < m; i++) sum += a[i + j * m]!;
    return sum / m;
  });
  means.forEach((mean, j) => {
    for (let i = 0; i < m; i++) a[i + j * m]! -= mean;
  });
  return { centred: matrixOf({ m, n, a }), means };
}

/** Inverse square root of a covariance C whose eigenvalues are all raised by ridge·trace(C)/dim. */
function inverseRoot(C: Matrix, ridge: number, name: string): Matrix {
  const { values, V } = eigh(C);
  const raised = values.map((value) => value + (ridge * C.trace()) / C.rows);
  const largest = raised[0] ?? 0;
  const least = raised.at(-1) ?? 0;
  if (!(least > C.rows * Number.EPSILON * largest)) {
    throw new ShapeError(
      `The covariance of ${name} (${C.rows}×${C.rows}) is singular: give more rows, drop columns that others determine, or pass a ridge above 0.`,
    );
  }
  const scaled = V.clone().mulRowVector(raised.map((value) => 1 / Math.sqrt(value)));
  return multiply(scaled, V.transpose());
}

/**
 * Canonical correlation analysis of X (n×p) and Y (n×q), row i of one paired with row i of the
 * other. With the covariances Cxx, Cyy, Cxy (divisor n − 1) and the SVD
 * Cxx^{−1/2} Cxy Cyy^{−1/2} = U diag(ρ) Vᵀ: Wx = Cxx^{−1/2} U and Wy = Cyy^{−1/2} V. `ridge` (default
 * 0) adds that share of its mean eigenvalue to each eigenvalue of Cxx and of Cyy. Hotelling,
 * Biometrika 28 (1936); the ridge after Vinod, J. Econometrics 4 (1976).
 *
 * @throws ShapeError if a matrix is empty or not a Matrix, the row counts differ or are below 2, or
 * a covariance (with its ridge) is singular.
 * @throws NonFiniteError if an entry is not finite, or the ridge is not finite or negative.
 * @throws ConvergenceError as `svd`.
 */
export function cca(X: Matrix, Y: Matrix, options: { readonly ridge?: number } = {}): Cca {
  const { ridge = 0 } = options;
  const x = columnsOf(X, 'X');
  const y = columnsOf(Y, 'Y');
  requireSameRows(x, 'X', y, 'Y');
  requireTolerance(ridge);
  if (x.m < 2) throw new ShapeError('X and Y have one row: correlations need at least two.');
  const { centred: P, means: meanX } = centred(x);
  const { centred: Q, means: meanY } = centred(y);
  const freedom = x.m - 1;
  const rootX = inverseRoot(gram(P).div(freedom), ridge, 'X');
  const rootY = inverseRoot(gram(Q).div(freedom), ridge, 'Y');
  const cross = multiply(P.transpose(), Q).div(freedom);
  const { U, s, V } = svd(multiply(multiply(rootX, cross), rootY));
  return { correlations: s, Wx: multiply(rootX, U), Wy: multiply(rootY, V), meanX, meanY };
}
