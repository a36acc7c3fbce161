import type { Matrix } from 'ml-matrix';
import { columnsOf } from './columns.ts';
import { requireSameRows } from './checks.ts';
import { multiply } from './multiply.ts';
import { orth } from './orth.ts';
import { svd } from './svd.ts';

/**
 * Principal angles between the column spaces of U (n×k) and V (n×l): min(k, l) values in radians,
 * ascending, in [0, π/2]. Any bases will do: both are orthonormalised first, and a basis whose
 * columns are dependent stands for its numerical column space (`orth` at its default tolerance), so
 * that fewer angles come out; a zero matrix gives none.
 *
 * Sines and cosines are both computed, from V − U UᵀV and UᵀV, and joined by atan2, so small angles
 * are as accurate (about 1e-16) as large ones. Björck & Golub, Math. Comp. 27 (1973); Knyazev &
 * Argentati, SIAM J. Sci. Comput. 23 (2002); Golub & Van Loan 6.4.3.
 *
 * @throws ShapeError if a matrix is empty or not a Matrix, or the row counts differ.
 * @throws NonFiniteError if an entry is not finite.
 * @throws ConvergenceError as `svd`.
 */
export function principalAngles(U: Matrix, V: Matrix): number[] {
  requireSameRows(columnsOf(U, 'U'), 'U', columnsOf(V, 'V'), 'V');
  const bases = [orth(U), orth(V)];
  const [small, large] = bases.sort((P, Q) => P.columns - Q.columns);
  if (small === undefined || large === undefined || small.columns === 0) return [];
  const inner = multiply(large.transpose(), small);
  const cosines = svd(inner).s;
  const sines = svd(multiply(large, inner).sub(small)).s.reverse();
  return sines
    .map((sine, i) => Math.atan2(sine, cosines[i] ?? 0))
    .map((angle) => Math.min(angle, Math.PI / 2))
    .sort((p, q) => p - q);
}
