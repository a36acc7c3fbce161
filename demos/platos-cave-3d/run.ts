/** All methods on the same pairs: what the figures and claims are made of. */
import type { Matrix } from 'ml-matrix';
import { at } from '#demo';
import type { CaveInputs } from './generate.ts';
import {
  adjustedR2,
  affineScores,
  canonicalDirections,
  canonicalPairs,
  centredPairs,
  columnCorrelations,
  leading,
  leadingPairs,
  linearCka,
  localCkaScores,
  matching,
  overlapAt,
  principalDirections,
  principalPairs,
  retrieval,
  unmappedScores,
} from './method.ts';
import type { Params } from './params.ts';

/** The ridges that the map between the full spaces may choose from, with the queries in sight. */
const RIDGES = [0, 1, 10, 100, 1000] as const;
/** The largest k, the number of text features. */
export const MOST = 40;
const SWEEP = [2, 3, 4, 6, 8, 10, 12, 16, 20, 25, 30, 35, MOST];
/** How many of the queries the maps of scores show. */
const SHOWN = 20;
const TOP = 5;

/** What one table of scores is worth. */
export interface Quality {
  /** Share of right pairs in the best one-to-one matching. */
  readonly matching: number;
  /** Σ S over that matching. */
  readonly total: number;
  /** Share of texts whose shape comes first, or among the first five. */
  readonly topOne: number;
  readonly topFive: number;
}

export interface Methods {
  readonly none: Quality;
  /** Full spaces, the ridge that matches best. */
  readonly affine: Quality;
  readonly localCka: Quality;
  readonly pcaAffine: Quality;
  readonly pcaLocalCka: Quality;
  readonly ccaAffine: Quality;
  readonly ccaLocalCka: Quality;
}

interface Explained {
  /** Adjusted R² of the meaning and of the geometry from the 3D coordinates. */
  readonly semantics: number;
  readonly geometry: number;
}

export interface Results {
  readonly methods: Methods;
  /** The ridge of `methods.affine`. */
  readonly ridge: number;
  readonly sweep: {
    readonly k: readonly number[];
    /** Matching of CCA-k + affine. */
    readonly matching: readonly number[];
    /** Top five of CCA-k + local CKA. */
    readonly topFive: readonly number[];
    /** Overlap of the CCA-k and the PCA-k subspace of the 3D features. */
    readonly overlap: readonly number[];
  };
  /** Canonical correlations, and what the same directions give on the queries. */
  readonly correlations: readonly number[];
  readonly heldOut: readonly number[];
  /** Scores of the first queries: rows shapes, columns texts. */
  readonly scores: { readonly affine: Matrix; readonly ccaAffine: Matrix };
  readonly explained: { readonly cca: Explained; readonly pca: Explained };
  /** Linear CKA of the queries. */
  readonly similarity: { readonly full: number; readonly pca: number; readonly cca: number };
  /** Shares of variance along each side's principal directions. */
  readonly spectra: { readonly shapes: readonly number[]; readonly texts: readonly number[] };
}

export function run(given: CaveInputs, { k, s }: Params): Results {
  const { ZQ, GQ, shuffle } = given;
  const quality = (S: Matrix): Quality => {
    const { accuracy, total } = matching(S, shuffle);
    const byText = S.transpose();
    return {
      ...{ matching: accuracy, total },
      topOne: retrieval(byText, 1),
      topFive: retrieval(byText, TOP),
    };
  };
  const directions = canonicalDirections(given);
  const canonical = canonicalPairs(given, directions);
  const shapes = principalDirections(given.XA);
  const texts = principalDirections(given.YA);
  const cca = leadingPairs(canonical, k);
  const pca = principalPairs(given, shapes.V, texts.V, k);

  const centred = centredPairs(given);
  const full = RIDGES.map((ridge) => {
    const S = affineScores(centred, ridge);
    return { ridge, S, quality: quality(S) };
  });
  const bestFull = full.reduce((a, b) => (b.quality.matching > a.quality.matching ? b : a));
  const bestTop = (key: 'topOne' | 'topFive'): number =>
    Math.max(...full.map((one) => one.quality[key]));
  const ccaAffine = affineScores(cca);
  const ks = [...new Set([...SWEEP, k, s])].sort((a, b) => a - b);
  const swept = ks.map((dimension) => leadingPairs(canonical, dimension));
  const explained = (X: Matrix): Explained => ({
    semantics: adjustedR2(X, ZQ),
    geometry: adjustedR2(X, GQ),
  });
  return {
    methods: {
      none: quality(unmappedScores(given)),
      affine: { ...bestFull.quality, topOne: bestTop('topOne'), topFive: bestTop('topFive') },
      localCka: quality(localCkaScores(given)),
      pcaAffine: quality(affineScores(pca)),
      pcaLocalCka: quality(localCkaScores(pca)),
      ccaAffine: quality(ccaAffine),
      ccaLocalCka: quality(localCkaScores(cca)),
    },
    ridge: bestFull.ridge,
    sweep: {
      k: ks,
      matching: swept.map((pairs) => matching(affineScores(pairs), shuffle).accuracy),
      topFive: swept.map((pairs) => retrieval(localCkaScores(pairs).transpose(), TOP)),
      overlap: ks.map((dimension) => overlapAt(directions.Wx, shapes.V, dimension)),
    },
    correlations: directions.correlations,
    heldOut: columnCorrelations(canonical.XQ, canonical.YQ),
    scores: { affine: corner(bestFull.S), ccaAffine: corner(ccaAffine) },
    explained: { cca: explained(cca.XQ), pca: explained(pca.XQ) },
    similarity: {
      full: linearCka(given.XQ, given.YQ),
      pca: linearCka(pca.XQ, pca.YQ),
      cca: linearCka(cca.XQ, cca.YQ),
    },
    spectra: { shapes: shapes.shares, texts: texts.shares },
  };
}

const corner = (S: Matrix): Matrix => leading(S, SHOWN).subMatrix(0, SHOWN - 1, 0, SHOWN - 1);

/** What the sweep has at one k. */
export const sweptAt = (values: readonly number[], { sweep }: Results, k: number): number =>
  at(values, sweep.k.indexOf(k));
