import { Matrix } from 'ml-matrix';
import { eigh, ShapeError } from '#linalg';

/**
 * The strength-matched null: W_m Q_m, with W_m h×d and Q_m d×d orthogonal. Every model keeps its
 * singular values; only where it looks in input space is left to chance.
 * @throws ShapeError if there are not as many Q as W, or a Q does not fit its W.
 */
export function strengthMatchedNull(W: readonly Matrix[], Q: readonly Matrix[]): Matrix[] {
  if (W.length !== Q.length) {
    throw new ShapeError(`There are ${W.length} models, but ${Q.length} rotations.`);
  }
  return W.map((model, m) => {
    const turn = Q[m];
    if (turn === undefined || turn.rows !== model.columns || turn.columns !== model.columns) {
      throw new ShapeError(`Rotation ${m} must be ${model.columns}×${model.columns}.`);
    }
    return model.mmul(turn);
  });
}

/**
 * The first k principal directions (d×k) of the pooled data: eigenvectors of the covariance of all
 * rows of all X (each n×d) together.
 * @throws ShapeError if there are no data, the widths differ, or k is not an integer in 1 … d.
 */
export function dataPca(X: readonly Matrix[], k: number): Matrix {
  const d = X[0]?.columns ?? 0;
  if (d === 0 || X.some((sample) => sample.columns !== d)) {
    throw new ShapeError('The data sets to pool must have one common number of columns.');
  }
  if (!Number.isInteger(k) || k < 1 || k > d) {
    throw new ShapeError(
      `The data have ${d} dimensions; k must be an integer up to that, not ${k}.`,
    );
  }
  const pooled = new Matrix(X.flatMap((sample) => sample.to2DArray()));
  pooled.subRowVector(pooled.mean('column'));
  const covariance = pooled.transpose().mmul(pooled).div(pooled.rows);
  return eigh(covariance).V.subMatrix(0, d - 1, 0, k - 1);
}

/** Whether model m of M starts from model 0's initialisation when a `share` of the models does. */
export const reusesStart = (m: number, M: number, share: number): boolean =>
  m < Math.round(share * M);

/**
 * Lets the first round(share·M) models of a stack of initial weights reuse the start of model 0.
 */
export function reuseStart(starts: readonly Matrix[], share: number): Matrix[] {
  return starts.map((own, m) => (reusesStart(m, starts.length, share) ? (starts[0] ?? own) : own));
}
