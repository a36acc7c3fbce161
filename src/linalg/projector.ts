import type { Matrix } from 'ml-matrix';
import { multiply } from './multiply.ts';
import { requireOrthonormal } from './requireOrthonormal.ts';

/**
 * Orthogonal projector U Uᵀ (n×n) onto the span of the orthonormal columns of U (n×k). Unlike U it
 * depends on the subspace alone.
 *
 * @throws ShapeError if U is not a Matrix, is empty, or its columns are not orthonormal (to 1e-8).
 * @throws NonFiniteError if an entry is not finite.
 */
export function projector(U: Matrix): Matrix {
  requireOrthonormal(U, 'U');
  return multiply(U, U.transpose());
}
