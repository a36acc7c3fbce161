/** How many numbers each factorisation stores, and how large it may be. */

/** k atoms, of which every column uses s. */
export interface Split {
  readonly k: number;
  readonly s: number;
}

/** Numbers in a word of the positions' mask: k bits a column, 16 to a number (Eq. 10). */
const MASK_BITS = 16;

/** Numbers that a rank-r factorisation stores: r (d1 + d2). */
export const svdStored = (d1: number, d2: number, r: number): number => r * (d1 + d2);

/**
 * Numbers that CoSpaDi stores: `d1 k + s d2` (Eq. 11, the mask paid by shorter coefficients), or with
 * the mask of positions in 16-bit words `d1 k + s d2 + k d2 / 16` (Eq. 10).
 */
export const cospadiStored = (d1: number, d2: number, { k, s }: Split, mask = false): number =>
  d1 * k + s * d2 + (mask ? (k * d2) / MASK_BITS : 0);

/**
 * The largest k with `s = ⌊k/ρ⌋` (at least 1, at most d1) whose factorisation fits into
 * `(1 − cr) d1 d2` numbers; 1 atom if none does.
 */
export function cospadiSize(d1: number, d2: number, cr: number, rho: number, mask = false): Split {
  // A hair more, because 0.7 · 1728 may be rounded down.
  const budget = (1 - cr) * d1 * d2 + 1e-9;
  const split = (k: number): Split => ({ k, s: Math.min(d1, Math.max(1, Math.floor(k / rho))) });
  let k = 1;
  while (cospadiStored(d1, d2, split(k + 1), mask) <= budget) k++;
  return split(k);
}

/** The least rank (at most min(d1, d2)) at which an SVD stores no fewer numbers than `stored`. */
export const svdRank = (d1: number, d2: number, stored: number): number =>
  Math.min(d1, d2, Math.ceil(stored / (d1 + d2)));
