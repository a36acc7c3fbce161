import { Matrix } from 'ml-matrix';
import * as linalg from '#linalg';
import { contender, factorError, orthonormalityError, relative } from './contender.ts';

const same = (A: Matrix): Matrix => A;

export const accurate = contender(
  'ours, relative',
  same,
  (A) => linalg.svd(A, { accuracy: 'relative' }),
  factorError,
);

export const values = contender(
  'ours',
  same,
  (A) => linalg.svdvals(A),
  (s, A) => relative(Matrix.columnVector(s), Matrix.columnVector(linalg.svd(A).s)),
);

export const product = contender(
  'ours',
  same,
  (A) => linalg.multiply(A, A),
  (C, A) => relative(C, A.mmul(A)),
);

/** Judged by UᵀAV = diag(s), which holds for every projection method, converged or not. */
export const leading = contender(
  'ours',
  same,
  (A) => linalg.truncatedSvd(A, 32),
  ({ U, s, V }, A) => {
    const projected = U.transpose().mmul(A.mmul(V));
    return Math.max(
      relative(projected, Matrix.diag([...s])),
      orthonormalityError(U),
      orthonormalityError(V),
    );
  },
);
