import type { Matrix } from 'ml-matrix';
import { mean } from '#demo';
import { ShapeError } from '#linalg';
import { tanh } from '#random';

/** A network with one hidden layer and no biases: y = v · tanh(W x). */
export interface Network {
  /** Input weights, h×d. */
  readonly W: Matrix;
  /** Read-out weights, length h. */
  readonly v: number[];
}

/** @throws ShapeError if the sizes of W (h×d), v (length h) and X (n×d) do not agree. */
export function checkNetwork(W: Matrix, v: readonly number[], X: Matrix): void {
  if (v.length !== W.rows) {
    throw new ShapeError(`v has ${v.length} entries, but W has ${W.rows} hidden units.`);
  }
  if (X.columns !== W.columns) {
    throw new ShapeError(`The inputs have ${X.columns} columns, but W takes ${W.columns}.`);
  }
}

/**
 * The outputs v · tanh(W x) for the n rows x of X: W h×d, v of length h, X n×d.
 * @throws ShapeError if the sizes do not agree.
 */
export function networkOutput(W: Matrix, v: readonly number[], X: Matrix): number[] {
  checkNetwork(W, v, X);
  const Z = X.mmul(W.transpose());
  return Array.from({ length: X.rows }, (_, i) =>
    v.reduce((sum, weight, j) => sum + weight * tanh(Z.get(i, j)), 0),
  );
}

/**
 * Coefficient of determination, 1 − Σ(pred − y)² / Σ(y − mean y)²: 1 is perfect, 0 as good as the
 * constant mean, negative worse than that. NaN if all targets are equal.
 * @throws ShapeError if the lengths differ or are 0.
 */
export function r2(pred: readonly number[], y: readonly number[]): number {
  if (pred.length !== y.length || y.length === 0) {
    throw new ShapeError(`r2 needs as many predictions as targets: ${pred.length}, ${y.length}.`);
  }
  const centre = mean(y);
  let residual = 0;
  let total = 0;
  y.forEach((target, i) => {
    residual += ((pred[i] ?? NaN) - target) ** 2;
    total += (target - centre) ** 2;
  });
  return total === 0 ? NaN : 1 - residual / total;
}
