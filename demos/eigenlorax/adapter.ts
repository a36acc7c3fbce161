/** Steps 5–7: adapters written in a shared subspace, what they cost and what they miss. */
import { Matrix } from 'ml-matrix';
import { frobenius, lowRank, multiply } from '#linalg';
import type { Bases, LoraAdapter } from './subspace.ts';

/**
 * The trained coefficients of one adapter: its A-factor is (C_A L_A)ᵀ, its B-factor C_B L_B. L_A has as
 * many rows as C_A has columns, L_B as C_B; both have r columns.
 */
export interface Loadings {
  readonly A: Matrix;
  readonly B: Matrix;
}

/**
 * ΔW = C_B L_B L_Aᵀ C_Aᵀ, m×n. There is no factor α/r, as in the authors’ layer.
 * @throws ShapeError if the sizes do not fit.
 */
export function subspaceUpdate(C: Bases, L: Loadings): Matrix {
  return multiply(multiply(C.B, L.B), multiply(C.A, L.A).transpose());
}

/** The layer's outputs with an update: rows y = (W_0 + ΔW) x. X: count×n, W0 and update: m×n. */
export function adaptedOutput(X: Matrix, W0: Matrix, update: Matrix): Matrix {
  return multiply(X, Matrix.add(W0, update).transpose());
}

/**
 * An adapter's loadings by projection, without training: L_A = C_Aᵀ Aᵀ, L_B = C_Bᵀ B.
 * @throws ShapeError if the sizes do not fit.
 */
export function projectAdapter(C: Bases, { A, B }: LoraAdapter): Loadings {
  return {
    A: multiply(C.A.transpose(), A.transpose()),
    B: multiply(C.B.transpose(), B),
  };
}

/** ΔW = B A, m×n. */
export const loraUpdate = ({ A, B }: LoraAdapter): Matrix => multiply(B, A);

/** ‖ΔW − D‖²_F / ‖D‖²_F: for x ~ N(0, I) the excess test risk, relative to the signal. D ≠ 0. */
export function updateError(update: Matrix, D: Matrix): number {
  return (frobenius(Matrix.sub(update, D)) / frobenius(D)) ** 2;
}

/**
 * Σ_t ‖ΔŴ_t − ΔW_t‖²_F / Σ_t ‖ΔW_t‖²_F, each ΔŴ_t = C_B C_Bᵀ B_t A_t C_A C_Aᵀ rebuilt from the projections
 * of both factors; NaN if all ΔW_t are 0.
 */
export function rebuiltError(C: Bases, donors: readonly LoraAdapter[]): number {
  let missed = 0;
  let total = 0;
  for (const donor of donors) {
    const update = loraUpdate(donor);
    const rebuilt = subspaceUpdate(C, projectAdapter(C, donor));
    missed += frobenius(Matrix.sub(rebuilt, update)) ** 2;
    total += frobenius(update) ** 2;
  }
  return missed / total;
}

/**
 * The least error of an update of rank at most r inside the subspace: the best is D (m×n, not 0)
 * projected on both sides and cut by its SVD (Eckart and Young), C_B SVD_r(C_Bᵀ D C_A) C_Aᵀ.
 * @throws ShapeError if the sizes do not fit, or r is not an integer of at least 0.
 */
export function subspaceFloor(C: Bases, D: Matrix, r: number): number {
  const inside = multiply(multiply(C.B.transpose(), D), C.A);
  const best = lowRank(inside, Math.min(r, inside.rows, inside.columns));
  return updateError(multiply(multiply(C.B, best), C.A.transpose()), D);
}

/** Sizes of a layer m×n with adapters of rank r on K + P components. */
export interface Sizes {
  readonly m: number;
  readonly n: number;
  readonly r: number;
  readonly components: number;
}

/** Numbers trained for one new task: LoRA r(m + n), EigenLoRAx 2(K + P)r. */
export function trainedNumbers({ m, n, r, components }: Sizes): { lora: number; eigen: number } {
  return { lora: r * (m + n), eigen: 2 * components * r };
}

/** Numbers stored to serve `count` adapters: count·r(m + n), or (m + n)(K + P) + 2·count·r(K + P). */
export function storedNumbers(sizes: Sizes, count: number): { lora: number; eigen: number } {
  const { lora, eigen } = trainedNumbers(sizes);
  return { lora: count * lora, eigen: (sizes.m + sizes.n) * sizes.components + count * eigen };
}
