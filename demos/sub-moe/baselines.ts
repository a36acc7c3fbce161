/** The merges Sub-MoE is compared with. All take n weights of O×I and return one O×I. */
import { CholeskyDecomposition, Matrix, solve } from 'ml-matrix';
import { ShapeError, svd } from '#linalg';
import { topIndices } from './layer.ts';
import { mergeWeights, recompose, weightedSum, type Factors } from './merging.ts';

/** `Σ w_i W_i` with `w_i = f_i / Σ f`: the rule of MC-SMoE and of HC-SMoE's default. */
export const frequencyMerge = (
  weights: readonly Matrix[],
  frequencies: readonly number[],
): Matrix => weightedSum(weights, mergeWeights(frequencies, weights.length));

/** The plain mean of the weights. */
export const plainMerge = (weights: readonly Matrix[]): Matrix =>
  weightedSum(
    weights,
    weights.map(() => 1 / weights.length),
  );

/** The weight of the most used expert; the others are dropped. */
export function keepDominant(weights: readonly Matrix[], frequencies: readonly number[]): Matrix {
  const w = mergeWeights(frequencies, weights.length);
  const dominant = weights[topIndices(w, 1)[0] ?? 0];
  if (dominant === undefined) throw new ShapeError('there is no weight to merge');
  return dominant.clone();
}

/**
 * The ablation without a joint decomposition: every weight has an SVD of its own, yet the V's are
 * averaged as if they shared a basis; U and Σ are the most used expert's. The paper does not spell
 * this baseline out. It depends on the sign rule of `svd`.
 */
export function vanillaSvdMerge(
  weights: readonly Matrix[],
  frequencies: readonly number[],
): Matrix {
  const w = mergeWeights(frequencies, weights.length);
  const parts = weights.map((W) => svd(W));
  const dominant = parts[topIndices(w, 1)[0] ?? 0];
  if (dominant === undefined) throw new ShapeError('there is no weight to merge');
  const V = weightedSum(
    parts.map((part) => part.V),
    w,
  );
  return dominant.U.mulRowVector(dominant.s).mmul(V.transpose());
}

/** The SVD of the frequency average, to be cut at any rank. */
export function averageFactors(
  weights: readonly Matrix[],
  frequencies: readonly number[],
): Factors {
  const { U, s, V } = svd(frequencyMerge(weights, frequencies));
  return { U, s, Vm: V };
}

/**
 * The same after whitening by the pooled second moment `Σ w_i S_i S_iᵀ` of the group's inputs.
 * S: n invertible I×I.
 */
export function whitenedFactors(
  weights: readonly Matrix[],
  frequencies: readonly number[],
  S: readonly Matrix[],
): Factors {
  const merged = frequencyMerge(weights, frequencies);
  if (S.length !== weights.length || S.some((s) => s.rows !== merged.columns))
    throw new ShapeError(
      `${weights.length} weights that read ${merged.columns} channels need as many activation matrices of that size`,
    );
  const pooled = weightedSum(
    S.map((s) => s.mmul(s.transpose())),
    mergeWeights(frequencies, weights.length),
  );
  const root = choleskyFactor(pooled);
  const { U, s, V } = svd(merged.mmul(root));
  return { U, s, Vm: solve(root.transpose(), V) };
}

/** Merge, then cut: the best rank-`rank` approximation of the frequency average (Eckart–Young). */
export const mergeThenSvd = (
  weights: readonly Matrix[],
  frequencies: readonly number[],
  rank: number,
): Matrix => recompose(averageFactors(weights, frequencies), rank);

/** Merge, then cut at `rank` where the group's inputs are weak. S: n of I×I. */
export const mergeThenWhitenedSvd = (
  weights: readonly Matrix[],
  frequencies: readonly number[],
  S: readonly Matrix[],
  rank: number,
): Matrix => recompose(whitenedFactors(weights, frequencies, S), rank);

/** Lower triangular L with `L Lᵀ = G`. Throws ShapeError if G is not positive definite. */
function choleskyFactor(G: Matrix): Matrix {
  const cholesky = new CholeskyDecomposition(G);
  if (!cholesky.isPositiveDefinite())
    throw new ShapeError('the activations do not span their space: no Cholesky factor');
  return cholesky.lowerTriangularMatrix;
}

/**
 * The activation matrix S of Sub-MoE†: Cholesky factor of the inputs' second moment,
 * `S Sᵀ = XᵀX/m + (10⁻³ tr/d + 10⁻⁹) I`. X: m×d, the inputs one expert sees → d×d, lower triangular.
 */
export function activationFactor(X: Matrix): Matrix {
  if (X.rows === 0) throw new ShapeError('an activation matrix needs at least one token');
  const moment = X.transpose().mmul(X).div(X.rows);
  const ridge = (1e-3 * moment.trace()) / X.columns + 1e-9;
  return choleskyFactor(moment.add(Matrix.eye(X.columns).mul(ridge)));
}

/** Pruning: the k most used experts, in their order. */
export function keptExperts(frequencies: readonly number[], k: number): number[] {
  if (!Number.isInteger(k) || k < 1 || k > frequencies.length)
    throw new ShapeError(`cannot keep ${k} of ${frequencies.length} experts`);
  return topIndices(frequencies, k).sort((a, b) => a - b);
}
