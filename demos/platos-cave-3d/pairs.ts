import type { Matrix } from 'ml-matrix';
import { columnMeans, ShapeError } from '#linalg';

/** Paired rows: XA n×p and YA n×q, XQ m×p and YQ m×q. */
export interface Pairs {
  readonly XA: Matrix;
  readonly YA: Matrix;
  readonly XQ: Matrix;
  readonly YQ: Matrix;
}

/** The rows of X (n×p) less the p means. Throws ShapeError if the means are not p. */
export function less(X: Matrix, means: readonly number[]): Matrix {
  if (means.length !== X.columns) {
    throw new ShapeError(`X is ${X.rows}×${X.columns} but there are ${means.length} means.`);
  }
  return X.clone().subRowVector([...means]);
}

/** The first k columns. Throws ShapeError unless there are so many. */
export function leading(X: Matrix, k: number): Matrix {
  if (!Number.isInteger(k) || k < 1 || k > X.columns) {
    throw new ShapeError(`k is ${k}: it must be an integer from 1 to ${X.columns}.`);
  }
  return X.subMatrix(0, X.rows - 1, 0, k - 1);
}

/** Both sides in their first k columns. Throws ShapeError unless there are so many. */
export const leadingPairs = ({ XA, YA, XQ, YQ }: Pairs, k: number): Pairs => ({
  XA: leading(XA, k),
  YA: leading(YA, k),
  XQ: leading(XQ, k),
  YQ: leading(YQ, k),
});

/** Step 1: both sides less the means of their anchors. Throws ShapeError if columns differ. */
export function centredPairs({ XA, YA, XQ, YQ }: Pairs): Pairs {
  const [meanX, meanY] = [columnMeans(XA), columnMeans(YA)];
  return {
    XA: less(XA, meanX),
    YA: less(YA, meanY),
    XQ: less(XQ, meanX),
    YQ: less(YQ, meanY),
  };
}
