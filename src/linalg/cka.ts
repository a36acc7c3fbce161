import type { Matrix } from 'ml-matrix';
import { centred } from './centred.ts';
import { columnsOf, matrixOf, scaled } from './columns.ts';
import { requireSameRows } from './checks.ts';
import { frobenius } from './frobenius.ts';
import { gram } from './gram.ts';
import { multiply } from './multiply.ts';

/**
 * Linear centred kernel alignment of two sets of activations, X (n×p) and Y (n×q), one row an
 * example: ‖X̃ᵀỸ‖²_F / (‖X̃ᵀX̃‖_F ‖ỸᵀỸ‖_F) with column means taken off. In [0, 1]; 1 if they agree up
 * to rotation, shift and one scale. 0 if X or Y is constant (every column the same number
 * throughout). Safe at any scale. Kornblith et al., Similarity of Neural Network Representations
 * Revisited, ICML 2019.
 *
 * @throws ShapeError if a matrix is empty or not a Matrix, or the row counts differ.
 * @throws NonFiniteError if an entry is not finite.
 */
export function cka(X: Matrix, Y: Matrix): number {
  const x = columnsOf(X, 'X');
  const y = columnsOf(Y, 'Y');
  requireSameRows(x, 'X', y, 'Y');
  const P = matrixOf(scaled(centred(scaled(x).unit)).unit);
  const Q = matrixOf(scaled(centred(scaled(y).unit)).unit);
  const size = frobenius(gram(P)) * frobenius(gram(Q));
  if (size === 0) return 0;
  const cross = frobenius(multiply(P.transpose(), Q));
  return Math.min(1, cross * (cross / size));
}
