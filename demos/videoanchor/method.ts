/**
 * VideoAnchor (arXiv 2509.25151): sparse self-expression finds tokens that share a subspace, a score
 * tells how much a token helps to rebuild others, and the score boosts attention. Steps 1 and 2 are
 * routines of `#linalg`; the equations follow the authors' code where it differs from the paper.
 */
import { Matrix } from 'ml-matrix';
import { at } from '#demo';
import { adjustedRandIndex, kmeans, ShapeError, spectralClustering } from '#linalg';

export { sparseSelfExpression as selfExpression } from '#linalg';

/** Inside the logarithm of the boosts, as in the authors' code. */
const INSIDE_LOG = 1e-6;
/** In the denominator of the score's min–max scaling, as in the authors' code. */
const IN_RANGE = 1e-5;

/** S = |C| + |C|ᵀ. C: N×N → N×N, symmetric, non-negative. */
export function affinity(C: Matrix): Matrix {
  const size = Matrix.abs(C);
  return Matrix.add(size, size.transpose());
}

/** Spectral clustering of the affinity into K groups. S: N×N → N labels, by first appearance. */
export const subspaceLabels = (S: Matrix, K: number): number[] => spectralClustering(S, K).labels;

/** The rival: k-means on the tokens themselves. X: N×D → N labels, by first appearance. */
export const kmeansLabels = (X: Matrix, K: number): number[] => kmeans(X, K).labels;

/**
 * r_i = Σ_j C_ij, signed: how much token i is used to rebuild all others. C: N×N → N numbers, which
 * sum to about N because the coefficients for each token sum to about one.
 */
export const rowSums = (C: Matrix): number[] => C.sum('row');

/** π_i, the share of the tokens that are in token i's group. labels: N → N numbers in (0, 1]. */
export function clusterShares(labels: readonly number[]): number[] {
  return labels.map((own) => labels.filter((label) => label === own).length / labels.length);
}

/** (x − min)/(max − min + 10⁻⁵), in [0, 1). Equal numbers give zeros. */
export function minMax(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const range = Math.max(...values) - least + IN_RANGE;
  return values.map((value) => (value - least) / range);
}

/**
 * The anchor score s: min–max of r_i π_i. C: N×N, labels: N → N numbers in [0, 1).
 * Throws ShapeError if their sizes differ.
 */
export function anchorScore(C: Matrix, labels: readonly number[]): number[] {
  if (C.rows !== labels.length)
    throw new ShapeError(`${labels.length} labels for ${C.rows} tokens`);
  const shares = clusterShares(labels);
  return minMax(rowSums(C).map((r, i) => r * at(shares, i)));
}

/** γ = 1 + α s on visual tokens, then `texts` ones for the text tokens. */
export const boosts = (score: readonly number[], alpha: number, texts = 0): number[] => [
  ...score.map((s) => 1 + alpha * s),
  ...Array.from({ length: texts }, () => 1),
];

/**
 * softmax over keys of (logits + log(γ_Q + 10⁻⁶) on the query's row + log(γ_K + 10⁻⁶) on the key's
 * column). logits: T×M (QKᵀ/√d_h, −∞ for a key that is masked), gammaQ: T, gammaK: M → T×M, rows
 * sum to 1.
 * Throws ShapeError if sizes differ or a boost is not positive.
 */
export function boostedAttention(
  logits: Matrix,
  gammaQ: readonly number[],
  gammaK: readonly number[],
): Matrix {
  if (gammaQ.length !== logits.rows || gammaK.length !== logits.columns)
    throw new ShapeError(
      `logits of ${logits.rows}×${logits.columns} need as many boosts of queries and of keys`,
    );
  if (![...gammaQ, ...gammaK].every((gamma) => gamma > 0))
    throw new ShapeError('boosts must be positive');
  return new Matrix(
    logits.to2DArray().map((row, q) => {
      const raised = row.map(
        (logit, k) =>
          logit + Math.log(at(gammaQ, q) + INSIDE_LOG) + Math.log(at(gammaK, k) + INSIDE_LOG),
      );
      const most = Math.max(...raised);
      const powers = raised.map((x) => Math.exp(x - most));
      const total = powers.reduce((sum, power) => sum + power, 0);
      return powers.map((power) => power / total);
    }),
  );
}

/** y = Σ_k attention_k γ_V,k V_k. attention: T×M, V: M×d, gammaV: M → T×d. */
export function boostedReadout(attention: Matrix, V: Matrix, gammaV: readonly number[]): Matrix {
  if (V.rows !== attention.columns || gammaV.length !== V.rows)
    throw new ShapeError(`attention to ${attention.columns} keys needs as many values and boosts`);
  return attention.mmul(V.clone().mulColumnVector([...gammaV]));
}

/**
 * Area under the ROC curve: how often a marked token scores above an unmarked one, ties counting one
 * half. NaN if one kind is missing (Mann & Whitney 1947).
 */
export function areaUnderCurve(score: readonly number[], marked: readonly boolean[]): number {
  const of = (kind: boolean): number[] => score.filter((_, i) => marked[i] === kind);
  const others = of(false);
  const wins = of(true).map((s) =>
    others.reduce((sum, other) => sum + (s > other ? 1 : s === other ? 0.5 : 0), 0),
  );
  return wins.reduce((sum, w) => sum + w, 0) / (wins.length * others.length);
}

/** Adjusted Rand index of labels and planted objects on the chosen tokens only. */
export function agreement(
  labels: readonly number[],
  objects: readonly number[],
  chosen: readonly boolean[],
): number {
  const part = (values: readonly number[]): number[] => values.filter((_, i) => chosen[i]);
  return adjustedRandIndex(part(labels), part(objects));
}
