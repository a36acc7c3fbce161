/** What `run` finds, and figures and claims are made of. */

/** The shares of the full memory at which the error curves are taken. */
export const SHARES: readonly number[] = Array.from({ length: 24 }, (_, i) => (i + 1) / 25);

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

/** One kind of cache: keys or values. */
export interface Side extends Similarity {
  readonly bySize: readonly SizeOnSide[];
  readonly rivals: Readonly<Record<RivalName, RivalOnSide>>;
}

export interface Similarity {
  /** Mean token cosine of each two layers, N×N. */
  readonly cosine: number[][];
  /** CKA of each two layers, N×N. */
  readonly cka: number[][];
  /** Means over the pairs of layers inside the groups (of neighbours if G = 1). */
  readonly cosineInside: number;
  readonly ckaInside: number;
  /** Squared cosines between the leading left singular vectors of layer 1 and of another layer. */
  readonly overlap: { readonly next: Overlap; readonly last: Overlap };
}

export interface Overlap {
  readonly cosines2: number[][];
  /** Share of one space of leading vectors that lies in the other. */
  readonly shared: number;
}

/** xKV with one group size, on one side. */
export interface SizeOnSide {
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
export interface RivalOnSide {
  readonly share: number;
  readonly error: number;
  readonly xkvError: number;
}

/** The mean of a number over keys and values. */
export const both = (
  { keys, values }: Pick<Results, 'keys' | 'values'>,
  of: (side: Side) => number,
): number => (of(keys) + of(values)) / 2;
