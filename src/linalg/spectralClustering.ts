import { Matrix } from 'ml-matrix';
import { requireCount } from './checks.ts';
import { columnsOf, transposed } from './columns.ts';
import { eigh } from './eigh.ts';
import { ShapeError } from './errors.ts';
import { multiply } from './multiply.ts';
import { pivotedQr } from './pivotedQr.ts';
import { polar } from './polar.ts';

/** A partition of N points by their affinities. */
export interface SpectralClusters {
  /** labels[i] in 0 … k − 1, numbered by first appearance. */
  readonly labels: number[];
  /** All N eigenvalues of the normalised affinity, descending, at most 1. */
  readonly values: number[];
}

/**
 * Spectral clustering without chance: the k leading eigenvectors of D^(−1/2) S D^(−1/2), rows divided
 * by √degree; pivoted QR picks k representative rows, the polar factor of those rows rotates the
 * eigenvectors towards them, and each point joins the column of largest modulus. The answer does not
 * depend on the basis chosen within the leading eigenspace. A point without neighbours has degree 1.
 * Ng, Jordan & Weiss (2001); Damle, Minden & Ying, Information and Inference 8 (2019).
 *
 * @param S N×N, symmetric, non-negative.
 * @param k Number of clusters, 1 … N.
 * @throws ShapeError if S is not square, not symmetric or has a negative entry, or k is out of range.
 * @throws NonFiniteError if an entry is not finite.
 */
export function spectralClustering(S: Matrix, k: number): SpectralClusters {
  const n = S.rows;
  columnsOf(S, 'S');
  requireCount(k, 1, n, `The number of clusters k for ${n} points`);
  if (S.columns !== n) throw new ShapeError(`Affinities must be square, not ${n}×${S.columns}.`);
  if (S.min() < 0) throw new ShapeError('Affinities must not be negative.');
  const scale = S.sum('row').map((degree) => 1 / Math.sqrt(degree || 1));
  const normalised = S.clone().mulRowVector(scale).mulColumnVector(scale);
  const { values, V } = eigh(normalised);
  const points = V.subMatrix(0, n - 1, 0, k - 1).mulColumnVector(scale);
  const { order } = pivotedQr(transposed(columnsOf(points)));
  const chosen = new Matrix(Array.from(order.subarray(0, k), (i) => points.getRow(i)));
  const rotated = multiply(points, polar(chosen.transpose()).U);
  const joined = rotated.to2DArray().map((row) => {
    const sizes = row.map(Math.abs);
    return sizes.indexOf(Math.max(...sizes));
  });
  const seen = [...new Set(joined)];
  return { labels: joined.map((label) => seen.indexOf(label)), values };
}
