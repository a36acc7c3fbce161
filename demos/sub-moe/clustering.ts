/** Phase 1 and its rivals: which experts belong together. */
import { Matrix } from 'ml-matrix';
import { mean } from '#demo';
import { cosines, kmeans, ShapeError, unitRows } from '#linalg';
import { topIndices } from './layer.ts';

/** Euclidean length. (`Math.hypot` may differ between engines.) */
const length = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/**
 * Every expert's answers as one point: output rows scaled to length 1/√m and written one after
 * another, so that `‖Z_i − Z_j‖² = 2(1 − Sim(i,j))`. Y: n of m×d → n×(m·d).
 */
export function outputPoints(Y: readonly Matrix[]): Matrix {
  const first = Y[0];
  if (first === undefined) throw new ShapeError('there is no expert to compare');
  if (Y.some((y) => y.rows !== first.rows || y.columns !== first.columns))
    throw new ShapeError('every expert must answer on the same tokens with the same width');
  const scale = 1 / Math.sqrt(first.rows);
  return new Matrix(Y.map((y) => unitRows(y).mul(scale).to1DArray()));
}

/**
 * Eq. 2, `Sim(i,j) = mean over tokens of cos(E_i(x), E_j(x))`. An answer of zero has cosine 0 with
 * everything. Y: n of m×d, the outputs of every expert on every token → n×n.
 */
export function outputSimilarity(Y: readonly Matrix[]): Matrix {
  const Z = outputPoints(Y);
  return Z.mmul(Z.transpose());
}

/**
 * Phase 1: k-means on the output points, so that cosine assignment and the Euclidean objective of
 * Eq. 3 agree. Y: n of m×d → n group numbers 0..k−1, by first appearance. Needs 1 ≤ k ≤ n.
 */
export function clusterExperts(Y: readonly Matrix[], k: number): number[] {
  checkCount(k, Y.length);
  return kmeans(outputPoints(Y), k).labels;
}

/** Cosine between the columns of the router logits. logits: m×n → n×n. */
export const routerSimilarity = (logits: Matrix): Matrix => cosines(logits.transpose());

/**
 * M-SMoE (MC-SMoE) grouping: the k most used experts are cores, each other expert joins the core
 * whose router logits are most similar. logits: m×n, frequencies: n → n group numbers.
 */
export function mSmoeLabels(logits: Matrix, frequencies: readonly number[], k: number): number[] {
  checkCount(k, logits.columns);
  if (frequencies.length !== logits.columns)
    throw new ShapeError(`${frequencies.length} frequencies for ${logits.columns} experts`);
  const similarity = routerSimilarity(logits);
  const cores = topIndices(frequencies, k);
  const closest = (i: number): number =>
    topIndices(
      cores.map((core) => similarity.get(i, core)),
      1,
    )[0] ?? 0;
  return relabelled(frequencies.map((_, i) => (cores.includes(i) ? cores.indexOf(i) : closest(i))));
}

/**
 * HC-SMoE grouping: merge the two groups with the smallest mean Euclidean distance (average
 * linkage) until k are left. meanOutputs: n×d, each expert's mean answer → n group numbers.
 */
export function hcSmoeLabels(meanOutputs: Matrix, k: number): number[] {
  checkCount(k, meanOutputs.rows);
  const points = meanOutputs.to2DArray();
  const groups = points.map((_, i) => [i]);
  while (groups.length > k) {
    const [into, from] = closestPair(points, groups);
    groups[into] = [...(groups[into] ?? []), ...(groups[from] ?? [])];
    groups.splice(from, 1);
  }
  return relabelled(points.map((_, i) => groups.findIndex((group) => group.includes(i))));
}

/** The two groups, lower index first, with the smallest mean distance between their members. */
function closestPair(
  points: readonly (readonly number[])[],
  groups: readonly (readonly number[])[],
): [number, number] {
  let best: [number, number] = [0, 1];
  let least = Infinity;
  groups.forEach((a, i) => {
    groups.slice(i + 1).forEach((b, step) => {
      const linkage = mean(a.flatMap((p) => b.map((q) => distance(points[p], points[q]))));
      if (linkage < least) {
        least = linkage;
        best = [i, i + 1 + step];
      }
    });
  });
  return best;
}

const distance = (a: readonly number[] = [], b: readonly number[] = []): number =>
  length(a.map((value, c) => value - (b[c] ?? 0)));

/** Random groups of nearly equal size: expert p_j joins group j mod k. */
export function randomLabels(permutation: readonly number[], k: number): number[] {
  checkCount(k, permutation.length);
  const labels = permutation.map(() => 0);
  permutation.forEach((expert, j) => (labels[expert] = j % k));
  return labels;
}

/** Groups numbered by first appearance: [2, 0, 2] becomes [0, 1, 0]. */
export function relabelled(labels: readonly number[]): number[] {
  const order = [...new Set(labels)];
  return labels.map((label) => order.indexOf(label));
}

/** The members of every group. */
export const groupsOf = (labels: readonly number[]): number[][] =>
  [...new Set(labels)]
    .sort((a, b) => a - b)
    .map((group) => labels.flatMap((label, i) => (label === group ? [i] : [])));

function checkCount(k: number, n: number): void {
  if (!Number.isInteger(k) || k < 1 || k > n)
    throw new ShapeError(`${n} experts cannot form ${k} groups`);
}
