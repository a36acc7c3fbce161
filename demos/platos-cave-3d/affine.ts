import { Matrix } from 'ml-matrix';
import { columnMeans, cosines, lstsq, multiply, vcat } from '#linalg';
import { centredPairs, leadingPairs, less, type Pairs } from './pairs.ts';

/** y ↦ yR + b. */
export interface Affine {
  /** q×p. */
  readonly R: Matrix;
  readonly b: readonly number[];
}

/**
 * Step 4: the affine map from rows of Y (n×q) to rows of X (n×p) that minimises
 * ‖Y R + 1bᵀ − X‖²_F + λ‖R‖²_F, λ ≥ 0; of several the R of smallest norm. Throws as `lstsq`.
 */
export function affineMap(Y: Matrix, X: Matrix, lambda = 0): Affine {
  const [meanY, meanX] = [columnMeans(Y), columnMeans(X)];
  const [centredY, centredX] = [less(Y, meanY), less(X, meanX)];
  const { X: R } =
    lambda === 0
      ? lstsq(centredY, centredX)
      : lstsq(
          vcat([centredY, Matrix.eye(Y.columns).mul(Math.sqrt(lambda))]),
          vcat([centredX, Matrix.zeros(Y.columns, X.columns)]),
        );
  const shift = multiply(Matrix.rowVector(meanY), R).getRow(0);
  return { R, b: meanX.map((value, j) => value - (shift[j] ?? 0)) };
}

export { cosines };

/** Step 4: S_ij = cos(x_i, T(y_j)) on queries, T the affine map that the anchors give. m×m. Throws as `lstsq`. */
export function affineScores({ XA, YA, XQ, YQ }: Pairs, lambda = 0): Matrix {
  const { R, b } = affineMap(YA, XA, lambda);
  return cosines(XQ, multiply(YQ, R).addRowVector([...b]));
}

/**
 * The linear baseline as the code of the local-CKA paper has it: least squares from source to target
 * anchors (n×p to n×q) without intercept, then cosines of mapped source queries (m×p, the rows) and
 * target queries (l×q): m×l. Throws as `lstsq`.
 */
export function linearBaseline(
  sourceAnchors: Matrix,
  targetAnchors: Matrix,
  sourceQueries: Matrix,
  targetQueries: Matrix,
): Matrix {
  const { X: R } = lstsq(sourceAnchors, targetAnchors);
  return cosines(multiply(sourceQueries, R), targetQueries);
}

/** No map at all: cosines of the centred rows, cut to as many columns as the narrower side has. */
export function unmappedScores(pairs: Pairs): Matrix {
  const k = Math.min(pairs.XQ.columns, pairs.YQ.columns);
  const { XQ, YQ } = leadingPairs(centredPairs(pairs), k);
  return cosines(XQ, YQ);
}
