/** The experiment: what the caches look like, and what is left of them after each compression. */
import type { Matrix } from 'ml-matrix';
import { at, mean, sum, type Report } from '#demo';
import { rankForEnergy, subspaceOverlap, svd } from '#linalg';
import type { Caches } from './generate.ts';
import {
  attentionOutputs,
  cka,
  groupBasis,
  groupLayers,
  layerMean,
  layerMeanShare,
  memoryShare,
  miniCacheMerge,
  miniCachePairs,
  miniCacheShare,
  perLayerRanks,
  project,
  rankForMemory,
  spread,
  stackError,
  tailEnergy,
  tokenCosine,
  type GroupBasis,
} from './method.ts';
import { groupSize, type Params } from './params.ts';

/** The group sizes that are compared; 1 is the per-layer SVD. */
const SIZES: readonly number[] = [1, 2, 4, 8];
/** The shares of the full memory at which the error curves are taken. */
export const SHARES: readonly number[] = Array.from({ length: 24 }, (_, i) => (i + 1) / 25);
/** How many of the last tokens ask for the attention output. */
const QUERIES = 32;
const ENERGY = 0.95;
const VECTORS = 8;

/** One kind of cache: keys or values. */
export interface Side {
  /** Mean token cosine of each two layers, N×N. */
  readonly cosine: number[][];
  /** CKA of each two layers, N×N. */
  readonly cka: number[][];
  /** Means over the pairs of layers inside the groups (of neighbours if G = 1). */
  readonly cosineInside: number;
  readonly ckaInside: number;
  /** Squared cosines between the leading left singular vectors of layer 1 and of another layer. */
  readonly overlap: { readonly next: Overlap; readonly last: Overlap };
  readonly bySize: readonly SizeOnSide[];
  readonly rivals: Readonly<Record<RivalName, RivalOnSide>>;
}

export interface Overlap {
  readonly cosines2: number[][];
  /** Share of one space of leading vectors that lies in the other. */
  readonly shared: number;
}

/** xKV with one group size, on one side. */
interface SizeOnSide {
  /** Smallest rank with 95 % of the energy over Gd, mean over the groups. */
  readonly rankRatio: number;
  /** Relative errors at SHARES. */
  readonly curve: number[];
  /** Total rank over all groups, share of memory and relative error at the chosen rate. */
  readonly rank: number;
  readonly share: number;
  readonly error: number;
  /** Relative error if the text were so long that only A counted. */
  readonly errorLongText: number;
}

export type RivalName = 'miniCache' | 'miniCacheHalf' | 'layerMean';

/** A rival has no rate to choose: its memory, its error, and xKV-G's error at that memory. */
interface RivalOnSide {
  readonly share: number;
  readonly error: number;
  readonly xkvError: number;
}

/** The mean of a number over keys and values. */
export const both = (
  { keys, values }: Pick<Results, 'keys' | 'values'>,
  of: (side: Side) => number,
): number => (of(keys) + of(values)) / 2;

export interface Results {
  readonly keys: Side;
  readonly values: Side;
  /** Group sizes up to N: the rows of every `bySize`. */
  readonly sizes: number[];
  /** Position of the chosen G in `sizes`. */
  readonly chosen: number;
  /** Relative error of the attention output of the last tokens, all layers together. */
  readonly attention: {
    readonly bySize: number[];
    readonly miniCache: number;
    readonly layerMean: number;
  };
  readonly queries: number;
}

interface Grouping {
  readonly groups: number[][];
  readonly bases: GroupBasis[];
}

interface Restored {
  readonly caches: Matrix[];
  readonly share: number;
}

export function run({ K, V, Q }: Caches, params: Params, report: Report): Results {
  const sizes = SIZES.filter((size) => size <= K.length);
  const chosen = sizes.findLastIndex((size) => size <= groupSize(params));
  report(0, 'keys');
  const keys = examine(K, sizes, chosen, params);
  report(0.4, 'values');
  const values = examine(V, sizes, chosen, params);
  report(0.8, 'attention');

  const queries = Math.min(QUERIES, at(Q, 0).rows);
  const exact = attentionOutputs(Q, K, V, params.heads, queries);
  const attentionError = (restoredK: Matrix[], restoredV: Matrix[]): number =>
    stackError(exact, attentionOutputs(Q, restoredK, restoredV, params.heads, queries));
  return {
    keys: keys.side,
    values: values.side,
    sizes,
    chosen,
    attention: {
      bySize: sizes.map((_, i) => attentionError(keys.restored(i), values.restored(i))),
      miniCache: attentionError(keys.rivals.miniCache.caches, values.rivals.miniCache.caches),
      layerMean: attentionError(keys.rivals.layerMean.caches, values.rivals.layerMean.caches),
    },
    queries,
  };
}

interface Examined {
  readonly side: Side;
  readonly rivals: Readonly<Record<RivalName, Restored>>;
  /** The caches as xKV with the i-th group size restores them at the chosen rate. */
  restored(i: number): Matrix[];
}

function examine(
  X: readonly Matrix[],
  sizes: readonly number[],
  chosen: number,
  params: Params,
): Examined {
  const { comp, gamma } = params;
  const { rows: n, columns: d } = at(X, 0);
  const G = at(sizes, chosen);
  const { cosine, similarity, overlap, groupings } = geometryOf(X, sizes);
  const errorAt = (grouping: Grouping, rate: number): number =>
    groupingError(grouping, groupRanks(grouping.groups, n, d, rate));
  const against = ({ caches, share }: Restored): RivalOnSide => ({
    share,
    error: stackError(X, caches),
    xkvError: errorAt(at(groupings, chosen), 1 / share),
  });
  const rivals = {
    miniCache: miniCache(X, 0, gamma),
    miniCacheHalf: miniCache(X, Math.floor(X.length / 2), gamma),
    layerMean: groupMeans(X, G),
  };
  return {
    side: {
      cosine,
      cka: similarity,
      cosineInside: meanInside(cosine, G),
      ckaInside: meanInside(similarity, G),
      overlap,
      bySize: groupings.map((grouping) => {
        const ranks = groupRanks(grouping.groups, n, d, comp);
        return {
          rankRatio: meanRankRatio(grouping, d),
          curve: SHARES.map((share) => errorAt(grouping, 1 / share)),
          rank: sum(ranks),
          share: sharesOf(grouping.groups, ranks, n, d),
          error: groupingError(grouping, ranks),
          errorLongText: groupingError(grouping, longTextRanks(grouping.groups, n, d, comp)),
        };
      }),
      rivals: {
        miniCache: against(rivals.miniCache),
        miniCacheHalf: against(rivals.miniCacheHalf),
        layerMean: against(rivals.layerMean),
      },
    },
    rivals,
    restored(i) {
      const grouping = at(groupings, i);
      return restore(X, grouping, groupRanks(grouping.groups, n, d, comp));
    },
  };
}

/** What depends on the caches alone. */
interface Geometry {
  readonly cosine: number[][];
  readonly similarity: number[][];
  readonly overlap: Side['overlap'];
  readonly groupings: Grouping[];
}

/** Remembered by stack: the compression sliders leave the caches alone, and this is the slow part. */
const geometries = new WeakMap<readonly Matrix[], Geometry>();

function geometryOf(X: readonly Matrix[], sizes: readonly number[]): Geometry {
  const known = geometries.get(X);
  if (known) return known;
  const first = leadingLeft(at(X, 0));
  const geometry = {
    cosine: pairwise(X, tokenCosine),
    similarity: pairwise(X, cka),
    overlap: {
      next: overlapOf(first, leadingLeft(at(X, 1))),
      last: overlapOf(first, leadingLeft(at(X, X.length - 1))),
    },
    groupings: sizes.map((size) => groupingOf(X, size)),
  };
  geometries.set(X, geometry);
  return geometry;
}

const groupingOf = (X: readonly Matrix[], size: number): Grouping => {
  const groups = groupLayers(X.length, size);
  return { groups, bases: groups.map((group) => groupBasis(group.map((l) => at(X, l)))) };
};

/** The rank of every group at one compression rate. */
function groupRanks(groups: readonly number[][], n: number, d: number, comp: number): number[] {
  return groups.every((group) => group.length === 1)
    ? perLayerRanks(groups.length, n, d, comp)
    : groups.map((group) => rankForMemory(n, d, group.length, comp));
}

/** The ranks of the same budget if n were infinite, where the B_ℓ cost nothing: Gd / comp. */
function longTextRanks(groups: readonly number[][], n: number, d: number, comp: number): number[] {
  const layers = sum(groups.map((group) => group.length));
  return groups.every((group) => group.length === 1)
    ? spread(Math.floor((layers * d) / comp), layers).map((r) => Math.min(r, n, d))
    : groups.map((group) => Math.min(n, Math.floor((group.length * d) / comp)));
}

/** Relative error of all layers together, by Eckart–Young from the spectra alone. */
function groupingError({ bases }: Grouping, ranks: readonly number[]): number {
  const lost = sum(bases.map(({ energies }, k) => tailEnergy(energies, at(ranks, k))));
  return Math.sqrt(lost / sum(bases.map(({ energies }) => tailEnergy(energies, 0))));
}

const restore = (
  X: readonly Matrix[],
  { groups, bases }: Grouping,
  ranks: readonly number[],
): Matrix[] =>
  groups.flatMap((group, k) =>
    project(
      group.map((l) => at(X, l)),
      at(bases, k).V,
      at(ranks, k),
    ),
  );

/** Share of all numbers that the factors of all groups take. */
function sharesOf(
  groups: readonly number[][],
  ranks: readonly number[],
  n: number,
  d: number,
): number {
  const layers = sum(groups.map((group) => group.length));
  return sum(
    groups.map(({ length }, k) => (length / layers) * memoryShare(n, d, length, at(ranks, k))),
  );
}

const meanRankRatio = ({ groups, bases }: Grouping, d: number): number =>
  mean(
    bases.map(
      ({ energies }, k) =>
        rankForEnergy(energies.map(Math.sqrt), ENERGY) / (at(groups, k).length * d),
    ),
  );

/** MiniCache on the pairs from layer `start` on; the layers before it are kept as they are. */
function miniCache(X: readonly Matrix[], start: number, gamma: number): Restored {
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

/** The layer mean of every group. */
function groupMeans(X: readonly Matrix[], G: number): Restored {
  const d = at(X, 0).columns;
  const groups = groupLayers(X.length, G);
  return {
    caches: groups.flatMap((group) => layerMean(group.map((l) => at(X, l)))),
    share: sum(groups.map(({ length }) => length * layerMeanShare(d, length))) / X.length,
  };
}

/** f of each two layers, N×N; f is symmetric and 1 on equal arguments. */
function pairwise(X: readonly Matrix[], f: (X: Matrix, Y: Matrix) => number): number[][] {
  const table = X.map(() => X.map(() => 1));
  X.forEach((Xi, i) => {
    for (let j = 0; j < i; j++) {
      const value = f(Xi, at(X, j));
      at(table, i)[j] = value;
      at(table, j)[i] = value;
    }
  });
  return table;
}

/** Mean of a table over the pairs of different layers of one group; of neighbours if G = 1. */
function meanInside(table: readonly number[][], G: number): number {
  const found = table.flatMap((row, i) =>
    row.filter((_, j) =>
      G === 1 ? j === i + 1 : i < j && Math.floor(i / G) === Math.floor(j / G),
    ),
  );
  return mean(found);
}

function overlapOf(U1: Matrix, U2: Matrix): Overlap {
  const { overlap, cosines2 } = subspaceOverlap(U1, U2);
  return { cosines2: cosines2.to2DArray(), shared: overlap };
}

const leadingLeft = (X: Matrix): Matrix => {
  const { U } = svd(X);
  return U.subMatrix(0, U.rows - 1, 0, Math.min(VECTORS, U.columns) - 1);
};
