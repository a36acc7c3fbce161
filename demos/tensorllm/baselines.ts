/** What TensorLLM is compared with. */
import { hooi, lowRank, tensorOf, tuckerTensor } from '#linalg';
import type { Matrix } from 'ml-matrix';
import type { AttentionWeights } from './layer.ts';
import {
  joinHeads,
  splitHeads,
  TOLERANCE,
  tensorise,
  tuckerSize,
  untensorise,
  type Compressed,
} from './tensorise.ts';

export type MatrixName = keyof AttentionWeights;

const mapped = (
  weights: AttentionWeights,
  change: (W: Matrix, name: MatrixName) => Matrix,
): AttentionWeights => ({
  WQ: change(weights.WQ, 'WQ'),
  WK: change(weights.WK, 'WK'),
  WV: change(weights.WV, 'WV'),
  WO: change(weights.WO, 'WO'),
});

/** The least rank ρ in 1 … D at which four factored D×D matrices, 8ρD numbers, have `size` or more. */
export const rankOfSize = (D: number, size: number): number =>
  Math.min(D, Math.max(1, Math.ceil(size / (8 * D))));

/**
 * Each matrix on its own cut to rank ρ by its SVD, after the idea of LASER (arXiv 2312.13558); 8ρD
 * numbers. @throws ShapeError if ρ is not in 1 … D.
 */
export function svdPerMatrix(weights: AttentionWeights, rank: number): Compressed {
  return {
    weights: mapped(weights, (W) => lowRank(W, rank)),
    size: 8 * rank * weights.WQ.rows,
  };
}

/**
 * The four matrices stacked as they are, D×D×4, in Tucker factors, after the idea of TRAWL (arXiv
 * 2406.17261): R₁ and R₃ as given, R₂′ the least at which it has `size` numbers or more.
 * @throws ShapeError if a rank is out of range.
 */
export function stackedTucker(
  weights: AttentionWeights,
  R1: number,
  R3: number,
  size: number,
): Compressed {
  // One head: its block is the whole matrix, and the head mode has size 1.
  const { shape, values } = tensorise(weights, 1);
  const [D = 0] = shape;
  const T = { shape: [D, D, 4], values };
  let R2 = 1;
  while (R2 < D && tuckerSize(T.shape, [R1, R2, R3]) < size) R2++;
  const fitted = tuckerTensor(hooi(T, [R1, R2, R3], { tolerance: TOLERANCE }));
  return {
    weights: untensorise({ shape, values: fitted.values }),
    size: tuckerSize(T.shape, [R1, R2, R3]),
  };
}

/**
 * A Tucker decomposition for every head, D×dv×4 with `ranks` (R₁, R₂, R₃), nothing shared: h times
 * the factors. @throws ShapeError if shapes differ or a rank is out of range.
 */
export function perHeadTucker(
  weights: AttentionWeights,
  heads: number,
  ranks: readonly number[],
): Compressed {
  const T = tensorise(weights, heads);
  const [D = 0, dv = 0] = T.shape;
  const fitted = Array.from({ length: heads }, (_, i) => {
    const head = tensorOf(
      [D, dv, 4],
      (d = 0, v = 0, j = 0) => T.values[((d * dv + v) * 4 + j) * heads + i]!,
    );
    return tuckerTensor(hooi(head, ranks, { tolerance: TOLERANCE })).values;
  });
  return {
    weights: untensorise(
      tensorOf(T.shape, (d = 0, v = 0, j = 0, i = 0) => fitted[i]?.[(d * dv + v) * 4 + j] ?? NaN),
    ),
    size: heads * tuckerSize([D, dv, 4], ranks),
  };
}

/**
 * Only one of the four matrices as a tensor D×dv×h with ranks (R₁, R₂), the other three left as they
 * are (Table IV). @throws ShapeError if shapes differ or a rank is out of range.
 */
export function oneMatrixTucker(
  weights: AttentionWeights,
  only: MatrixName,
  heads: number,
  R1: number,
  R2: number,
): Compressed {
  const D = weights.WQ.rows;
  const cut = (W: Matrix): Matrix =>
    joinHeads(tuckerTensor(hooi(splitHeads([W], heads), [R1, R2], { tolerance: TOLERANCE })), 0);
  return {
    weights: mapped(weights, (W, name) =>
      name !== only ? W : name === 'WO' ? cut(W.transpose()).transpose() : cut(W),
    ),
    size: 3 * D * D + tuckerSize([D, D / heads, heads], [R1, R2]),
  };
}
