/** Base of every error thrown by the linear algebra routines. */
export class LinalgError extends Error {
  override name = 'LinalgError';
}

/** A matrix has the wrong kind or shape, or a size (rank, cluster count) does not fit its shape. */
export class ShapeError extends LinalgError {
  override name = 'ShapeError';
}

/** An entry is NaN or infinite, or a result is too large for a double. */
export class NonFiniteError extends LinalgError {
  override name = 'NonFiniteError';
}

/** An iteration reached its cap. */
export class ConvergenceError extends LinalgError {
  override name = 'ConvergenceError';
}
