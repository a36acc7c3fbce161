import { at, claim, formatNumber, info, type Finding, type Measured } from '#demo';
import type { Params } from './params.ts';
import { both, type Results, type RivalName } from './results.ts';
import { sources } from './sources.ts';

const measured = (label: string, value: number): Measured => ({ label, value });

/** Errors below this cannot be told from zero by way of the Gram matrix. */
const RESOLUTION = 1e-7;

/** How many times one error is another; two errors too small to resolve count as equal. */
const ratio = (theirs: number, ours: number): number =>
  Math.max(theirs, RESOLUTION) / Math.max(ours, RESOLUTION);

export function claims(results: Results, params: Params): Finding[] {
  const G = at(results.sizes, results.chosen);
  return [
    ...similarityClaims(results, G),
    ...errorClaims(results, G, params),
    miniCacheClaim(results, G, 'C3a', 'miniCache', 'every pair of layers'),
    miniCacheClaim(results, G, 'C3b', 'miniCacheHalf', 'the second half of the layers'),
    ...rankClaims(results, G),
    attentionClaim(results, G),
    ...infos(results, G, params),
  ];
}

function similarityClaims({ keys, values }: Results, G: number): Finding[] {
  const where = G === 1 ? 'neighbouring layers' : 'layers of one group';
  return [
    claim({
      id: 'C1a',
      says: `In this toy, a token's values in two ${where} point in unrelated directions.`,
      measured: measured('mean token cosine of the values', values.cosineInside),
      relation: '<',
      threshold: 0.2,
      beside: [measured('the same for the keys', keys.cosineInside)],
      source: sources.cosine,
    }),
    claim({
      id: 'C1b',
      says: `In this toy, the values of two ${where} nevertheless span similar spaces of token patterns.`,
      measured: measured('mean CKA of the values', values.ckaInside),
      relation: '>',
      threshold: 0.6,
      beside: [measured('the same for the keys', keys.ckaInside)],
      source: sources.cka,
    }),
  ];
}

/** Why a comparison of xKV-1 with itself cannot hold. */
const sameMethod = (G: number): string =>
  G === 1 ? ' (With groups of one layer the two are the same method.)' : '';

function errorClaims(results: Results, G: number, { comp }: Params): Finding[] {
  const { sizes, chosen } = results;
  const error = (i: number): number => both(results, (side) => at(side.bySize, i).error);
  const half = Math.max(0, chosen - 1);
  const name = (i: number): string => `error of xKV-${at(sizes, i)}`;
  return [
    claim({
      id: 'C2a',
      says: `In this toy, at ${formatNumber(comp)}× compression one SVD for ${G} layers loses less than one SVD per layer.${sameMethod(G)}`,
      measured: measured(`error per layer / error xKV-${G}`, ratio(error(0), error(chosen))),
      relation: '>',
      threshold: 1,
      beside: [
        measured('error of the per-layer SVD', error(0)),
        measured(name(chosen), error(chosen)),
        measured(
          `memory share of xKV-${G}`,
          both(results, (side) => at(side.bySize, chosen).share),
        ),
      ],
      source: sources.perLayer,
    }),
    claim({
      id: 'C2b',
      says: `In this toy, groups of ${G} layers also beat groups of half that size at the same memory.${sameMethod(G)}`,
      measured: measured(
        `error xKV-${at(sizes, half)} / error xKV-${G}`,
        ratio(error(half), error(chosen)),
      ),
      relation: '>',
      threshold: 1,
      beside: [
        ...(half === chosen ? [] : [measured(name(half), error(half))]),
        measured(name(chosen), error(chosen)),
      ],
      source: sources.halfGroup,
    }),
  ];
}

function miniCacheClaim(
  results: Results,
  G: number,
  id: string,
  rival: RivalName,
  merged: string,
): Finding {
  const theirs = both(results, (side) => side.rivals[rival].error);
  const ours = both(results, (side) => side.rivals[rival].xkvError);
  return claim({
    id,
    says: `In this toy, MiniCache merging ${merged} loses more than xKV-${G} at MiniCache's own memory.`,
    measured: measured(`error MiniCache / error xKV-${G}`, ratio(theirs, ours)),
    relation: '>',
    threshold: 1,
    beside: [
      measured('error of MiniCache', theirs),
      measured(`error of xKV-${G} at that memory`, ours),
      measured(
        'memory share of both',
        both(results, (side) => side.rivals[rival].share),
      ),
    ],
    source: rival === 'miniCache' ? sources.miniCacheEverywhere : sources.miniCache,
  });
}

function rankClaims(results: Results, G: number): Finding[] {
  const ratios = results.sizes.map((_, i) => both(results, (side) => at(side.bySize, i).rankRatio));
  const upToG = ratios.slice(0, results.chosen + 1);
  const steps = upToG.slice(1).map((ratio, i) => ratio / at(upToG, i));
  const beside = upToG.map((ratio, i) =>
    measured(`rank ratio, G = ${at(results.sizes, i)}`, ratio),
  );
  return [
    claim({
      id: 'C4',
      says: `In this toy, ${G} layers together need a smaller share of their rank for 95 % of the energy than one layer alone.${sameMethod(G)}`,
      measured: measured(
        `rank ratio, G = ${G} / G = 1`,
        at(ratios, results.chosen) / at(ratios, 0),
      ),
      relation: '<',
      threshold: 1,
      beside,
      source: sources.rank,
    }),
    claim({
      id: 'C4b',
      says: `In this toy, that share falls with every doubling of the group up to ${G} layers.${sameMethod(G)}`,
      measured: measured(
        'largest factor from one size to the next',
        steps.reduce((most, step) => Math.max(most, step), steps.length === 0 ? 1 : 0),
      ),
      relation: '<',
      threshold: 1,
      beside,
      source: sources.rank,
    }),
  ];
}

function attentionClaim({ attention, chosen, queries }: Results, G: number): Finding {
  const alone = at(attention.bySize, 0);
  const ours = at(attention.bySize, chosen);
  return claim({
    id: 'C5',
    says: `In this toy, what the last ${queries} tokens read out through attention is also closer to the truth with xKV-${G} than with the per-layer SVD.${sameMethod(G)}`,
    measured: measured(`attention error per layer / xKV-${G}`, ratio(alone, ours)),
    relation: '>',
    threshold: 1,
    beside: [
      measured('attention error, per layer', alone),
      measured(`attention error, xKV-${G}`, ours),
    ],
    source: sources.attentionPerLayer,
  });
}

function infos(results: Results, G: number, { n, heads, hd }: Params): Finding[] {
  const d = heads * hd;
  const longText = (i: number): number => both(results, (side) => at(side.bySize, i).errorLongText);
  const mean = (of: 'error' | 'xkvError' | 'share'): number =>
    both(results, (side) => side.rivals.layerMean[of]);
  const found = [
    info({
      id: 'I1',
      says: `In this toy, if the text were so long that the per-layer factors cost nothing, the advantage of xKV-${G} over the per-layer SVD would be this.`,
      measured: measured(
        `error per layer / error xKV-${G}, shared factor only`,
        ratio(longText(0), longText(results.chosen)),
      ),
      beside: [
        measured('error of the per-layer SVD', longText(0)),
        measured(`error of xKV-${G}`, longText(results.chosen)),
        measured(`share of the per-layer factors in xKV-${G}`, (G * d) / (n + G * d)),
      ],
      source: sources.longText,
    }),
  ];
  if (G === 1) return found;
  return [
    ...found,
    info({
      id: 'I2',
      says: `In this toy, keeping one mean direction per token for ${G} layers loses this many times as much as xKV-${G} at the same memory.`,
      measured: measured(
        `error layer mean / error xKV-${G}`,
        ratio(mean('error'), mean('xkvError')),
      ),
      beside: [
        measured('error of the layer mean', mean('error')),
        measured(`error of xKV-${G} at that memory`, mean('xkvError')),
        measured('memory share of both', mean('share')),
      ],
      source: sources.layerMean,
    }),
  ];
}
