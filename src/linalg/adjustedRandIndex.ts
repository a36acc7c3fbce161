import { ShapeError } from './errors.ts';

/**
 * Adjusted Rand index of two groupings of the same items: 1 for the same partition, about 0 by
 * chance (Hubert & Arabie 1985). Two groupings between which chance has no say (both all in one
 * group, both all apart, or fewer than two items) give 1.
 *
 * @throws ShapeError if the groupings label different numbers of items.
 */
export function adjustedRandIndex(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length)
    throw new ShapeError(`two groupings label ${a.length} and ${b.length} items, not the same`);
  if (a.length < 2) return 1;
  const both = pairsTogether(a.map((label, i) => `${label} ${b[i] ?? ''}`));
  const expected = (pairsTogether(a) * pairsTogether(b)) / ((a.length * (a.length - 1)) / 2);
  const most = (pairsTogether(a) + pairsTogether(b)) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/** How many pairs carry the same label. */
function pairsTogether(labels: readonly (number | string)[]): number {
  const seen = new Map<number | string, number>();
  let pairs = 0;
  for (const label of labels) {
    const before = seen.get(label) ?? 0;
    pairs += before;
    seen.set(label, before + 1);
  }
  return pairs;
}
