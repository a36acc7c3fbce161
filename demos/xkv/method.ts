/**
 * xKV (Chang et al. 2025): one SVD for the key or value caches of G neighbouring layers.
 *
 * The cache of one layer is X_ℓ, n tokens × d channels (keys before RoPE, or values; channels run
 * head by head). A group's caches stand side by side: C = [X_1 | … | X_G], n × Gd.
 */
import { Matrix } from 'ml-matrix';
import {
  cka,
  eigh,
  gram,
  hcat,
  jointSvd,
  multiply,
  rankForEnergy,
  relativeError,
  ShapeError,
  svd,
} from '#linalg';

export { cka };
export { attentionOutput, attentionOutputs, rope } from './attention.ts';
export {
  layerMean,
  layerMeanShare,
  miniCacheMerge,
  miniCachePairs,
  miniCacheShare,
  slerp,
  tokenAngles,
  type Merged,
} from './baselines.ts';

/** C ≈ A [B_1 | … | B_G]: A is n×r and shared, B_ℓ is r×d. */
export interface Factors {
  readonly A: Matrix;
  readonly B: Matrix[];
}

/** The energies σ_i² of C, descending, and its right singular vectors, Gd × Gd. */
export interface GroupBasis {
  readonly energies: number[];
  readonly V: Matrix;
}

/**
 * The layers 0 … N−1 in groups of G consecutive ones; the last group is shorter if G does not
 * divide N.
 * @throws ShapeError unless N and G are positive integers.
 */
export function groupLayers(N: number, G: number): number[][] {
  requireCount('N', N);
  requireCount('G', G);
  return Array.from({ length: Math.ceil(N / G) }, (_, k) =>
    Array.from({ length: Math.min(G, N - k * G) }, (_, i) => k * G + i),
  );
}

/**
 * C = [X_1 | … | X_G], n × Gd, from G caches n×d.
 * @throws ShapeError if there is no cache or the shapes differ.
 */
export function concatenate(X: readonly Matrix[]): Matrix {
  const first = X[0];
  if (!first) throw new ShapeError('A group needs the cache of at least one layer; got none.');
  X.forEach((Xl, l) => {
    if (Xl.rows !== first.rows || Xl.columns !== first.columns) {
      throw new ShapeError(
        `All caches of a group need one shape: layer 0 is ${first.rows}×${first.columns}, layer ${l} is ${Xl.rows}×${Xl.columns}.`,
      );
    }
  });
  return hcat(X);
}

/**
 * The min(n, Gd) singular values of C, descending.
 * @throws ShapeError as `concatenate`.
 */
export const groupSpectrum = (X: readonly Matrix[]): number[] => svd(concatenate(X)).s;

/**
 * The paper's factors: A = U_r S_r (n×r), stored once for the group, and B_ℓ, the d columns of V_rᵀ
 * that belong to layer ℓ (r×d). Together r (n + Gd) numbers.
 * @throws ShapeError as `concatenate`, or unless r is an integer in 1 … min(n, Gd).
 */
export function xkvFactors(X: readonly Matrix[], rank: number): Factors {
  const { rows, columns } = concatenate(X);
  const most = Math.min(rows, columns);
  if (!Number.isInteger(rank) || rank < 1 || rank > most) {
    throw new ShapeError(`The rank must be an integer in 1 … ${most}; got ${rank}.`);
  }
  const { U, s, blocks } = jointSvd(X, 'beside');
  return {
    A: leading(U, rank).mulRowVector(s.slice(0, rank)),
    B: blocks.map((Vl) => leading(Vl, rank).transpose()),
  };
}

/**
 * What is left of the caches after rank-r compression: X̂_ℓ = A B_ℓ, each n×d. (The official code
 * calls it "fake" because it multiplies back at once and saves no memory.)
 * @throws ShapeError as `xkvFactors`.
 */
export function fakeSvd(X: readonly Matrix[], rank: number): Matrix[] {
  const { A, B } = xkvFactors(X, rank);
  return B.map((Bl) => multiply(A, Bl));
}

/**
 * Spectrum and right singular vectors through the Gram matrix CᵀC, Gd × Gd: several times faster
 * than the SVD, which sliders need, and one call serves all ranks. Relative errors below about
 * 1e-7 cannot be resolved this way.
 * @throws ShapeError as `concatenate`.
 */
export function groupBasis(X: readonly Matrix[]): GroupBasis {
  const { values, V } = eigh(gram(concatenate(X)));
  return { energies: values.map((value) => Math.max(0, value)), V };
}

/**
 * The same X̂_ℓ as `fakeSvd`, by the projector C V_r V_rᵀ, which knows no signs. Rank 0 gives zeros.
 * @throws ShapeError as `concatenate`, or if V does not have Gd rows.
 */
export function project(X: readonly Matrix[], V: Matrix, rank: number): Matrix[] {
  const C = concatenate(X);
  if (V.rows !== C.columns) {
    throw new ShapeError(`V needs ${C.columns} rows, one for each column of C; got ${V.rows}.`);
  }
  if (rank === 0) return X.map(({ rows, columns }) => Matrix.zeros(rows, columns));
  const Vr = leading(V, rank);
  const A = multiply(C, Vr);
  const d = C.columns / X.length;
  return X.map((_, l) =>
    multiply(A, Vr.subMatrix(l * d, (l + 1) * d - 1, 0, rank - 1).transpose()),
  );
}

/** ‖C − C_r‖² = Σ_{i>r} σ_i² (Eckart–Young), from the energies σ_i²; summed from the small end. */
export const tailEnergy = (energies: readonly number[], rank: number): number =>
  energies.slice(rank).reduceRight((sum, energy) => sum + energy, 0);

/**
 * Relative Frobenius error of several caches taken together: √(Σ‖X_ℓ − X̂_ℓ‖² / Σ‖X_ℓ‖²).
 * @throws ShapeError if a list is empty or the shapes differ.
 */
export const stackError = (X: readonly Matrix[], restored: readonly Matrix[]): number =>
  relativeError(concatenate(restored), concatenate(X));

/**
 * The smallest rank that holds `share` of the energy of C, divided by Gd (the paper's Figure 2c
 * with share 0.95).
 * @throws ShapeError as `concatenate`.
 */
export const rankRatio = (X: readonly Matrix[], share: number): number =>
  rankForEnergy(groupSpectrum(X), share) / concatenate(X).columns;

/**
 * The largest rank whose factors fit the budget n·G·d / comp: ⌊nGd / comp / (n + Gd)⌋, at most
 * min(n, Gd). It can be 0.
 * @throws ShapeError unless n, d, G are positive integers and comp > 0.
 */
export function rankForMemory(n: number, d: number, G: number, comp: number): number {
  requireSizes({ n, d, G }, comp);
  return Math.min(n, G * d, whole((n * G * d) / comp / (n + G * d)));
}

/**
 * The per-layer SVD's N ranks for the same budget: the total ⌊Nnd / comp / (n + d)⌋ spread evenly,
 * the first layers getting the remainder, so that rounding cannot hurt the baseline.
 * @throws ShapeError unless N, n, d are positive integers and comp > 0.
 */
export function perLayerRanks(N: number, n: number, d: number, comp: number): number[] {
  requireSizes({ N, n, d }, comp);
  return spread(whole((N * n * d) / comp / (n + d)), N).map((r) => Math.min(r, n, d));
}

/**
 * Share of the full cache's numbers that A and the B_ℓ take: r (n + Gd) / (nGd).
 * @throws ShapeError unless n, d, G are positive integers.
 */
export function memoryShare(n: number, d: number, G: number, rank: number): number {
  requireSizes({ n, d, G }, 1);
  return (rank * (n + G * d)) / (n * G * d);
}

/** A total split into whole parts that differ by at most 1, the larger ones first. */
export const spread = (total: number, parts: number): number[] =>
  Array.from({ length: parts }, (_, i) => Math.floor(total / parts) + (i < total % parts ? 1 : 0));

/**
 * Mean over the tokens of the cosine between a token's rows in two caches n×d.
 * @throws ShapeError if the shapes differ.
 */
export function tokenCosine(X: Matrix, Y: Matrix): number {
  if (X.rows !== Y.rows || X.columns !== Y.columns) {
    throw new ShapeError(
      `Token cosines need caches of one shape: got ${X.rows}×${X.columns} and ${Y.rows}×${Y.columns}.`,
    );
  }
  let sum = 0;
  for (let t = 0; t < X.rows; t++) {
    let xy = 0;
    let xx = 0;
    let yy = 0;
    for (let j = 0; j < X.columns; j++) {
      const x = X.get(t, j);
      const y = Y.get(t, j);
      xy += x * y;
      xx += x * x;
      yy += y * y;
    }
    sum += xy / Math.max(Math.sqrt(xx) * Math.sqrt(yy), 1e-12);
  }
  return sum / X.rows;
}

/** ⌊x⌋; a rate that is one over a share is rounded, which must not cost a rank that just fits. */
const whole = (x: number): number => Math.floor(x * (1 + 1e-12));

/** A copy of the first k columns of M. */
const leading = (M: Matrix, k: number): Matrix => M.subMatrix(0, M.rows - 1, 0, k - 1);

function requireCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new ShapeError(`${name} must be a positive integer; got ${value}.`);
  }
}

function requireSizes(sizes: Readonly<Record<string, number>>, comp: number): void {
  for (const [name, value] of Object.entries(sizes)) requireCount(name, value);
  if (!(comp > 0)) throw new ShapeError(`The compression rate must be above 0; got ${comp}.`);
}
