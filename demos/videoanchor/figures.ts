import {
  at,
  bars,
  formatNumber,
  formatPercent,
  heatmap,
  lines,
  spectrum,
  type Axis,
  type Figure,
} from '#demo';
import { ANCHORS, type Params } from './params.ts';
import { isAnchor, METHODS, MOST_ITERATIONS, type Method, type Results } from './run.ts';

const NAMES: Readonly<Record<Method, string>> = {
  none: 'no boost',
  uniform: 'uniform',
  kmeans: 'k-means',
  size: 'size only',
  self: 'row sum only',
  anchor: 'VideoAnchor',
};

const letter = (object: number): string => (object < 0 ? '–' : String.fromCharCode(65 + object));

export function figures(results: Results, params: Params): readonly Figure[] {
  return [
    attentionFigure(results),
    coefficientFigure(results, params),
    gridFigure(results, params),
    scoreFigure(results),
    readoutFigure(results),
    spectrumFigure(results, params),
    overlapFigure(results),
  ];
}

function attentionFigure({ readouts }: Results): Figure {
  const { none, uniform, anchor } = readouts;
  const part = (key: 'text' | 'anchors' | 'others'): number[] =>
    METHODS.map((method) => readouts[method][key]);
  return bars({
    id: 'attention',
    title: 'Where the query looks',
    caption:
      `Without boosts text takes ${formatPercent(none.text)} of the attention and recurring objects ${formatPercent(none.anchors)}. ` +
      `Boosting all visual tokens alike gives them ${formatPercent(uniform.anchors)}, but other vision gains by the same factor; ` +
      `VideoAnchor gives them ${formatPercent(anchor.anchors)}.`,
    source:
      'The boosted attention; ablation of the score on VSI-Bench, here as shares of attention',
    x: { title: 'how tokens are scored' },
    y: { title: 'share of the attention', range: [0, 1] },
    categories: METHODS.map((method) => NAMES[method]),
    series: [
      { name: 'text', role: 'null', values: part('text') },
      { name: 'recurring objects', role: 'ours', values: part('anchors') },
      { name: 'other vision', role: 'rival', values: part('others') },
    ],
  });
}

function coefficientFigure(results: Results, { order }: Params): Figure {
  const { objects, frames, coefficients, within, iterations } = results;
  const tokens = objects.map((_, i) => i);
  const rank = (i: number): number => (at(objects, i) < 0 ? Infinity : at(objects, i));
  if (order === 'object') tokens.sort((a, b) => (rank(a) === rank(b) ? a - b : rank(a) - rank(b)));
  const names = tokens.map((i) => `${i + 1} (${letterAt(objects, i)}, frame ${at(frames, i) + 1})`);
  return heatmap({
    id: 'coefficients',
    title: 'Who rebuilds whom',
    caption:
      `Each column rebuilds one token from the others; the colour is the size of the coefficient. ` +
      `${formatPercent(within)} of the coefficients of tokens with an object lie inside that object. ` +
      `A and B recur in all frames; “–” is a lone token. ADMM ${iterations < MOST_ITERATIONS ? `settled after ${iterations} rounds` : `was stopped after ${iterations} rounds`}.`,
    source: 'Sparse self-expression, step 1 of the method, as in the authors’ code',
    x: { title: 'token that is rebuilt (object, frame)' },
    y: { title: 'token that is used (object, frame)' },
    value: { title: '|C|', range: [0, Math.max(0.1, ...coefficients.flat())] },
    panels: [
      {
        title: order === 'object' ? 'Sorted by object' : 'Sorted by frame',
        rows: names,
        cols: names,
        values: tokens.map((i) => tokens.map((j) => at(at(coefficients, i), j))),
      },
    ],
  });
}

const letterAt = (objects: readonly number[], i: number): string => {
  const object = at(objects, i);
  return object >= 26 ? `object ${object + 1}` : letter(object);
};

function gridFigure(results: Results, { F }: Params): Figure {
  const { objects, labels, kmeansLabels, agreement } = results;
  const slots = objects.length / F;
  const rows = Array.from({ length: F }, (_, f) => `${f + 1}`);
  const cols = Array.from({ length: slots }, (_, s) => `${s + 1} (${slotName(objects, s)})`);
  const grid = (groups: readonly number[]): number[][] =>
    rows.map((_, f) => groups.slice(f * slots, (f + 1) * slots).map((group) => group + 1));
  return heatmap({
    id: 'grid',
    title: 'The groups, frame by frame',
    caption:
      `Each row is a frame and each cell a token; equal shades in a panel are one group. ` +
      `On the recurring objects’ tokens, agreement with the objects (adjusted Rand index) is ${formatNumber(agreement.ssc)} for subspace clustering and ${formatNumber(agreement.kmeans)} for k-means.`,
    source: 'Spectral clustering of |C| + |C|ᵀ, step 2 of the method; k-means is the rival',
    x: { title: 'token of the frame' },
    y: { title: 'frame' },
    value: { title: 'group', range: [1, Math.max(2, ...labels, ...kmeansLabels) + 1] },
    panels: [
      { title: 'Subspace clustering', rows, cols, values: grid(labels) },
      { title: 'k-means', rows, cols, values: grid(kmeansLabels) },
    ],
  });
}

const slotName = (objects: readonly number[], slot: number): string => {
  const object = at(objects, slot);
  return isAnchor(object) ? letter(object) : object < 0 ? 'lone' : 'passing';
};

function scoreFigure({ objects, scores, auc }: Results): Figure {
  const series = (name: string, role: 'ours' | 'rival', anchors: boolean) => {
    const x = objects.flatMap((object, i) => (isAnchor(object) === anchors ? [i + 1] : []));
    return { name, role, x, y: x.map((i) => at(scores.anchor, i - 1)), draw: 'points' as const };
  };
  const others = objects.some((object) => !isAnchor(object));
  return lines({
    id: 'score',
    title: 'The score of every token',
    caption: others
      ? `A token of a recurring object scores above one of the rest in ${formatPercent(auc.anchor)} of all pairs; with cluster size only ${formatPercent(auc.size)}, with the row sum only ${formatPercent(auc.self)}, with k-means ${formatPercent(auc.kmeans)}.`
      : `All ${objects.length} tokens belong to recurring objects: there is nothing to tell them from.`,
    source: 'Score s, step 3 of the method; the ranking is ours',
    x: { title: 'token, by frame' },
    y: { title: 'score s', range: [-0.05, 1.05] },
    series: [
      series('recurring objects', 'ours', true),
      ...(others ? [series('other vision', 'rival', false)] : []),
    ],
  });
}

/** A value that no token has comes out as some 1e-17 of the others. */
const withoutRounding = (codes: readonly number[]): number[] =>
  codes.map((code) => (Math.abs(code) < 1e-12 ? 0 : code));

function readoutFigure({ readouts }: Results): Figure {
  const { none, uniform, anchor } = readouts;
  const codes = none.codes.map((_, c) =>
    c < ANCHORS ? `object ${letter(c)}` : c === none.codes.length - 1 ? 'text' : `other ${c - 1}`,
  );
  const series = [
    { name: NAMES.none, role: 'null', values: withoutRounding(none.codes) },
    { name: NAMES.uniform, role: 'rival', values: withoutRounding(uniform.codes) },
    { name: NAMES.anchor, role: 'ours', values: withoutRounding(anchor.codes) },
  ] as const;
  const most = Math.max(...series.flatMap(({ values }) => values));
  return bars({
    id: 'readout',
    title: 'What is read out',
    caption:
      `Each kind of token carries a value of its own; the output is their mixture. ` +
      `Recurring objects make up ${formatPercent(none.share)} of it without boost, ${formatPercent(uniform.share)} with a uniform one, ${formatPercent(anchor.share)} with VideoAnchor.`,
    source: 'Attention times boosted values, step 4 of the method; the value codes are planted',
    x: { title: 'value' },
    y: { title: 'component of the output', range: [0, Math.max(1, Math.ceil(2 * most) / 2)] },
    categories: codes,
    series,
  });
}

function spectrumFigure({ eigenvalues, singularValues }: Results, { K }: Params): Figure {
  const relative = (values: readonly number[]): number[] =>
    values.map((value) => value / at(values, 0));
  const next = eigenvalues[K];
  const index: Axis = { title: 'index i' };
  return lines({
    id: 'spectrum',
    title: 'Two spectra',
    caption:
      `The K-th eigenvalue of the normalised affinity is ${formatNumber(at(eigenvalues, K - 1))}` +
      (next === undefined
        ? '. '
        : `, the next ${formatNumber(next)}: a wide gap would say that there are K groups, a narrow one that K is a matter of choice. `) +
      `The singular values of the tokens tell how many directions they need, not how many groups they form.`,
    source: 'Ours; spectral clustering uses the first K eigenvectors of the affinity',
    x: index,
    y: { title: 'value, relative to the largest', range: [-1, 1.05] },
    series: [
      spectrum('affinity, eigenvalues', 'ours', relative(eigenvalues)),
      spectrum('tokens, singular values', 'data', relative(singularValues)),
    ],
    rules: [{ axis: 'x', at: K, label: `K = ${K}` }],
  });
}

function overlapFigure({ overlap }: Results): Figure {
  const names = overlap.map((_, i) => (isAnchor(i) ? `${letter(i)} (recurs)` : `passing ${i - 1}`));
  const pairs = overlap.flatMap((row, i) => row.slice(i + 1));
  return heatmap({
    id: 'overlap',
    title: 'How much the objects’ subspaces overlap',
    caption: `Mean squared cosine of the principal angles between the spans of two objects’ tokens: 0 if they are perpendicular, 1 if one lies inside the other. The largest between different objects is ${formatNumber(Math.max(...pairs), 2)}.`,
    source: 'Ours; the spans come from the planted objects, which the method does not see',
    x: { title: 'object' },
    y: { title: 'object' },
    value: { title: 'overlap', range: [0, 1] },
    panels: [{ title: 'Overlap', rows: names, cols: names, values: overlap }],
  });
}
