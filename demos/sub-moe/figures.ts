import { bars, formatNumber, formatPercent, heatmap, lines, type Figure } from '#demo';
import type { Params } from './params.ts';
import type { Errors, Results } from './run.ts';

/** Group names as readers see them. */
const letter = (group: number): string => String.fromCharCode(65 + group);

/** Experts sorted by group. */
const byGroup = ({ labels }: Results): number[] =>
  labels.map((_, i) => i).sort((a, b) => (labels[a] ?? 0) - (labels[b] ?? 0) || a - b);

/** "A·3": expert 3 in group A. */
const expertName = ({ labels }: Results, i: number): string => `${letter(labels[i] ?? 0)}·${i + 1}`;

export function figures(results: Results, params: Params): readonly Figure[] {
  return [
    similarityFigure(results),
    errorFigure(results, params),
    identityFigure(results),
    rankFigure(results, params),
    usageFigure(results),
  ];
}

function similarityFigure(results: Results): Figure {
  const order = byGroup(results);
  const names = order.map((i) => expertName(results, i));
  const sorted = (S: readonly (readonly number[])[]): number[][] =>
    order.map((i) => order.map((j) => S[i]?.[j] ?? 0));
  const outputs = contrast(results, results.similarity);
  const router = contrast(results, results.routerSimilarity);
  return heatmap({
    id: 'similarity',
    title: 'Which experts answer alike?',
    caption:
      `Mean cosine of two experts’ outputs: ${describe(outputs)}. ` +
      `Of their router logits: ${describe(router)}. ` +
      (results.agreement === 1
        ? 'The groups are exactly the planted families.'
        : `Agreement of the groups with the planted families (adjusted Rand index): ${formatNumber(results.agreement)}.`),
    source: 'Eq. 2, and beside it the router similarity by which M-SMoE groups',
    x: { title: 'group·expert' },
    y: { title: 'group·expert' },
    value: { title: 'mean cosine', range: [-1, 1] },
    palette: 'signed',
    panels: [
      { title: 'Outputs (Sub-MoE)', rows: names, cols: names, values: sorted(results.similarity) },
      {
        title: 'Router logits (M-SMoE)',
        rows: names,
        cols: names,
        values: sorted(results.routerSimilarity),
      },
    ],
  });
}

interface Contrast {
  readonly inside: number;
  readonly across: number;
}

/** Mean similarity of two experts of one group and of two groups; NaN where there is no such pair. */
function contrast({ labels }: Results, S: readonly (readonly number[])[]): Contrast {
  const average = (same: boolean): number => {
    const values = labels.flatMap((a, i) =>
      labels.flatMap((b, j) => (i < j && (a === b) === same ? [S[i]?.[j] ?? 0] : [])),
    );
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return { inside: average(true), across: average(false) };
}

const describe = ({ inside, across }: Contrast): string =>
  Number.isNaN(inside)
    ? `${formatNumber(across, 2)} on average, every group being a single expert`
    : Number.isNaN(across)
      ? `${formatNumber(inside, 2)} on average, all experts being in one group`
      : `${formatNumber(inside, 2)} inside a group, ${formatNumber(across, 2)} between groups`;

const FULL_RANK: readonly (readonly [keyof Errors, string])[] = [
  ['subMoe', 'Sub-MoE'],
  ['hcSmoe', 'HC-SMoE'],
  ['dominant', 'keep dominant'],
  ['plain', 'plain average'],
  ['mSmoe', 'M-SMoE'],
  ['random', 'random groups'],
  ['prune', 'prune'],
  ['vanilla', 'vanilla SVD'],
];

function errorFigure(results: Results, { k, n, rank }: Params): Figure {
  const { errors } = results;
  const cut = errorsAt(results, rank);
  const labelled = [
    ...FULL_RANK.map(([key, name]) => ({ name, value: errors[key] })),
    { name: `Sub-MoE† r=${rank}`, value: cut.subMoe },
    { name: `merge+SVD r=${rank}`, value: cut.svd },
    { name: `merge+wSVD r=${rank}`, value: cut.whitened },
  ];
  return bars({
    id: 'errors',
    title: `From ${n} experts to ${k}: what is lost`,
    caption: errorCaption(errors),
    source: 'The results and ablation tables, with output error in place of scores and perplexity',
    x: { title: 'method' },
    y: {
      title: 'relative output error',
      range: [0, Math.max(1, Math.ceil(2 * Math.max(...labelled.map(({ value }) => value))) / 2)],
    },
    categories: labelled.map(({ name }) => name),
    series: [
      {
        name: 'error on test tokens',
        role: labelled.map(({ name }) =>
          name.startsWith('Sub-MoE') ? 'ours' : name === 'random groups' ? 'null' : 'rival',
        ),
        values: labelled.map(({ value }) => value),
      },
    ],
  });
}

/** Errors below this are rounding. */
const ROUNDING = 1e-12;

/** The ratio of two errors; undefined (NaN) where both are mere rounding. */
export const errorRatio = (rival: number, ours: number): number =>
  rival < ROUNDING && ours < ROUNDING ? NaN : rival / ours;

function errorCaption(errors: Errors): string {
  if (errors.subMoe < ROUNDING)
    return 'Every group is a single expert or a set of identical ones: at full rank Sub-MoE loses nothing.';
  const others = FULL_RANK.filter(([key]) => key !== 'subMoe' && key !== 'hcSmoe');
  const [key, name] = others.reduce((a, b) => (errors[b[0]] < errors[a[0]] ? b : a));
  return (
    `Sub-MoE changes the layer’s output by ${formatNumber(errors.subMoe)} of its size; ` +
    (errors.subMoe < errors[key]
      ? `apart from HC-SMoE, the best rival is “${name}” with ${formatNumber(errors[key])}. `
      : `“${name}” does better here, with ${formatNumber(errors[key])}. `) +
    (tied(errors)
      ? 'HC-SMoE finds equally good groups and ties with it.'
      : `HC-SMoE, which groups by the mean output only, gets ${formatNumber(errors.hcSmoe)}.`)
  );
}

/** Whether HC-SMoE and Sub-MoE agree up to rounding. */
const tied = ({ hcSmoe, subMoe }: Errors): boolean => Math.abs(hcSmoe - subMoe) <= 1e-9 * subMoe;

/** The errors of the three rank-limited methods at one rank. */
export function errorsAt(
  { rankErrors }: Results,
  rank: number,
): { readonly subMoe: number; readonly svd: number; readonly whitened: number } {
  const i = rankErrors.ranks.indexOf(rank);
  return {
    subMoe: rankErrors.subMoe[i] ?? NaN,
    svd: rankErrors.svd[i] ?? NaN,
    whitened: rankErrors.whitened[i] ?? NaN,
  };
}

/** Below this a logarithm stands for "exactly equal". */
const FLOOR = 1e-17;

function identityFigure({ distances }: Results): Figure {
  const rows = [
    { name: 'Sub-MoE', role: 'ours', value: distances.subMoe },
    { name: 'plain average', role: 'rival', value: distances.plain },
    { name: 'keep dominant', role: 'rival2', value: distances.dominant },
    { name: 'vanilla SVD', role: 'rival3', value: distances.vanilla },
  ] as const;
  return bars({
    id: 'identity',
    title: 'Two formulas, one matrix',
    caption:
      `The matrix from the joint SVD and the weighted average Σ wᵢWᵢ differ by ${formatNumber(distances.subMoe, 2)} of their size: rounding of the last digit, nothing else. ` +
      (distances.vanilla < ROUNDING
        ? 'Separate SVDs (“vanilla”) give the same here, because no group has two different experts.'
        : `Separate SVDs (“vanilla”) give a matrix that differs by ${formatNumber(distances.vanilla, 2)}.`),
    source: 'Eqs. 5–8 taken together; the conclusion is ours',
    x: { title: 'merged weights of' },
    y: { title: 'log₁₀ of relative difference to Σ wᵢWᵢ', range: [-17, 1] },
    categories: rows.map(({ name }) => name),
    series: [
      {
        name: 'largest difference over groups and matrices',
        role: rows.map(({ role }) => role),
        values: rows.map(({ value }) => Math.log10(Math.max(value, FLOOR))),
      },
    ],
    rules: [{ axis: 'y', at: Math.log10(Number.EPSILON), label: 'spacing of doubles' }],
  });
}

function rankFigure(results: Results, { rank }: Params): Figure {
  const { rankErrors: r, errors } = results;
  const x = r.ranks;
  const here = errorsAt(results, rank);
  const gap = errorRatio(here.svd, here.subMoe) - 1;
  const most = Math.max(1, ...r.subMoe, ...r.svd, ...r.whitened);
  return lines({
    id: 'rank',
    title: 'Cutting the rank of the merged experts',
    caption: Number.isNaN(gap)
      ? `At r = ${rank}, neither Sub-MoE† nor a plain SVD after merging loses anything.`
      : `At r = ${rank}, merging first and cutting with a plain SVD has ${formatPercent(Math.abs(gap))} ${gap >= 0 ? 'more' : 'less'} error than Sub-MoE† (${formatNumber(here.svd)} against ${formatNumber(here.subMoe)}). ` +
        `Merging first and cutting after whitening the inputs gives ${formatNumber(here.whitened)}, ${here.whitened < here.subMoe ? 'less' : 'not less'} than Sub-MoE†.`,
    source: 'Eqs. 10–12; both rivals are ours',
    x: { title: 'rank r of every merged matrix' },
    y: { title: 'relative output error', range: [0, most] },
    series: [
      { name: 'Sub-MoE†', role: 'ours', x, y: r.subMoe },
      { name: 'merge + SVD', role: 'rival', x, y: r.svd },
      { name: 'merge + whitened SVD', role: 'rival2', x, y: r.whitened },
    ],
    rules: [
      { axis: 'x', at: rank, label: `r = ${rank}` },
      { axis: 'y', at: errors.subMoe, label: 'Sub-MoE, full rank' },
    ],
  });
}

function usageFigure(results: Results): Figure {
  const { frequencies, labels } = results;
  const order = byGroup(results);
  const total = (group: number): number =>
    frequencies.reduce((sum, f, i) => sum + (labels[i] === group ? f : 0), 0);
  const share = (i: number): number => (frequencies[i] ?? 0) / (total(labels[i] ?? 0) || 1);
  const most = Math.max(...frequencies);
  const least = Math.min(...frequencies);
  return bars({
    id: 'usage',
    title: 'How often each expert is asked',
    caption:
      `The busiest expert works on ${formatPercent(most)} of the tokens, the idlest on ${formatPercent(least)}. ` +
      'Inside its group an expert’s weights count in proportion: the second bar, which sums to 1 in each group.',
    source: 'Eqs. 6 and 7',
    x: { title: 'group·expert' },
    y: { title: 'share', range: [0, 1] },
    categories: order.map((i) => expertName(results, i)),
    series: [
      {
        name: 'share of tokens, f',
        role: 'data',
        values: order.map((i) => frequencies[i] ?? 0),
      },
      { name: 'weight in its group, w', role: 'ours', values: order.map(share) },
    ],
  });
}
