/** The mergings DOGE is compared with. Each returns the update that is added to θ₀, m×n. */
import { Matrix } from 'ml-matrix';
import { sameShape, topMask, weightedSum } from './taskVectors.ts';

/** The mean of the task vectors: averaging the weights. */
export const averageUpdate = (taus: readonly Matrix[]): Matrix =>
  weightedSum(
    taus,
    taus.map(() => 1 / taus.length),
  );

/** `λ Σ τ_i` (Ilharco et al. 2023). */
export const taskArithmetic = (taus: readonly Matrix[], lambda: number): Matrix =>
  weightedSum(
    taus,
    taus.map(() => lambda),
  );

export type TiesCombine = 'sum' | 'mean';

/**
 * TIES without its coefficient (Yadav et al. 2023): keep the `keep` percent largest entries of each
 * τ_i, elect the sign of their sum, and add up the entries that agree (`sum`), or average them
 * (`mean`: over those that are not zero). taus: T of m×n → m×n.
 */
export function ties(taus: readonly Matrix[], keep: number, combine: TiesCombine): Matrix {
  const { rows, columns } = sameShape(taus);
  const trimmed = taus.map((tau) => Matrix.mul(tau, topMask(tau, keep)));
  const merged = new Matrix(rows, columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const entries = trimmed.map((tau) => tau.get(r, c));
      const elected = Math.sign(entries.reduce((a, b) => a + b, 0));
      const agreeing = entries.filter((entry) => entry !== 0 && Math.sign(entry) === elected);
      const sum = agreeing.reduce((a, b) => a + b, 0);
      merged.set(r, c, combine === 'sum' ? sum : sum / Math.max(1, agreeing.length));
    }
  }
  return merged;
}
