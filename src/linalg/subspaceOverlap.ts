import type { Matrix } from 'ml-matrix';
import { requireSameRows } from './checks.ts';
import { multiply } from './multiply.ts';
import { requireOrthonormal } from './requireOrthonormal.ts';

/** How much of one subspace lies in another. */
export interface SubspaceOverlap {
  /** ‖UᵀV‖²_F / min(k, l), in [0, 1]: the mean cos² of the principal angles; of the spaces alone. */
  readonly overlap: number;
  /** (u_i · v_j)², k×l: depends on the bases, not only on the spaces. */
  readonly cosines2: Matrix;
}

/**
 * Overlap of the spans of two orthonormal bases U (n×k) and V (n×l): 1 if one contains the other,
 * 0 if they are orthogonal.
 *
 * @throws ShapeError if a matrix is empty or not a Matrix, the row counts differ, or the columns are
 * not orthonormal (to 1e-8): call `orth` first.
 * @throws NonFiniteError if an entry is not finite.
 */
export function subspaceOverlap(U: Matrix, V: Matrix): SubspaceOverlap {
  requireOrthonormal(U, 'U');
  requireOrthonormal(V, 'V');
  requireSameRows({ m: U.rows, n: U.columns }, 'U', { m: V.rows, n: V.columns }, 'V');
  const inner = multiply(U.transpose(), V);
  const cosines2 = inner.mul(inner);
  return { overlap: Math.min(1, cosines2.sum() / Math.min(U.columns, V.columns)), cosines2 };
}
