/** One kind of cache, keys or values: how alike its layers are, and what each compression loses. */
import type { Matrix } from 'ml-matrix';
import { remember, sum } from '#demo';
import { groupRanks, longTextRanks, shareOfRanks } from './budget.ts';
import { groupingError, groupingOf, meanRankRatio, restore, type Grouping } from './grouping.ts';
import { stackError } from './method.ts';
import type { Params } from './params.ts';
import { SHARES, type RivalOnSide, type Side, type SizeOnSide } from './results.ts';
import { groupMeans, miniCache, type Restored } from './rivals.ts';
import { likenessOf, meanInside } from './similarity.ts';

interface Examined {
  readonly side: Side;
  /** The N caches, n×d, as each method restores them: xKV at the chosen rate, size by size. */
  readonly restored: {
    readonly bySize: readonly Matrix[][];
    readonly miniCache: Matrix[];
    readonly layerMean: Matrix[];
  };
}

/** What follows from the caches alone: changing the rate decomposes nothing anew. */
const analysed = remember(({ X }: { readonly X: readonly Matrix[] }) => {
  const grouping = remember(({ size }: { readonly size: number }) => groupingOf(X, size));
  return { likeness: likenessOf(X), grouping: (size: number) => grouping({ size }) };
});

/** N caches n×d under xKV with each of the group sizes, and under its rivals; `G` is chosen. */
export function examine(
  X: readonly Matrix[],
  sizes: readonly number[],
  G: number,
  { comp, gamma }: Pick<Params, 'comp' | 'gamma'>,
): Examined {
  const { likeness, grouping } = analysed({ X });
  const groupings = sizes.map(grouping);
  const ours = grouping(G);
  const merged = miniCache(X, 0, gamma);
  const mergedHalf = miniCache(X, Math.floor(X.length / 2), gamma);
  const means = groupMeans(X, G);
  return {
    side: {
      ...likeness,
      cosineInside: meanInside(likeness.cosine, G),
      ckaInside: meanInside(likeness.cka, G),
      bySize: groupings.map((grouping) => ofSize(grouping, comp)),
      rivals: {
        miniCache: against(X, merged, ours),
        miniCacheHalf: against(X, mergedHalf, ours),
        layerMean: against(X, means, ours),
      },
    },
    restored: {
      bySize: groupings.map((grouping) => restore(grouping, groupRanks(grouping.shape, comp))),
      miniCache: merged.caches,
      layerMean: means.caches,
    },
  };
}

function ofSize(grouping: Grouping, comp: number): SizeOnSide {
  const { shape } = grouping;
  const ranks = groupRanks(shape, comp);
  return {
    rankRatio: meanRankRatio(grouping),
    curve: SHARES.map((share) => groupingError(grouping, groupRanks(shape, 1 / share))),
    rank: sum(ranks),
    share: shareOfRanks(shape, ranks),
    error: groupingError(grouping, ranks),
    errorLongText: groupingError(grouping, longTextRanks(shape, comp)),
  };
}

const against = (
  X: readonly Matrix[],
  { caches, share }: Restored,
  ours: Grouping,
): RivalOnSide => ({
  share,
  error: stackError(X, caches),
  xkvError: groupingError(ours, groupRanks(ours.shape, 1 / share)),
});
