import type { Matrix } from 'ml-matrix';
import { sum } from '#demo';
import { cca, columnMeans, eigh, gram, multiply, orth, subspaceOverlap, type Cca } from '#linalg';
import { centredPairs, leading, less, type Pairs } from './pairs.ts';

/** The share of the mean eigenvalue that steadies the covariances; the paper's is unknown. */
export const CCA_RIDGE = 1e-3;

/**
 * Steps 1 and 2: the anchors' min(p, q) canonical correlations and directions, Wx p×min(p, q) and
 * Wy q×min(p, q). `ridge` is the share of the mean eigenvalue that is added to each eigenvalue of a
 * covariance. Throws as `cca`.
 */
export const canonicalDirections = ({ XA, YA }: Pairs, ridge = CCA_RIDGE): Cca =>
  cca(XA, YA, { ridge });

/**
 * Step 3: X^r = (X − m_x) W_x and Y^r = (Y − m_y) W_y for anchors and queries, in all min(p, q)
 * directions; `leadingPairs` keeps k. Throws ShapeError if features and directions do not fit.
 */
export function canonicalPairs({ XA, YA, XQ, YQ }: Pairs, directions: Cca): Pairs {
  const { Wx, Wy, meanX, meanY } = directions;
  return {
    XA: multiply(less(XA, meanX), Wx),
    YA: multiply(less(YA, meanY), Wy),
    XQ: multiply(less(XQ, meanX), Wx),
    YQ: multiply(less(YQ, meanY), Wy),
  };
}

/** Principal directions of one table of rows. */
export interface Principal {
  /** p shares of the variance, descending, summing to 1; all 0 if there is none. */
  readonly shares: readonly number[];
  /** p×p, orthonormal columns. */
  readonly V: Matrix;
}

/** PCA of the rows of X (n×p), column means taken off. Throws as `eigh`. */
export function principalDirections(X: Matrix): Principal {
  const { values, V } = eigh(gram(less(X, columnMeans(X))));
  const total = sum(values);
  return { shares: values.map((value) => (total === 0 ? 0 : Math.max(0, value / total))), V };
}

/**
 * The control for step 3: each side on the first k columns of its own principal directions, Vx p×p
 * and Vy q×q. Throws ShapeError as `leading`.
 */
export function principalPairs(pairs: Pairs, Vx: Matrix, Vy: Matrix, k: number): Pairs {
  const { XA, YA, XQ, YQ } = centredPairs(pairs);
  const [Wx, Wy] = [leading(Vx, k), leading(Vy, k)];
  return { XA: multiply(XA, Wx), YA: multiply(YA, Wy), XQ: multiply(XQ, Wx), YQ: multiply(YQ, Wy) };
}

/**
 * Overlap of the spans of the first k columns of W (p×l) and of the orthonormal V (p×p), as
 * `subspaceOverlap`. Throws ShapeError as `leading`.
 */
export const overlapAt = (W: Matrix, V: Matrix, k: number): number =>
  subspaceOverlap(orth(leading(W, k)), leading(V, k)).overlap;
