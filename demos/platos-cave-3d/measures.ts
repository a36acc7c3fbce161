import type { Matrix } from 'ml-matrix';
import { mean } from '#demo';
import { columnMeans, multiply, ShapeError } from '#linalg';
import { affineMap } from './affine.ts';
import { less } from './pairs.ts';

/** Linear CKA of paired rows, see #linalg. */
export { cka as linearCka } from '#linalg';

/**
 * Adjusted R² of the linear regression, with intercept, of each column of Z (m×s) on the columns of
 * X (m×k), averaged over the columns: 1 − (1 − R²)(m − 1)/(m − k − 1). A constant column of Z counts
 * as R² = 0: there is nothing to explain.
 *
 * @throws ShapeError unless m > k + 1 and Z has m rows.
 */
export function adjustedR2(X: Matrix, Z: Matrix): number {
  const [m, k] = [X.rows, X.columns];
  if (m <= k + 1) throw new ShapeError(`${m} rows are too few for a regression on ${k} columns.`);
  const { R, b } = affineMap(X, Z);
  const rest = multiply(X, R)
    .addRowVector([...b])
    .sub(Z);
  const squares = (A: Matrix): number[] => A.clone().mul(A).sum('column');
  const [unexplained, all] = [squares(rest), squares(less(Z, columnMeans(Z)))];
  const r2 = unexplained.map((u, j) => (all[j] === 0 ? 0 : 1 - u / (all[j] ?? NaN)));
  return 1 - ((1 - mean(r2)) * (m - 1)) / (m - k - 1);
}

/** Correlation of column i of X with column i of Y (both m×k), for each i; 0 of a constant one. */
export function columnCorrelations(X: Matrix, Y: Matrix): number[] {
  const [P, Q] = [less(X, columnMeans(X)), less(Y, columnMeans(Y))];
  const dots = (A: Matrix, B: Matrix): number[] => A.clone().mul(B).sum('column');
  const [xx, yy, xy] = [dots(P, P), dots(Q, Q), dots(P, Q)];
  return xy.map((value, i) => {
    const size = Math.sqrt(xx[i] ?? 0) * Math.sqrt(yy[i] ?? 0);
    return size === 0 ? 0 : value / size;
  });
}
