/** CoSpaDi and the low-rank methods beside it, function by function. */
import { CholeskyDecomposition, Matrix, solve } from 'ml-matrix';
import { eigh, gram, multiply, omp, relativeError, ShapeError, svd, type Svd } from '#linalg';
import { updateDictionary } from './ksvd.ts';

export { omp } from '#linalg';
export { POWER_STEPS, updateDictionary } from './ksvd.ts';
export { cospadiSize, cospadiStored, svdRank, svdStored, type Split } from './budget.ts';

/** Below this share of the largest eigenvalue, the smallest one counts as zero. */
const SINGULAR = 1e-10;
/** What a singular Gram matrix then gets on its diagonal, as a share of the largest eigenvalue. */
const RIDGE = 1e-8;

/**
 * The whitening factor: upper triangular L with `LᵀL = XᵀX / N`, so that ‖X A‖²_F = N ‖L A‖²_F.
 * Where the calibration inputs do not span their space, `max(0, −λ_min) + ε` is first added to the
 * diagonal; the paper leaves ε open, we take 10⁻⁸ of the largest eigenvalue.
 *
 * @param X Calibration inputs, N×d1.
 * @returns L, d1×d1.
 * @throws ShapeError if X is zero.
 */
export function whiteningFactor(X: Matrix): Matrix {
  const G = gram(X).div(X.rows);
  const { values } = eigh(G);
  const most = Math.max(...values);
  const least = Math.min(...values);
  if (least <= SINGULAR * most) G.add(Matrix.eye(G.rows).mul(Math.max(0, -least) + RIDGE * most));
  const cholesky = new CholeskyDecomposition(G);
  if (!cholesky.isPositiveDefinite())
    throw new ShapeError('The calibration inputs are all zero: there is nothing to whiten with.');
  return cholesky.lowerTriangularMatrix.transpose();
}

/** Undoes the whitening: `L⁻¹ A`. L: d1×d1, A: d1×n → d1×n. */
export const unwhiten = (L: Matrix, A: Matrix): Matrix => solve(L, A);

/** Two factors of a weight, W ≈ D S. D: d1×k, S: k×d2. */
export interface Factors {
  readonly D: Matrix;
  readonly S: Matrix;
}

/** The product D S, d1×d2. */
export const recompose = ({ D, S }: Factors): Matrix => multiply(D, S);

/** The first r terms of an SVD as U_r times Σ_r V_rᵀ. @throws RangeError if there are fewer. */
export function cutSvd({ U, s, V }: Svd, r: number): Factors {
  return {
    D: U.subMatrix(0, U.rows - 1, 0, r - 1),
    S: V.subMatrix(0, V.rows - 1, 0, r - 1)
      .mulRowVector(s.slice(0, r))
      .transpose(),
  };
}

/** Truncated SVD of the weight itself. W: d1×d2, 1 ≤ r ≤ min(d1, d2). */
export const svdFactors = (W: Matrix, r: number): Factors => cutSvd(svd(W), r);

/**
 * SVD-LLM, first step: the best rank r of `L W`, whitening undone, `W̃ = L⁻¹ U_r Σ_r V_rᵀ`. Among all
 * matrices of rank r it has the least calibration error.
 */
export function svdLlmFactors(W: Matrix, L: Matrix, r: number): Factors {
  const { D, S } = svdFactors(multiply(L, W), r);
  return { D: unwhiten(L, D), S };
}

/** The least relative error at rank r, `√(Σ_{i>r} σ_i²) / √(Σ σ_i²)`: Eckart & Young (1936). */
export function eckartYoung(s: readonly number[], r: number): number {
  const energy = (values: readonly number[]): number => values.reduce((sum, v) => sum + v * v, 0);
  const all = energy(s);
  return all === 0 ? 0 : Math.sqrt(energy(s.slice(r)) / all);
}

/**
 * The first dictionary: the first k non-zero columns of Y in the order of `perm`, each of length 1.
 *
 * @param Y d1×d2.
 * @param perm The numbers 0 … d2 − 1 in any order.
 * @throws ShapeError if fewer than k columns differ from zero.
 */
export function startDictionary(Y: Matrix, perm: readonly number[], k: number): Matrix {
  const atoms = perm
    .map((j) => Y.getColumn(j))
    .map((y) => ({ y, length: Math.sqrt(y.reduce((sum, x) => sum + x * x, 0)) }))
    .filter(({ length }) => length > 0)
    .slice(0, k)
    .map(({ y, length }) => y.map((x) => x / length));
  if (atoms.length < k)
    throw new ShapeError(
      `Only ${atoms.length} columns are not zero: they cannot start ${k} atoms.`,
    );
  return new Matrix(atoms).transpose();
}

export interface Learned extends Factors {
  /** ‖Y − D S‖_F / ‖Y‖_F after each alternation. */
  readonly objective: number[];
}

/**
 * Sparse dictionary learning, `min ‖Y − D S‖_F` with at most s non-zeros in each column of S: T times
 * all columns are coded by OMP and all atoms updated by K-SVD (Aharon, Elad & Bruckstein 2006).
 *
 * @param Y d1×d2, the (whitened) weight.
 * @param start First dictionary, d1×k with columns of length 1.
 * @param s Non-zeros of a column, 1 … min(d1, k).
 * @param iters T ≥ 1.
 */
export function learnDictionary(Y: Matrix, start: Matrix, s: number, iters: number): Learned {
  const objective: number[] = [];
  let D = start;
  let S = omp(D, Y, s);
  for (let t = 0; t < iters; t++) {
    if (t > 0) S = omp(D, Y, s);
    ({ D, S } = updateDictionary(Y, D, S));
    objective.push(relativeError(multiply(D, S), Y));
  }
  return { D, S, objective };
}

/** How CoSpaDi is to be run: k atoms, s for each column, T alternations, start columns. */
export interface Settings {
  readonly k: number;
  readonly s: number;
  readonly iters: number;
  readonly perm: readonly number[];
}

/**
 * CoSpaDi: a dictionary learned on `L W`, whitening undone, `W̃ = (L⁻¹ D) S`. Without L it looks at
 * no data (CoSpaDi† in the paper). W: d1×d2, L: d1×d1.
 */
export function cospadi(W: Matrix, { k, s, iters, perm }: Settings, L?: Matrix): Learned {
  const Y = L ? multiply(L, W) : W;
  const learned = learnDictionary(Y, startDictionary(Y, perm, k), s, iters);
  return L ? { ...learned, D: unwhiten(L, learned.D) } : learned;
}

/** Relative error of the layer's output on inputs X: ‖X W̃ − X W‖_F / ‖X W‖_F. */
export const outputError = (X: Matrix, W: Matrix, changed: Matrix): number =>
  relativeError(multiply(X, changed), multiply(X, W));

/** The network's answers relu(X W + b) W2. X: n×d1, W: d1×d2, b: d2, W2: d2×out → n×out. */
export function networkOutput(X: Matrix, W: Matrix, b: readonly number[], W2: Matrix): Matrix {
  const hidden = multiply(X, W).addRowVector(b.slice());
  hidden.apply((i, j) => {
    if (hidden.get(i, j) < 0) hidden.set(i, j, 0);
  });
  return multiply(hidden, W2);
}

/** Squared error of the answers as a share of the answers' energy: ‖Ŷ − Y‖²_F / ‖Y‖²_F. */
export const taskLoss = (answers: Matrix, Y: Matrix): number => relativeError(answers, Y) ** 2;
