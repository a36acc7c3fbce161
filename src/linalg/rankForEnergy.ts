import { energyCurve } from './energyCurve.ts';

/**
 * The fewest leading singular values whose squares reach `share` of Σσ²: 0 … k. 0 if share is 0 or
 * every value is zero.
 *
 * @param s Singular values, descending.
 * @param share Wanted share, from 0 to 1.
 * @throws ShapeError if s is not a list or is empty.
 * @throws NonFiniteError if a value is negative or not finite.
 * @throws RangeError if share is not a number from 0 to 1.
 */
export function rankForEnergy(s: readonly number[], share: number): number {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(
      `share is ${String(share)}: it must lie from 0 to 1 (0.9 asks for 90 % of the energy).`,
    );
  }
  if (share === 0) return 0;
  return energyCurve(s).findIndex((energy) => energy >= share) + 1;
}
