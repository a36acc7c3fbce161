/** What xKV is compared with: MiniCache (Liu et al. 2024) and the plain mean of the layers. */
import type { Matrix } from 'ml-matrix';
import { ShapeError } from '#linalg';

/** Two caches n×d as restored from their merged form, and how many tokens were left unmerged. */
export interface Merged {
  readonly X1: Matrix;
  readonly X2: Matrix;
  readonly kept: number;
}

const TINY = 1e-12;
const PARALLEL = 1e-7;

const length = (x: readonly number[]): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0));

function direction(x: readonly number[]): number[] {
  const size = Math.max(length(x), TINY);
  return x.map((v) => v / size);
}

/** Angle of two unit vectors in 0 … π; arccos would lose half the digits of small angles. */
function angle(u: readonly number[], v: readonly number[]): number {
  const apart = length(u.map((a, i) => a - (v[i] ?? 0)));
  const together = length(u.map((a, i) => a + (v[i] ?? 0)));
  return 2 * Math.atan2(apart, together);
}

/**
 * Spherical interpolation between the directions of two vectors of one length d, the unit vector
 * (sin((1−t)Ω) u₁ + sin(tΩ) u₂) / sin Ω with Ω the angle between u₁ and u₂ (MiniCache; plain linear
 * interpolation of the directions for Ω < 1e-7). For exactly opposite vectors, where no direction
 * is singled out, the zero vector.
 * @throws ShapeError if the lengths differ.
 */
export function slerp(x1: readonly number[], x2: readonly number[], t: number): number[] {
  if (x1.length !== x2.length) {
    throw new ShapeError(`slerp needs vectors of one length; got ${x1.length} and ${x2.length}.`);
  }
  const u1 = direction(x1);
  const u2 = direction(x2);
  const omega = angle(u1, u2);
  const sine = Math.max(Math.sin(omega), TINY);
  const [w1, w2] =
    omega < PARALLEL ? [1 - t, t] : [Math.sin((1 - t) * omega) / sine, Math.sin(t * omega) / sine];
  return u1.map((a, i) => w1 * a + w2 * (u2[i] ?? 0));
}

/**
 * The angle, in radians, between a token's rows in two caches n×d, for each token.
 * @throws ShapeError if the shapes differ.
 */
export function tokenAngles(X1: Matrix, X2: Matrix): number[] {
  requireSameShape(X1, X2);
  return Array.from({ length: X1.rows }, (_, t) =>
    angle(direction(X1.getRow(t)), direction(X2.getRow(t))),
  );
}

/**
 * MiniCache on two neighbouring layers: each token's two rows are replaced by one shared direction
 * (slerp, t = ½), restored with their own lengths. Tokens with an angle above
 * Ω_max − γ (Ω_max − Ω_min) are too different and are kept as they are.
 * @throws ShapeError if the shapes differ.
 */
export function miniCacheMerge(X1: Matrix, X2: Matrix, gamma: number): Merged {
  const angles = tokenAngles(X1, X2);
  const most = angles.reduce((a, b) => Math.max(a, b));
  const least = angles.reduce((a, b) => Math.min(a, b));
  const limit = most - gamma * (most - least);
  const restored1 = X1.clone();
  const restored2 = X2.clone();
  angles.forEach((omega, t) => {
    if (omega > limit) return;
    const x1 = X1.getRow(t);
    const x2 = X2.getRow(t);
    const shared = slerp(x1, x2, 0.5);
    restored1.setRow(t, scaled(shared, length(x1)));
    restored2.setRow(t, scaled(shared, length(x2)));
  });
  return { X1: restored1, X2: restored2, kept: angles.filter((omega) => omega > limit).length };
}

/** The pairs of neighbouring layers from layer `start` to the end; a layer left over stays alone. */
export const miniCachePairs = (N: number, start: number): [number, number][] =>
  Array.from({ length: Math.max(0, Math.floor((N - start) / 2)) }, (_, k) => [
    start + 2 * k,
    start + 2 * k + 1,
  ]);

/**
 * Share of a pair's 2nd numbers that MiniCache stores: one direction a token (nd), two lengths a
 * token (2n) and both rows of every kept token (2d · kept).
 */
export const miniCacheShare = (n: number, d: number, kept: number): number =>
  (n * d + 2 * n + 2 * d * kept) / (2 * n * d);

/**
 * The layer mean: per token, the direction of the mean of the layers' unit rows, restored with each
 * layer's own length. G caches n×d in, G restored caches out.
 * @throws ShapeError if there is no cache or the shapes differ.
 */
export function layerMean(X: readonly Matrix[]): Matrix[] {
  const first = X[0];
  if (!first) throw new ShapeError('The layer mean needs at least one layer; got none.');
  for (const Xl of X) requireSameShape(first, Xl);
  const restored = X.map((Xl) => Xl.clone());
  for (let t = 0; t < first.rows; t++) {
    const sum = Array.from({ length: first.columns }, () => 0);
    for (const Xl of X) direction(Xl.getRow(t)).forEach((v, j) => (sum[j] = (sum[j] ?? 0) + v));
    const shared = direction(sum);
    X.forEach((Xl, l) => restored[l]?.setRow(t, scaled(shared, length(Xl.getRow(t)))));
  }
  return restored;
}

/** Share the layer mean stores: one direction for G layers and a length for each, 1/G + 1/d. */
export const layerMeanShare = (d: number, G: number): number => 1 / G + 1 / d;

const scaled = (x: readonly number[], by: number): number[] => x.map((v) => v * by);

function requireSameShape(X: Matrix, Y: Matrix): void {
  if (X.rows !== Y.rows || X.columns !== Y.columns) {
    throw new ShapeError(
      `The caches of two layers need one shape: got ${X.rows}×${X.columns} and ${Y.rows}×${Y.columns}.`,
    );
  }
}
