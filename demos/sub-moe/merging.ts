/** Phase 2: one weight matrix for a group, by the union decomposition. */
import { Matrix, solve } from 'ml-matrix';
import { jointSvd, ShapeError } from '#linalg';

/**
 * Frequencies as weights that sum to 1, `w_i = f_i / Σ f`. If no expert of the group was used, all
 * count alike. Throws ShapeError unless there is one finite, non-negative frequency per weight.
 */
export function mergeWeights(frequencies: readonly number[], count: number): number[] {
  if (count === 0) throw new ShapeError('there is no weight to merge');
  if (frequencies.length !== count)
    throw new ShapeError(`${frequencies.length} frequencies for ${count} weights`);
  if (!frequencies.every((f) => Number.isFinite(f) && f >= 0))
    throw new ShapeError('frequencies must be finite and not negative');
  const total = frequencies.reduce((sum, f) => sum + f, 0);
  return frequencies.map((f) => (total > 0 ? f / total : 1 / count));
}

/** `Σ_i w_i A_i` of matrices of one shape. */
export function weightedSum(matrices: readonly Matrix[], w: readonly number[]): Matrix {
  const [first] = matrices;
  if (first === undefined) throw new ShapeError('there is no weight to merge');
  if (matrices.some((A) => A.rows !== first.rows || A.columns !== first.columns))
    throw new ShapeError('weights of one group must have the same shape');
  return matrices.reduce(
    (sum, A, i) => sum.add(Matrix.mul(A, w[i] ?? 0)),
    Matrix.zeros(first.rows, first.columns),
  );
}

/** A merged weight in factors: `U diag(s) Vmᵀ`, to be cut at any rank. */
export interface Factors {
  /** O×r, shared by the group. */
  readonly U: Matrix;
  /** r singular values, descending. */
  readonly s: readonly number[];
  /** I×r, the merged V. */
  readonly Vm: Matrix;
}

/**
 * Eqs. 5–7: `[W^(1)|…|W^(n)] = U Σ [V_1;…;V_n]ᵀ` and `V_m = Σ w_i V_i`.
 * weights: n of O×I, frequencies: n → U O×r, s r, Vm I×r with r = min(O, nI).
 */
export function unionFactors(weights: readonly Matrix[], frequencies: readonly number[]): Factors {
  const w = mergeWeights(frequencies, weights.length);
  const { U, s, blocks } = jointSvd([...weights], 'beside');
  return { U, s, Vm: weightedSum(blocks, w) };
}

/**
 * Eqs. 10–11: the union decomposition of `W_i S_i`, and `V_m = Σ w_i S_i⁻ᵀ V'_i`.
 * weights: n of O×I, S: n invertible I×I. Throws ShapeError if the shapes do not fit.
 */
export function activationAwareFactors(
  weights: readonly Matrix[],
  frequencies: readonly number[],
  S: readonly Matrix[],
): Factors {
  const w = mergeWeights(frequencies, weights.length);
  const paired = weights.map((W, i) => ({ W, S: activationFor(W, S[i]) }));
  if (S.length !== weights.length)
    throw new ShapeError(`${S.length} activation matrices for ${weights.length} weights`);
  const { U, s, blocks } = jointSvd(
    paired.map(({ W, S }) => W.mmul(S)),
    'beside',
  );
  const back = paired.map(({ S }, i) => solve(S.transpose(), blocks[i] ?? S));
  return { U, s, Vm: weightedSum(back, w) };
}

function activationFor(W: Matrix, S: Matrix | undefined): Matrix {
  if (S === undefined || S.rows !== W.columns || S.columns !== W.columns)
    throw new ShapeError(
      `a weight that reads ${W.columns} channels needs a ${W.columns}×${W.columns} activation matrix`,
    );
  return S;
}

/** Eqs. 8 and 12: `W_m = U_r Σ_r V_m,rᵀ` → O×I. A rank beyond the factors' own keeps all of them. */
export function recompose({ U, s, Vm }: Factors, rank: number = s.length): Matrix {
  if (!Number.isInteger(rank) || rank < 1)
    throw new ShapeError(`the rank must be a positive integer, not ${rank}`);
  const r = Math.min(rank, s.length);
  const columns = [...Array(r).keys()];
  const left = U.subMatrixColumn(columns).mulRowVector(s.slice(0, r));
  return left.mmul(Vm.subMatrixColumn(columns).transpose());
}

/**
 * Sub-MoE's merge (Eqs. 5–8), cut at `rank` if given. At full rank it equals `frequencyMerge`.
 * weights: n of O×I, frequencies: n → O×I.
 */
export const unionSvdMerge = (
  weights: readonly Matrix[],
  frequencies: readonly number[],
  rank?: number,
): Matrix => recompose(unionFactors(weights, frequencies), rank);

/**
 * Sub-MoE†'s merge (Eqs. 10–12): the cut at `rank` minds which inputs each expert really sees.
 * weights: n of O×I, frequencies: n, S: n of I×I (see `activationFactor`) → O×I.
 */
export const activationAwareMerge = (
  weights: readonly Matrix[],
  frequencies: readonly number[],
  S: readonly Matrix[],
  rank?: number,
): Matrix => recompose(activationAwareFactors(weights, frequencies, S), rank);
