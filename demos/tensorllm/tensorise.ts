/** TensorLLM: the weights of a layer as one tensor, and its Tucker decomposition with shared factors. */
import { Matrix } from 'ml-matrix';
import { hooi, ShapeError, tensorOf, tuckerTensor, type Tensor, type Tucker } from '#linalg';
import type { AttentionWeights } from './layer.ts';

/** The order of the third mode: W_Q, W_K, W_V and W_Oᵀ. */
const unified = ({ WQ, WK, WV, WO }: AttentionWeights): Matrix[] => [WQ, WK, WV, WO.transpose()];

const layerOf = (parts: (j: number) => Matrix): AttentionWeights => ({
  WQ: parts(0),
  WK: parts(1),
  WV: parts(2),
  WO: parts(3).transpose(),
});

/** Stop when a sweep changes the relative error by less. */
export const TOLERANCE = 1e-9;

/** Entry (d, head channel v, matrix j, head i) of blocks side by side: column i·dv + v of matrix j. */
export function splitHeads(matrices: readonly Matrix[], heads: number): Tensor {
  const [{ rows: D, columns } = { rows: 0, columns: 0 }] = matrices;
  for (const W of matrices) {
    if (W.rows !== D || W.columns !== columns) {
      throw new ShapeError('The matrices of a tensor need one shape.');
    }
  }
  if (!Number.isInteger(heads) || heads < 1 || columns % heads !== 0) {
    throw new ShapeError(`${columns} columns cannot be split into ${heads} heads.`);
  }
  const dv = columns / heads;
  return tensorOf([D, dv, matrices.length, heads], (d = 0, v = 0, j = 0, i = 0) =>
    (matrices[j] ?? Matrix.zeros(D, columns)).get(d, i * dv + v),
  );
}

/** Matrix j of a tensor D×dv×m×h, the blocks of the heads side by side: D×(h·dv). */
export function joinHeads({ shape, values }: Tensor, j: number): Matrix {
  const [D = 0, dv = 0, m = 0, heads = 0] = shape;
  const W = new Matrix(D, heads * dv);
  for (let d = 0; d < D; d++) {
    for (let v = 0; v < dv; v++) {
      for (let i = 0; i < heads; i++) {
        W.set(d, i * dv + v, values[((d * dv + v) * m + j) * heads + i]!);
      }
    }
  }
  return W;
}

/**
 * Multi-head tensorisation, Eqs. 7–8: W_all ∈ ℝ^(D×dv×4×h) from W_Q, W_K, W_V and W_Oᵀ, each D×(h·dv).
 * @throws ShapeError if shapes differ or the heads do not divide the columns.
 */
export const tensorise = (weights: AttentionWeights, heads: number): Tensor =>
  splitHeads(unified(weights), heads);

/** The inverse of `tensorise`: D×dv×4×h back to four matrices. */
export const untensorise = (T: Tensor): AttentionWeights => layerOf((j) => joinHeads(T, j));

/** A layer after a compression. */
export interface Compressed {
  readonly weights: AttentionWeights;
  /** How many numbers have to be stored. */
  readonly size: number;
}

export interface SharedTucker extends Compressed {
  /** U₁ D×R₁, U₂ dv×R₂, U₃ 4×R₃ and the core R₁×R₂×R₃×h. */
  readonly tucker: Tucker;
  /** Relative error of the tensor after each sweep of HOOI. */
  readonly errors: readonly number[];
}

/** Numbers stored by factors I_n×R_n and their core, for a tensor of such a shape. */
export function tuckerSize(shape: readonly number[], ranks: readonly number[]): number {
  const core = shape.reduce((product, n, mode) => product * (ranks[mode] ?? n), 1);
  return ranks.reduce((sum, rank, mode) => sum + rank * (shape[mode] ?? 0), core);
}

/**
 * TensorLLM, Eqs. 9–14: all heads of all four matrices in the factors U₁, U₂, U₃ of `ranks`
 * (R₁, R₂, R₃), a core slice for every head, by HOOI on `tensorise`.
 * @throws ShapeError if shapes differ, the heads do not divide D, or a rank is out of range.
 */
export function sharedTucker(
  weights: AttentionWeights,
  heads: number,
  ranks: readonly number[],
): SharedTucker {
  const T = tensorise(weights, heads);
  const { errors, ...tucker } = hooi(T, ranks, { tolerance: TOLERANCE });
  return {
    weights: untensorise(tuckerTensor(tucker)),
    size: tuckerSize(T.shape, ranks),
    tucker,
    errors,
  };
}
