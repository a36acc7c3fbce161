import {
  at,
  bars,
  formatNumber,
  formatPercent,
  heatmap,
  lines,
  type Figure,
  type HeatmapPanel,
  type Role,
  type Series,
} from '#demo';
import type { Params } from './params.ts';
import { both, SHARES, type Overlap, type Results, type RivalName } from './results.ts';
import { sources } from './sources.ts';

export function figures(results: Results, params: Params): Figure[] {
  return [
    maps(results, params),
    rankFigure(results),
    errorFigure(results, params),
    attentionFigure(results, params),
    vectorsFigure(results, params),
  ];
}

const methodName = (size: number): string => (size === 1 ? 'per layer' : `xKV-${size}`);

/** The chosen size is ours, 1 is the rival to beat, the others come in the roles that are left. */
function roleOf(size: number, sizes: readonly number[], chosen: number): Role {
  if (size === chosen) return 'ours';
  if (size === 1) return 'rival';
  const others = sizes.filter((other) => other !== chosen && other !== 1);
  const free: readonly Role[] = ['data', 'rival4', 'rival'];
  return free[others.indexOf(size)] ?? 'data';
}

const hundredths = (value: number): string => formatNumber(Math.round(value * 100) / 100);

/** A fixed axis from 0 that gives way only when a value would fall off it. */
const reach = (usual: number, values: readonly number[]): [number, number] => [
  0,
  values.reduce((most, value) => Math.max(most, Math.ceil(value * 10) / 10), usual),
];

function maps(results: Results, params: Params): Figure {
  const side = results[params.cache];
  const names = side.cosine.map((_, l) => String(l + 1));
  const panel = (title: string, values: readonly (readonly number[])[]): HeatmapPanel => ({
    title,
    rows: names,
    cols: names,
    values,
  });
  const where =
    at(results.sizes, results.chosen) === 1 ? 'between neighbours' : 'inside the groups';
  return heatmap({
    id: 'maps',
    title: `Two ways to compare the ${params.cache} of two layers`,
    x: { title: 'layer' },
    y: { title: 'layer' },
    value: { title: 'similarity', range: [0, 1] },
    panels: [panel('Token by token: cosine', side.cosine), panel('As spaces: CKA', side.cka)],
    caption:
      `Mean ${where}: cosine ${hundredths(side.cosineInside)}, CKA ${hundredths(side.ckaInside)}. ` +
      agreement(side.cosineInside, side.ckaInside),
    source: sources.maps,
  });
}

function agreement(cosine: number, cka: number): string {
  if (cosine < 0.3 && cka < 0.2) return 'Neither way do the layers have much in common.';
  if (cka - cosine < 0.15) return 'Both ways of comparing tell much the same story.';
  if (cosine >= 0.3) return 'As spaces the layers are more alike than token by token.';
  return cka > 0.6
    ? 'Token by token the layers disagree, yet over all tokens they show much the same patterns.'
    : 'Token by token the layers disagree; as spaces they are still somewhat alike.';
}

function rankFigure(results: Results): Figure {
  const { sizes } = results;
  const ratios = sizes.map((_, i) => both(results, (side) => at(side.bySize, i).rankRatio));
  const alone = at(ratios, 0);
  const together = at(ratios, ratios.length - 1);
  const most = at(sizes, sizes.length - 1);
  return lines({
    id: 'rank',
    title: 'Rank needed for 95 % of the energy',
    x: { title: 'layers in a group', range: [0, 9] },
    y: { title: 'rank / (G·d)', range: [0, 1] },
    series: [
      { name: 'measured', role: 'ours', x: sizes, y: ratios },
      { name: 'nothing shared', role: 'null', x: sizes, y: sizes.map(() => alone) },
      { name: 'all layers equal', role: 'data', x: sizes, y: sizes.map((G) => alone / G) },
    ],
    caption:
      `One layer alone needs ${formatPercent(alone)} of its rank; ${most} layers together need ${formatPercent(together)} of theirs. ` +
      `If the layers' spectra simply added up, the line would stay flat; if all layers were equal, it would fall to ${formatPercent(alone / most)}. ` +
      'Means over keys, values and groups.',
    source: sources.rank,
  });
}

const RIVALS: readonly { name: RivalName; label: string; role: Role }[] = [
  { name: 'miniCache', label: 'MiniCache', role: 'rival2' },
  { name: 'miniCacheHalf', label: 'MiniCache, 2nd half', role: 'rival2' },
  { name: 'layerMean', label: 'layer mean', role: 'rival3' },
];

function errorFigure(results: Results, params: Params): Figure {
  const { sizes } = results;
  const G = at(results.sizes, results.chosen);
  const curves = sizes.map((size, i): Series => ({
    name: methodName(size),
    role: roleOf(size, sizes, G),
    x: SHARES,
    y: SHARES.map((_, point) => both(results, (side) => at(at(side.bySize, i).curve, point))),
  }));
  const points = RIVALS.filter(({ name }) => G > 1 || name !== 'layerMean').map(
    ({ name, label, role }): Series => ({
      name: label,
      role,
      x: [both(results, (side) => side.rivals[name].share)],
      y: [both(results, (side) => side.rivals[name].error)],
      draw: 'points',
    }),
  );
  const ours = both(results, (side) => at(side.bySize, results.chosen).error);
  const alone = both(results, (side) => at(side.bySize, 0).error);
  const { rank } = at(results.keys.bySize, results.chosen);
  return lines({
    id: 'error',
    title: 'What is lost at how much memory',
    x: {
      title: 'share of stored numbers',
      range: reach(
        1,
        points.flatMap(({ x }) => x),
      ),
    },
    y: {
      title: 'relative error',
      range: reach(
        1.2,
        points.flatMap(({ y }) => y),
      ),
    },
    series: [...curves, ...points],
    rules: [{ axis: 'x', at: 1 / params.comp, label: `${formatNumber(params.comp)}×` }],
    caption:
      `At ${formatNumber(params.comp)}× compression the per-layer SVD loses ${formatNumber(alone, 2)}` +
      (G === 1
        ? '; with groups of one layer, xKV is that same method.'
        : `, xKV-${G} ${formatNumber(ours, 2)}: ${compare(ours, alone)}.`) +
      (rank === 0 ? ' The budget does not pay for rank 1, so nothing is kept.' : '') +
      ' Relative Frobenius error, mean of keys and values; every shared and per-layer factor is counted as memory.',
    source: sources.error,
  });
}

function compare(ours: number, theirs: number): string {
  if (ours < 0.97 * theirs) return 'sharing pays';
  if (ours > 1.005 * theirs) return 'here sharing costs more than it gains';
  return 'no real difference';
}

function attentionFigure(results: Results, params: Params): Figure {
  const { sizes, attention, queries } = results;
  const G = at(results.sizes, results.chosen);
  const withMean = G > 1;
  const entries = [
    ...sizes.map((size, i) => ({
      label: methodName(size),
      role: roleOf(size, sizes, G),
      value: at(attention.bySize, i),
    })),
    { label: 'MiniCache', role: 'rival2' as const, value: attention.miniCache },
    ...(withMean
      ? [{ label: 'layer mean', role: 'rival3' as const, value: attention.layerMean }]
      : []),
  ];
  const share = (name: RivalName): string =>
    formatPercent(both(results, (side) => side.rivals[name].share));
  const ours = at(attention.bySize, results.chosen);
  const alone = at(attention.bySize, 0);
  return bars({
    id: 'attention',
    title: 'Error of what attention reads out',
    x: { title: 'method' },
    y: {
      title: 'relative error of the outputs',
      range: reach(
        1.4,
        entries.map(({ value }) => value),
      ),
    },
    categories: entries.map(({ label }) => label),
    series: [
      {
        name: 'attention output',
        role: entries.map(({ role }) => role),
        values: entries.map(({ value }) => value),
      },
    ],
    caption:
      `The last ${queries} tokens ask; keys are restored first and turned by RoPE after. ` +
      (G === 1
        ? `The per-layer SVD is off by ${formatNumber(alone, 2)} at ${formatNumber(params.comp)}×. `
        : `At ${formatNumber(params.comp)}×, xKV-${G} is off by ${formatNumber(ours, 2)}, the per-layer SVD by ${formatNumber(alone, 2)}. `) +
      `MiniCache stores ${share('miniCache')} of the numbers` +
      (withMean ? `, the layer mean ${share('layerMean')}.` : '.'),
    source: sources.attention,
  });
}

function vectorsFigure(results: Results, params: Params): Figure {
  const { overlap, cosine } = results[params.cache];
  const panel = (title: string, { cosines2 }: Overlap): HeatmapPanel => ({
    title,
    rows: cosines2.map((_, i) => String(i + 1)),
    cols: (cosines2[0] ?? []).map((_, j) => String(j + 1)),
    values: cosines2,
  });
  const vectors = overlap.next.cosines2.length;
  return heatmap({
    id: 'vectors',
    title: 'Leading singular vectors of two layers',
    x: { title: 'vector of the other layer' },
    y: { title: 'vector of layer 1' },
    value: { title: 'squared cosine', range: [0, 1] },
    panels: [
      panel('Layers 1 and 2', overlap.next),
      panel(`Layers 1 and ${cosine.length}`, overlap.last),
    ],
    caption:
      `The ${vectors} leading left singular vectors (patterns over the tokens) of the ${params.cache}. ` +
      `The spaces they span share ${formatPercent(overlap.next.shared)} between layers 1 and 2 and ${formatPercent(overlap.last.shared)} between layers 1 and ${cosine.length}; ` +
      `two random spaces of that size would share ${formatPercent(vectors / params.n)}.`,
    source: sources.vectors,
  });
}
