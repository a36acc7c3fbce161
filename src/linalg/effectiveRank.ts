import { relativeSpectrum } from './checks.ts';

/**
 * Effective rank exp(−Σ p_i ln p_i), p = s/Σs: from 1 (one value) to k (k equal values); 0 if all
 * are zero. Roy & Vetterli, The effective rank, EUSIPCO 2007.
 *
 * @param s Singular values, in any order.
 * @throws ShapeError if s is not a list or is empty.
 * @throws NonFiniteError if a value is negative or not finite.
 */
export function effectiveRank(s: readonly number[]): number {
  const relative = relativeSpectrum(s);
  const total = relative.reduce((sum, value) => sum + value, 0);
  if (total === 0) return 0;
  const entropy = relative
    .filter((value) => value > 0)
    .reduce((sum, value) => sum - (value / total) * Math.log(value / total), 0);
  return Math.exp(entropy);
}
