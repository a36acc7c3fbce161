import { relativeSpectrum } from './checks.ts';

/**
 * Share of the energy Σσ² in the first i + 1 singular values, for i = 0 … k − 1: ascending, the last
 * exactly 1. All zeros if every value is zero.
 *
 * @param s Singular values; added up in the order given, which is descending if they come from svd.
 * @throws ShapeError if s is not a list or is empty.
 * @throws NonFiniteError if a value is negative or not finite.
 */
export function energyCurve(s: readonly number[]): number[] {
  let sum = 0;
  const sums = relativeSpectrum(s).map((value) => (sum += value * value));
  return sums.map((partial) => (sum === 0 ? 0 : partial / sum));
}
