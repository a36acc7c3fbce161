import { relativeSpectrum } from './checks.ts';

/**
 * Stable rank Σσ²/σ₁² = ‖A‖²_F/‖A‖²₂: from 1 to k; 0 if all are zero. Rudelson & Vershynin 2007.
 *
 * @param s Singular values, in any order.
 * @throws ShapeError if s is not a list or is empty.
 * @throws NonFiniteError if a value is negative or not finite.
 */
export function stableRank(s: readonly number[]): number {
  return relativeSpectrum(s).reduce((sum, value) => sum + value * value, 0);
}
