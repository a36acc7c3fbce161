import type { Matrix } from 'ml-matrix';
import { requireCount } from './checks.ts';
import type { Columns } from './columns.ts';
import { columnsOf, matrixOf, transposed, zeros } from './columns.ts';
import { ConvergenceError, NonFiniteError } from './errors.ts';

/** A partition of N points into k clusters. */
export interface Clusters {
  /** labels[i] in 0 … k − 1; clusters are numbered by first appearance, empty ones last. */
  readonly labels: number[];
  /** k×p; row c is the centre of cluster c. */
  readonly centres: Matrix;
  /** Σ_i ‖x_i − centre(x_i)‖², in squared units of the points. */
  readonly objective: number;
}

interface Partition {
  readonly labels: Int32Array;
  /** p×k, one centre a column. */
  readonly centres: Columns;
  readonly objective: number;
}

const MAX_ROUNDS = 1000;
const IMPROVEMENT = 1e-12;

function squaredDistance(X: Columns, i: number, Y: Columns, j: number): number {
  let sum = 0;
  for (let c = 0; c < X.m; c++) {
    const d = X.a[c + i * X.m]! - Y.a[c + j * Y.m]!;
    sum += d * d;
  }
  return sum;
}

function farthestFirst(X: Columns, k: number, first: number): Columns {
  const centres = zeros(X.m, k);
  const nearest = new Float64Array(X.n).fill(Infinity);
  let seed = first;
  for (let c = 0; c < k; c++) {
    centres.a.set(X.a.subarray(seed * X.m, (seed + 1) * X.m), c * X.m);
    let next = 0;
    for (let i = 0; i < X.n; i++) {
      nearest[i] = Math.min(nearest[i]!, squaredDistance(X, i, centres, c));
      if (nearest[i]! > nearest[next]!) next = i;
    }
    seed = next;
  }
  return centres;
}

function assign(X: Columns, centres: Columns, labels: Int32Array): boolean {
  let changed = false;
  for (let i = 0; i < X.n; i++) {
    let best = 0;
    let least = Infinity;
    for (let c = 0; c < centres.n; c++) {
      const d = squaredDistance(X, i, centres, c);
      if (d < least) {
        best = c;
        least = d;
      }
    }
    if (labels[i] !== best) changed = true;
    labels[i] = best;
  }
  return changed;
}

function moveCentres(X: Columns, centres: Columns, labels: Int32Array): void {
  const sums = zeros(centres.m, centres.n);
  const sizes = new Int32Array(centres.n);
  for (let i = 0; i < X.n; i++) {
    const label = labels[i]!;
    sizes[label]!++;
    for (let c = 0; c < X.m; c++) sums.a[c + label * X.m]! += X.a[c + i * X.m]!;
  }
  for (let k = 0; k < centres.n; k++) {
    if (sizes[k] === 0) continue;
    for (let c = 0; c < X.m; c++) centres.a[c + k * X.m] = sums.a[c + k * X.m]! / sizes[k]!;
  }
}

function lloyd(X: Columns, centres: Columns): Partition {
  const labels = new Int32Array(X.n).fill(-1);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (!assign(X, centres, labels)) {
      let objective = 0;
      for (let i = 0; i < X.n; i++) objective += squaredDistance(X, i, centres, labels[i]!);
      if (!Number.isFinite(objective)) {
        throw new NonFiniteError(
          'The squared distances between points are too large for a double: divide points by a constant first.',
        );
      }
      return { labels, centres, objective };
    }
    moveCentres(X, centres, labels);
  }
  throw new ConvergenceError(
    `k-means on ${X.n} points did not settle in ${MAX_ROUNDS} rounds: scale the points or drop near-duplicates.`,
  );
}

function byFirstAppearance({ labels, centres, objective }: Partition): Clusters {
  const all = Array.from({ length: centres.n }, (_, c) => c);
  const order = [...new Set([...labels, ...all])];
  const renamed = zeros(centres.m, centres.n);
  order.forEach((from, to) => {
    renamed.a.set(centres.a.subarray(from * centres.m, (from + 1) * centres.m), to * centres.m);
  });
  return {
    labels: Array.from(labels, (label) => order.indexOf(label)),
    centres: matrixOf(transposed(renamed)),
    objective,
  };
}

/**
 * k-means without chance. Every point in turn is the first seed, the next seeds are farthest-first
 * (the point of largest distance to its nearest seed, lowest index on ties), then Lloyd's iteration
 * runs to a fixed point; the lowest objective wins, a later start only if lower by 1e-12. A point
 * equally near to two centres joins the lower-numbered; an empty cluster keeps its centre.
 * Lloyd, IEEE Trans. Inf. Theory 28 (1982); Gonzalez, Theor. Comput. Sci. 38 (1985).
 *
 * @param points N×p, one point a row.
 * @param k Number of clusters, 1 … N.
 * @throws ShapeError if points is not a Matrix or is empty, or k is not an integer in 1 … N.
 * @throws NonFiniteError if an entry is not finite, or squared distances overflow.
 * @throws ConvergenceError if Lloyd's iteration takes over 1000 rounds.
 */
export function kmeans(points: Matrix, k: number): Clusters {
  const X = transposed(columnsOf(points, 'points'));
  requireCount(k, 1, X.n, `The number of clusters k for ${X.n} points`);
  let best = lloyd(X, farthestFirst(X, k, 0));
  for (let first = 1; first < X.n; first++) {
    const found = lloyd(X, farthestFirst(X, k, first));
    if (found.objective < best.objective - IMPROVEMENT) best = found;
  }
  return byFirstAppearance(best);
}
