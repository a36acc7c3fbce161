import { Matrix } from 'ml-matrix';
import { centred } from './centred.ts';
import { columnsOf, matrixOf, scaled, scaledBack, type Columns } from './columns.ts';
import { ldexp } from './binary.ts';
import { requireSameRows, requireShare } from './checks.ts';
import { ShapeError } from './errors.ts';
import { multiply } from './multiply.ts';
import { countAbove, defaultRcond } from './rank.ts';
import { svd } from './svd.ts';

/** Pairs of directions, one in each space, ordered by how strongly they correlate. */
export interface Cca {
  /** min(p, q) canonical correlations, descending, in [0, 1]. */
  readonly correlations: number[];
  /**
   * p×min(p, q) and q×min(p, q): the canonical variables are (X − 1 meanXᵀ) Wx and
   * (Y − 1 meanYᵀ) Wy. In units of 1/X and 1/Y; without ridge each has variance 1 (0 beyond the rank
   * of its side). The joint sign of a pair of columns is free, and so is everything about the columns
   * whose correlation is 0.
   */
  readonly Wx: Matrix;
  readonly Wy: Matrix;
  /** Column means of X and Y. */
  readonly meanX: number[];
  readonly meanY: number[];
}

/** Rows less their means, at entries near 1: the deviations are 2^exponent times `unit`. */
interface Side {
  readonly means: number[];
  /** n×p. */
  readonly unit: Matrix;
  readonly exponent: number;
}

function sideOf(A: Columns): Side {
  const first = scaled(A);
  const { means, ...deviations } = centred(first.unit);
  const second = scaled(deviations);
  return {
    means: means.map((mean) => ldexp(mean, first.exponent)),
    unit: matrixOf(second.unit),
    exponent: first.exponent + second.exponent,
  };
}

/**
 * Inverse square root of the covariance of the centred rows A (n×p), every eigenvalue raised by
 * ridge·trace/p; of eigenvalues that are 0 even so, the pseudo-inverse. It comes from the SVD of A:
 * the covariance itself would square the condition.
 */
function inverseRoot(A: Matrix, ridge: number): Matrix {
  const [n, p] = [A.rows, A.columns];
  const { s, V } = svd(A);
  const kept = countAbove(s, defaultRcond(n, p));
  const variances = s.map((value, i) => (i < kept ? (value * value) / (n - 1) : 0));
  const lift = (ridge * variances.reduce((sum, value) => sum + value, 0)) / p;
  const over = (variance: number): number => (variance === 0 ? 0 : 1 / Math.sqrt(variance));
  // With n < p the columns of V do not fill the space: on the rest the root is a multiple of I.
  const rest = n < p ? over(lift) : 0;
  const factors = variances.map((variance) => over(variance + lift) - rest);
  const root = multiply(V.clone().mulRowVector(factors), V.transpose());
  return root.add(Matrix.eye(p).mul(rest));
}

/** 2^−exponent·A: directions for rows that are 2^exponent times as large. */
function directions(A: Matrix, exponent: number): Matrix {
  const { m, n, a } = columnsOf(A);
  return matrixOf({ m, n, a: a.map((x) => scaledBack(x, -exponent, 'An entry of W')) });
}

/**
 * Canonical correlation analysis of X (n×p) and Y (n×q), row i of one paired with row i of the
 * other. With the covariances Cxx, Cyy, Cxy (divisor n − 1) and the SVD
 * Cxx^{−1/2} Cxy Cyy^{−1/2} = U diag(ρ) Vᵀ: Wx = Cxx^{−1/2} U and Wy = Cyy^{−1/2} V. `ridge` (default
 * 0) adds that share of its mean eigenvalue to each eigenvalue of Cxx and of Cyy. A covariance that is
 * singular even so has its pseudo-inverse root: directions without variance correlate with nothing.
 * Hotelling, Biometrika 28 (1936); the ridge after Vinod, J. Econometrics 4 (1976).
 *
 * @throws ShapeError if a matrix is empty or not a Matrix, or the row counts differ or are below 2.
 * @throws NonFiniteError if an entry is not finite, or the ridge is not finite or negative.
 * @throws ConvergenceError as `svd`.
 */
export function cca(X: Matrix, Y: Matrix, options: { readonly ridge?: number } = {}): Cca {
  const { ridge = 0 } = options;
  const given = { x: columnsOf(X, 'X'), y: columnsOf(Y, 'Y') };
  requireSameRows(given.x, 'X', given.y, 'Y');
  requireShare(ridge, 'The ridge', 'the mean eigenvalue');
  if (X.rows < 2) throw new ShapeError('X and Y have one row: correlations need at least two.');
  const [x, y] = [sideOf(given.x), sideOf(given.y)];
  const [rootX, rootY] = [inverseRoot(x.unit, ridge), inverseRoot(y.unit, ridge)];
  const [whiteX, whiteY] = [multiply(x.unit, rootX), multiply(y.unit, rootY)];
  const { U, s, V } = svd(multiply(whiteX.transpose(), whiteY).div(X.rows - 1));
  return {
    correlations: s.map((rho) => Math.min(1, rho)),
    Wx: directions(multiply(rootX, U), x.exponent),
    Wy: directions(multiply(rootY, V), y.exponent),
    meanX: x.means,
    meanY: y.means,
  };
}
