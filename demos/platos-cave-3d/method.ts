/**
 * Alignment of two latent spaces after training (arXiv 2503.05283): CCA subspace, affine translation,
 * local CKA, matching and retrieval. Numbers of the steps are those of about.md. X is the 3D side, Y
 * the text side; A marks anchors, whose pairing is known, Q queries, whose pairing is to be found.
 */
import { Matrix } from 'ml-matrix';
import { mean, sum } from '#demo';
import {
  assignment,
  cca,
  eigh,
  gram,
  lstsq,
  multiply,
  orth,
  ShapeError,
  subspaceOverlap,
  vcat,
  type Cca,
} from '#linalg';

/** Linear CKA of paired rows, see #linalg. */
export { cka as linearCka } from '#linalg';

/** Paired rows: XA n×p and YA n×q, XQ m×p and YQ m×q. */
export interface Pairs {
  readonly XA: Matrix;
  readonly YA: Matrix;
  readonly XQ: Matrix;
  readonly YQ: Matrix;
}

/** The share of the mean eigenvalue that steadies the covariances; the paper's is unknown. */
export const CCA_RIDGE = 1e-3;

const columnMeans = (X: Matrix): number[] => X.mean('column');

const less = (X: Matrix, means: number[]): Matrix => X.clone().subRowVector(means);

/** The first k columns. Throws ShapeError unless there are so many. */
export function leading(X: Matrix, k: number): Matrix {
  if (!Number.isInteger(k) || k < 1 || k > X.columns) {
    throw new ShapeError(`k is ${k}: it must be an integer from 1 to ${X.columns}.`);
  }
  return X.subMatrix(0, X.rows - 1, 0, k - 1);
}

/** Both sides in their first k columns. Throws ShapeError unless there are so many. */
export const leadingPairs = ({ XA, YA, XQ, YQ }: Pairs, k: number): Pairs => ({
  XA: leading(XA, k),
  YA: leading(YA, k),
  XQ: leading(XQ, k),
  YQ: leading(YQ, k),
});

/** Step 1: both sides less the means of their anchors. */
export function centredPairs({ XA, YA, XQ, YQ }: Pairs): Pairs {
  const [meanX, meanY] = [columnMeans(XA), columnMeans(YA)];
  return {
    XA: less(XA, meanX),
    YA: less(YA, meanY),
    XQ: less(XQ, meanX),
    YQ: less(YQ, meanY),
  };
}

/** Steps 1 and 2: canonical directions from the anchors. Throws as `cca`. */
export const canonicalDirections = ({ XA, YA }: Pairs, ridge = CCA_RIDGE): Cca =>
  cca(XA, YA, { ridge });

/** Step 3: X^r = (X − m_x) W_x and Y^r = (Y − m_y) W_y for anchors and queries; all directions. */
export function canonicalPairs({ XA, YA, XQ, YQ }: Pairs, directions: Cca): Pairs {
  const { Wx, Wy, meanX, meanY } = directions;
  return {
    XA: multiply(less(XA, meanX), Wx),
    YA: multiply(less(YA, meanY), Wy),
    XQ: multiply(less(XQ, meanX), Wx),
    YQ: multiply(less(YQ, meanY), Wy),
  };
}

/** Principal directions of one side's anchors. */
export interface Principal {
  /** Shares of the variance, descending, summing to 1. */
  readonly shares: readonly number[];
  /** p×p, orthonormal columns. */
  readonly V: Matrix;
}

/** PCA of the rows of X (n×p), column means taken off. */
export function principalDirections(X: Matrix): Principal {
  const { values, V } = eigh(gram(less(X, columnMeans(X))));
  const total = sum(values);
  return { shares: values.map((value) => Math.max(0, value / total)), V };
}

/** The baseline for step 3: each side on its own k principal directions. */
export function principalPairs(pairs: Pairs, Vx: Matrix, Vy: Matrix, k: number): Pairs {
  const { XA, YA, XQ, YQ } = centredPairs(pairs);
  const [Wx, Wy] = [leading(Vx, k), leading(Vy, k)];
  return { XA: multiply(XA, Wx), YA: multiply(YA, Wy), XQ: multiply(XQ, Wx), YQ: multiply(YQ, Wy) };
}

/** y ↦ yR + b. */
export interface Affine {
  /** q×p. */
  readonly R: Matrix;
  readonly b: readonly number[];
}

/**
 * Step 4: the affine map from rows of Y (n×q) to rows of X (n×p) that minimises
 * ‖Y R + 1bᵀ − X‖²_F + λ‖R‖²_F. Throws as `lstsq`.
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

/** Cosines of the rows of A (m×d) and B (l×d): m×l. A row of zeros has cosine 0 with all. */
export function cosines(A: Matrix, B: Matrix): Matrix {
  return multiply(unitRows(A), unitRows(B).transpose());
}

function unitRows(A: Matrix): Matrix {
  const lengths = Array.from({ length: A.rows }, (_, i) => {
    const length = Math.sqrt(sum(A.getRow(i).map((x) => x * x)));
    return length === 0 ? 1 : length;
  });
  return A.clone().divColumnVector(lengths);
}

/** Step 4: S_ij = cos(x_i, T(y_j)) on queries, T the affine map that the anchors give. m×m. */
export function affineScores({ XA, YA, XQ, YQ }: Pairs, lambda = 0): Matrix {
  const { R, b } = affineMap(YA, XA, lambda);
  return cosines(XQ, multiply(YQ, R).addRowVector([...b]));
}

/**
 * The linear baseline as the code of the local-CKA paper has it: least squares from source to target
 * anchors without intercept, then cosines of mapped source queries (rows) and target queries.
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

/**
 * Step 5: S_ij = CKA([XA; x_i], [YA; y_j]), linear kernels, for rows x_i of XQ and y_j of YQ; m×l.
 * A row more changes the centred cross-product by w x'y'ᵀ, with w = n/(n+1) and x', y' less the
 * anchors' means, so every pair follows from three p×p, q×q, p×q products of the anchors. 0 where one
 * side is constant.
 *
 * @throws ShapeError if the anchors differ in number, or a side's anchors and queries in columns.
 */
export function localCka(XA: Matrix, YA: Matrix, XQ: Matrix, YQ: Matrix): Matrix {
  if (XA.rows !== YA.rows) {
    throw new ShapeError(`XA is ${XA.rows}×${XA.columns} but YA is ${YA.rows}×${YA.columns}.`);
  }
  const centred = centredPairs({ XA, YA, XQ, YQ });
  const w = XA.rows / (XA.rows + 1);
  const Cxy = multiply(centred.XA.transpose(), centred.YA);
  const x = ownSide(centred.XA, centred.XQ, w);
  const y = ownSide(centred.YA, centred.YQ, w);
  const cross = multiply(multiply(centred.XQ, Cxy), centred.YQ.transpose());
  const squares = sum(Cxy.to1DArray().map((c) => c * c));
  return new Matrix(
    x.size.map((hx, i) =>
      y.size.map((hy, j) => {
        const number =
          squares + 2 * w * cross.get(i, j) + w * w * (x.length2[i] ?? 0) * (y.length2[j] ?? 0);
        return hx === 0 || hy === 0 ? 0 : number / (Math.sqrt(hx) * Math.sqrt(hy));
      }),
    ),
  );
}

/** ‖x'_i‖² of each query and ‖(cross-product of the anchors and x_i)‖²_F, one side with itself. */
function ownSide(
  anchors: Matrix,
  queries: Matrix,
  w: number,
): { length2: number[]; size: number[] } {
  const C = gram(anchors);
  const squares = sum(C.to1DArray().map((c) => c * c));
  const turned = multiply(queries, C).mul(queries);
  const length2 = queries.clone().mul(queries).sum('row');
  const along = turned.sum('row');
  const size = length2.map((l, i) => squares + 2 * w * (along[i] ?? 0) + w * w * l * l);
  return { length2, size };
}

/** Local CKA of `Pairs`. */
export const localCkaScores = ({ XA, YA, XQ, YQ }: Pairs): Matrix => localCka(XA, YA, XQ, YQ);

/** No map at all: cosines of the centred rows, cut to as many columns as the narrower side has. */
export function unmappedScores(pairs: Pairs): Matrix {
  const k = Math.min(pairs.XQ.columns, pairs.YQ.columns);
  const { XQ, YQ } = leadingPairs(centredPairs(pairs), k);
  return cosines(XQ, YQ);
}

/** How a matching came out. */
export interface Matching {
  /** Share of right pairs. */
  readonly accuracy: number;
  /** Σ S over the pairs. */
  readonly total: number;
}

/**
 * Step 6: the one-to-one matching that maximises Σᵢ S[i, π(i)]; right pairs stand on the diagonal of
 * S (m×m). Columns are shuffled first, so that ties do not favour the diagonal. Throws as `assignment`.
 */
export function matching(S: Matrix, shuffle: readonly number[]): Matching {
  const shuffled = S.subMatrixColumn([...shuffle]);
  const { columns, total } = assignment(shuffled);
  const right = columns.filter((column, i) => shuffle[column] === i).length;
  return { accuracy: right / S.rows, total };
}

/**
 * Step 6: share of rows i of S (m×m) whose own column i is among the `top` highest of the row. The
 * place of a score is the number of higher ones plus half of those equal to it. To retrieve shapes
 * for texts hand over Sᵀ.
 */
export function retrieval(S: Matrix, top: number): number {
  const found = Array.from({ length: S.rows }, (_, i) => {
    const row = S.getRow(i);
    const own = S.get(i, i);
    const higher = row.filter((score) => score > own).length;
    const equal = row.filter((score) => score === own).length - 1;
    return higher + equal / 2 < top ? 1 : 0;
  });
  return mean(found);
}

/**
 * Adjusted R² of the linear regression, with intercept, of each column of Z (m×s) on the columns of
 * X (m×k), averaged over the columns: 1 − (1 − R²)(m − 1)/(m − k − 1).
 *
 * @throws ShapeError unless m > k + 1.
 */
export function adjustedR2(X: Matrix, Z: Matrix): number {
  const [m, k] = [X.rows, X.columns];
  if (m <= k + 1) throw new ShapeError(`${m} rows are too few for a regression on ${k} columns.`);
  const { R, b } = affineMap(X, Z);
  const rest = multiply(X, R)
    .addRowVector([...b])
    .sub(Z);
  const squares = (A: Matrix): number[] => A.clone().mul(A).sum('column');
  const [unexplained, all] = [squares(rest), squares(less(Z, columnMeans(Z)))];
  const r2 = unexplained.map((u, j) => 1 - u / (all[j] ?? NaN));
  return 1 - ((1 - mean(r2)) * (m - 1)) / (m - k - 1);
}

/** Correlation of column i of X with column i of Y (both m×k), for each i; 0 of a constant one. */
export function columnCorrelations(X: Matrix, Y: Matrix): number[] {
  const [P, Q] = [less(X, columnMeans(X)), less(Y, columnMeans(Y))];
  const dots = (A: Matrix, B: Matrix): number[] => A.clone().mul(B).sum('column');
  const [xx, yy, xy] = [dots(P, P), dots(Q, Q), dots(P, Q)];
  return xy.map((value, i) => {
    const size = Math.sqrt(xx[i] ?? 0) * Math.sqrt(yy[i] ?? 0);
    return size === 0 ? 0 : value / size;
  });
}

/** Overlap of the spans of the first k columns of W (p×l) and of the orthonormal V (p×p). */
export const overlapAt = (W: Matrix, V: Matrix, k: number): number =>
  subspaceOverlap(orth(leading(W, k)), leading(V, k)).overlap;
