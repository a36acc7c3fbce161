/** The rivals of `baselines.ts` on a whole stack. */
import type { Matrix } from 'ml-matrix';
import { at, sum } from '#demo';
import {
  groupLayers,
  layerMean,
  layerMeanShare,
  miniCacheMerge,
  miniCachePairs,
  miniCacheShare,
} from './method.ts';

/** N restored caches, n×d, and the share of their numbers that was stored. */
export interface Restored {
  readonly caches: Matrix[];
  readonly share: number;
}

/** MiniCache on the pairs from layer `start` on; the layers before it are kept as they are. */
export function miniCache(X: readonly Matrix[], start: number, gamma: number): Restored {
  const caches = [...X];
  let shares = X.length;
  for (const [i, j] of miniCachePairs(X.length, start)) {
    const Xi = at(X, i);
    const merged = miniCacheMerge(Xi, at(X, j), gamma);
    caches[i] = merged.X1;
    caches[j] = merged.X2;
    shares += 2 * miniCacheShare(Xi.rows, Xi.columns, merged.kept) - 2;
  }
  return { caches, share: shares / X.length };
}

/** The layer mean of every group of G layers. */
export function groupMeans(X: readonly Matrix[], G: number): Restored {
  const d = at(X, 0).columns;
  const groups = groupLayers(X.length, G);
  return {
    caches: groups.flatMap((group) => layerMean(group.map((l) => at(X, l)))),
    share: sum(groups.map(({ length }) => length * layerMeanShare(d, length))) / X.length,
  };
}
