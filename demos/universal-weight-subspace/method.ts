/**
 * Mode-wise spectral analysis of a stack of weight matrices (Kaushik et al. 2025, Algorithm 1).
 * A stack is a Matrix[] of M matrices h×d: one layer of M models. Its modes are numbered
 * 0 = model, 1 = hidden unit (output side), 2 = input.
 */
import { Matrix } from 'ml-matrix';
import { mean } from '#demo';
import { energyCurve, projector, rankForEnergy, ShapeError, svd } from '#linalg';
import type { Network } from './network.ts';
import { trainNetwork } from './training.ts';

export * from './baselines.ts';
export * from './network.ts';
export * from './training.ts';

export type ModeIndex = 0 | 1 | 2;

export interface FewShot {
  /** λ of the penalty (λ/2)‖·‖² on whatever is trained; default 0.003. */
  readonly decay?: number;
  /** Steps of Adam; default 200. */
  readonly steps?: number;
}

function first(X: readonly Matrix[]): Matrix {
  const [head] = X;
  if (head === undefined) throw new ShapeError('The stack holds no model.');
  X.forEach((W, m) => {
    if (W.rows !== head.rows || W.columns !== head.columns) {
      throw new ShapeError(
        `All models must have one shape: model 0 is ${head.rows}×${head.columns}, ` +
          `model ${m} is ${W.rows}×${W.columns}.`,
      );
    }
  });
  return head;
}

function checkSameShape(A: Matrix, B: Matrix, what: string): void {
  if (A.rows !== B.rows || A.columns !== B.columns) {
    throw new ShapeError(`${what}: ${A.rows}×${A.columns} against ${B.rows}×${B.columns}.`);
  }
}

/**
 * The mean tensor μ (h×d) of a stack of M matrices h×d. Deviations from the first model are
 * averaged, so that identical models give that very model and a centred stack of exact zeros.
 * @throws ShapeError if the stack is empty or ragged.
 */
export function meanTensor(X: readonly Matrix[]): Matrix {
  const head = first(X);
  const sum = X.reduce((total, W) => total.add(Matrix.sub(W, head)), zeros(head));
  return sum.div(X.length).add(head);
}

const zeros = (like: Matrix): Matrix => Matrix.zeros(like.rows, like.columns);

/** The centred stack T = X − μ. */
function centre(X: readonly Matrix[], mu: Matrix): Matrix[] {
  checkSameShape(first(X), mu, 'A model and the mean differ in shape');
  return X.map((W) => Matrix.sub(W, mu));
}

/**
 * Unfolds a stack T of M matrices h×d along a mode, columns in the order of a row-major reshape:
 * mode 0: M × hd, mode 1: h × Md, mode 2: d × Mh. Nothing is centred.
 * @throws ShapeError if the stack is empty or ragged, or the mode is not 0, 1 or 2.
 */
export function unfold(T: readonly Matrix[], mode: ModeIndex): Matrix {
  const { rows: h, columns: d } = first(T);
  switch (mode) {
    case 0:
      return new Matrix(T.map((W) => W.to1DArray()));
    case 1:
      return new Matrix(Array.from({ length: h }, (_, j) => T.flatMap((W) => W.getRow(j))));
    case 2:
      return new Matrix(Array.from({ length: d }, (_, c) => T.flatMap((W) => W.getColumn(c))));
    default:
      throw new ShapeError(`A stack of matrices has the modes 0, 1 and 2, not ${String(mode)}.`);
  }
}

/**
 * The singular values, descending, of the unfolding of X − μ along a mode (Algorithm 1, steps 1–2).
 * There are min(rows, columns) of them. `mu` (h×d) defaults to the mean tensor.
 * @throws ShapeError as `unfold` and `meanTensor` do.
 */
export function modeSpectrum(
  X: readonly Matrix[],
  mode: ModeIndex,
  mu: Matrix = meanTensor(X),
): number[] {
  return svd(unfold(centre(X, mu), mode)).s;
}

/**
 * Cumulative explained variance EVR_k = Σ_{i≤k} σ_i² / Σ σ_i² for k = 1 … length of s; the last is
 * exactly 1. All zeros if every σ is 0: models that do not differ have no variance to explain.
 */
export const evr = (s: readonly number[]): number[] => energyCurve(s);

/** The smallest r with EVR_r ≥ τ (Algorithm 1); 0 if every σ is 0. */
export const rankAtThreshold = (s: readonly number[], tau: number): number => rankForEnergy(s, tau);

/**
 * The first k left singular vectors U of the unfolding of X − μ along a mode: M×k, h×k or d×k for
 * mode 0, 1, 2 (Algorithm 1). `mu` (h×d) defaults to the mean tensor.
 * @throws ShapeError if k is not an integer from 1 to the size of the mode, or the stack is ragged.
 */
export function modeBasis(
  X: readonly Matrix[],
  mode: ModeIndex,
  k: number,
  mu: Matrix = meanTensor(X),
): Matrix {
  const T = unfold(centre(X, mu), mode);
  checkRank(k, T.rows);
  return leading(svd(T, { full: k > T.columns }).U, k);
}

function checkRank(k: number, size: number): void {
  if (!Number.isInteger(k) || k < 1 || k > size) {
    throw new ShapeError(`The rank must be an integer from 1 to ${size}, not ${k}.`);
  }
}

/** The first k columns. */
const leading = (U: Matrix, k: number): Matrix => U.subMatrix(0, U.rows - 1, 0, k - 1);

/** T ×_n P for a square P: every fibre of T along the mode is multiplied by P. */
function multiplyMode(T: readonly Matrix[], mode: ModeIndex, P: Matrix): Matrix[] {
  if (mode === 1) return T.map((W) => P.mmul(W));
  if (mode === 2) return T.map((W) => W.mmul(P.transpose()));
  return T.map((head, m) =>
    T.reduce((sum, W, i) => sum.add(Matrix.mul(W, P.get(m, i))), zeros(head)),
  );
}

/**
 * Truncated HOSVD, X̂ = μ + T ×_n U⁽ⁿ⁾U⁽ⁿ⁾ᵀ over the listed modes, with `ranks[i]` directions for
 * `modes[i]`; every basis is taken from the whole centred stack T (Algorithm 1).
 * @throws ShapeError if the lists differ in length, a mode comes twice, or a rank does not fit.
 */
export function hosvdReconstruct(
  X: readonly Matrix[],
  modes: readonly ModeIndex[],
  ranks: readonly number[],
): Matrix[] {
  if (modes.length !== ranks.length || new Set(modes).size !== modes.length) {
    throw new ShapeError('hosvdReconstruct needs one rank for each mode, and each mode once.');
  }
  const mu = meanTensor(X);
  let T = centre(X, mu);
  modes.forEach((mode, i) => {
    const U = modeBasis(X, mode, ranks[i] ?? 0, mu);
    T = multiplyMode(T, mode, projector(U));
  });
  return T.map((W) => W.add(mu));
}

/**
 * One model seen through the shared input subspace: Ŵ = μ + (W − μ) U Uᵀ, with W and μ h×d and
 * orthonormal columns U d×k.
 * @throws ShapeError if the sizes do not agree.
 */
export function projectModel(W: Matrix, mu: Matrix, U: Matrix): Matrix {
  checkSameShape(W, mu, 'The model and the mean differ in shape');
  if (U.rows !== W.columns) {
    throw new ShapeError(`U lives in ${U.rows} dimensions, the inputs of W in ${W.columns}.`);
  }
  return Matrix.sub(W, mu).mmul(U).mmul(U.transpose()).add(mu);
}

/** All right singular vectors (hd × min(M, hd)) of the models, each flattened to one row of X − μ. */
export function flatBasis(X: readonly Matrix[], mu: Matrix = meanTensor(X)): Matrix {
  return svd(unfold(centre(X, mu), 0)).V;
}

/**
 * Averages the models inside the span of V (hd × k, orthonormal): μ + V Vᵀ mean_i(w_i − μ), with
 * the w_i flattened row by row. Returns h×d.
 * @throws ShapeError if V does not have hd rows.
 */
export function mergeWithin(X: readonly Matrix[], V: Matrix, mu: Matrix = meanTensor(X)): Matrix {
  const { rows: h, columns: d } = first(X);
  if (V.rows !== h * d) {
    throw new ShapeError(`V has ${V.rows} rows, a flattened model ${h * d} entries.`);
  }
  const coefficients = unfold(centre(X, mu), 0).mmul(V);
  const average = Array.from({ length: V.columns }, (_, i) => mean(coefficients.getColumn(i)));
  const step = V.mmul(Matrix.columnVector(average)).to1DArray();
  return Matrix.from1DArray(h, d, step).add(mu);
}

/**
 * Merging inside the model-mode subspace: the centred coefficients on the first k flattened
 * directions V_k are averaged, μ + V_k V_kᵀ mean_i(w_i − μ). Since centred coefficients sum to 0,
 * this is the plain mean for every k. With `mu` set to zeros nothing is centred, and it is not.
 * @throws ShapeError if k is not an integer from 1 to min(M, hd).
 */
export function subspaceMerge(X: readonly Matrix[], k: number, mu: Matrix = meanTensor(X)): Matrix {
  const V = flatBasis(X, mu);
  checkRank(k, V.columns);
  return mergeWithin(X, leading(V, k), mu);
}

/** The plain mean of the models, h×d: what merging inside their own subspace amounts to. */
export const meanMerge = (X: readonly Matrix[]): Matrix => meanTensor(X);

/**
 * A new task learned inside a given subspace: W = C Uᵀ with U (d×k) kept, C (h×k) and v trained
 * from C = W0 U and v0. X is n×d, y of length n, W0 h×d, v0 of length h.
 * @throws ShapeError if the sizes do not agree.
 */
export function fewShotCoefficients(
  X: Matrix,
  y: readonly number[],
  U: Matrix,
  W0: Matrix,
  v0: readonly number[],
  { decay = 0.003, steps = 200 }: FewShot = {},
): Network {
  if (U.rows !== X.columns || W0.columns !== U.rows) {
    throw new ShapeError(
      `U has ${U.rows} rows, the inputs ${X.columns} columns, the start ${W0.columns}.`,
    );
  }
  // tanh(C Uᵀx) is a k-input network that reads Uᵀx.
  const { W: C, v } = trainNetwork(X.mmul(U), y, W0.mmul(U), v0, { steps, decay });
  return { W: C.mmul(U.transpose()), v };
}

/**
 * A new task learned with all weights free, from W0 (h×d) and v0 (length h), on X n×d and y.
 * @throws ShapeError if the sizes do not agree.
 */
export function fewShotFull(
  X: Matrix,
  y: readonly number[],
  W0: Matrix,
  v0: readonly number[],
  { decay = 0.003, steps = 200 }: FewShot = {},
): Network {
  return trainNetwork(X, y, W0, v0, { steps, decay });
}
