import { bars, formatNumber, formatPercent, heatmap, lines, spectrum, type Figure } from '#demo';
import { errorRatio } from './claims.ts';
import type { Params } from './params.ts';
import type { ByMethod, Results } from './run.ts';

/** Columns of the codes that are drawn. */
const COLUMNS = 48;

export function figures(results: Results, params: Params): readonly Figure[] {
  return [
    errorFigure(results),
    rhoFigure(results, params),
    codesFigure(results),
    objectiveFigure(results),
    crFigure(results, params),
    ...(params.source === 'trained' ? [taskFigure(results)] : []),
    spectrumFigure(results),
    spansFigure(results),
  ];
}

const METHODS: readonly (readonly [
  keyof ByMethod,
  string,
  'ours' | 'rival' | 'rival2' | 'null',
])[] = [
  ['svd', 'SVD', 'rival2'],
  ['svdLlm', 'SVD-LLM', 'rival'],
  ['cospadiFree', 'CoSpaDi†', 'ours'],
  ['cospadi', 'CoSpaDi', 'ours'],
  ['masked', 'CoSpaDi + mask', 'ours'],
  ['dense', 'ρ = 1', 'null'],
];

/** The top of an axis that holds all values: the next tenth. */
const ceiling = (values: readonly number[]): number =>
  Math.max(0.1, Math.ceil(10 * Math.max(...values)) / 10);

function errorFigure({ errors, sizes, stored }: Results): Figure {
  const { k, s, r } = sizes;
  const ratio = errorRatio(errors.svdLlm, errors.cospadi);
  return bars({
    id: 'errors',
    title: 'The same storage, two shapes',
    caption:
      `CoSpaDi stores ${k} atoms and ${s} coefficients a column, ${formatPercent(stored.cospadi)} of the numbers; the SVDs have rank ${r} and store ${formatPercent(stored.svd)}. ` +
      (Number.isNaN(ratio)
        ? `Neither loses anything (${formatNumber(0)}).`
        : `The output error of SVD-LLM is ${formatNumber(ratio)} times that of CoSpaDi (${formatNumber(errors.svdLlm)} and ${formatNumber(errors.cospadi)}).`),
    source: 'The tables of accuracy at equal compression, with output error in place of scores',
    x: { title: 'method' },
    y: {
      title: 'relative output error',
      range: [0, ceiling(METHODS.map(([key]) => errors[key]))],
    },
    categories: METHODS.map(([, name]) => name),
    series: [
      {
        name: 'error on held-out inputs',
        role: METHODS.map(([, , role]) => role),
        values: METHODS.map(([key]) => errors[key]),
      },
    ],
  });
}

function rhoFigure({ rhoCurve, svdLlmCalibration, sizes }: Results, { rho }: Params): Figure {
  const { rhos, cospadi } = rhoCurve;
  const best = cospadi.indexOf(Math.min(...cospadi));
  return lines({
    id: 'rho',
    title: 'How to split the budget',
    caption:
      `At ρ = 1 all columns share all atoms, and the error is ${formatNumber(cospadi[0] ?? 0)}. ` +
      `The least error on this curve is ${formatNumber(cospadi[best] ?? 0)}, at ρ = ${formatNumber(rhos[best] ?? 1)}. ` +
      `The line is SVD-LLM at rank ${sizes.r}, ${formatNumber(svdLlmCalibration)}: the least any shared subspace of that dimension can reach.`,
    source: 'The ablation of ρ = k/s from 1 to 5',
    x: { title: 'ρ = k/s', range: [1, 5] },
    y: {
      title: 'relative calibration error',
      range: [0, ceiling([...cospadi, svdLlmCalibration])],
    },
    series: [{ name: 'CoSpaDi', role: 'ours', x: rhos, y: cospadi }],
    rules: [
      { axis: 'y', at: svdLlmCalibration, label: `SVD-LLM, rank ${sizes.r}` },
      { axis: 'x', at: rho, label: `ρ = ${formatNumber(rho)}` },
    ],
  });
}

function codesFigure({ codes, denseCodes, sizes }: Results): Figure {
  const shown = Math.min(COLUMNS, codes[0]?.length ?? 0);
  const cols = Array.from({ length: shown }, (_, j) => String(j + 1));
  const part = (rows: readonly (readonly number[])[]): number[][] =>
    rows.map((row) => row.slice(0, shown));
  const size = Math.max(...[...part(codes), ...part(denseCodes)].flat().map(Math.abs)) || 1;
  const names = (rows: readonly unknown[], word: string): string[] =>
    rows.map((_, i) => `${word} ${i + 1}`);
  const used = codes.map((row) => row.filter((c) => c !== 0).length);
  return heatmap({
    id: 'codes',
    title: 'Who uses which direction?',
    caption:
      `The first ${shown} columns of the coefficients, as shares of the largest. In CoSpaDi each column has at most ${sizes.s} of ${sizes.k} (empty cells are zero), and other columns pick others: an atom serves from ${Math.min(...used)} to ${Math.max(...used)} of the ${codes[0]?.length ?? 0} columns. ` +
      `In SVD-LLM every column uses all ${sizes.r}.`,
    source: 'The method’s figure of the two factorisations',
    x: { title: 'column of W' },
    y: { title: 'atom or direction' },
    value: { title: 'coefficient', range: [-1, 1] },
    palette: 'signed',
    panels: [
      {
        title: 'CoSpaDi, S',
        rows: names(codes, 'atom'),
        cols,
        values: part(codes).map((row) => row.map((c) => (c === 0 ? null : c / size))),
      },
      {
        title: 'SVD-LLM, Σ Vᵀ',
        rows: names(denseCodes, 'direction'),
        cols,
        values: part(denseCodes).map((row) => row.map((c) => c / size)),
      },
    ],
  });
}

function objectiveFigure({ objective, freeObjective, svdLlmCalibration }: Results): Figure {
  const last = objective.at(-1) ?? 0;
  return lines({
    id: 'objective',
    title: 'Learning the dictionary',
    caption:
      `The error that is minimised, after each alternation: from ${formatNumber(objective[0] ?? 0)} to ${formatNumber(last)} with calibration data. ` +
      `OMP codes all columns from scratch each time, so a small step up can happen. SVD-LLM is at ${formatNumber(svdLlmCalibration)}.`,
    source: 'The objective of K-SVD',
    x: { title: 'alternation' },
    y: {
      title: 'relative error of L W, or of W',
      range: [0, ceiling([...objective, ...freeObjective, svdLlmCalibration])],
    },
    series: [
      spectrum('CoSpaDi', 'ours', objective),
      spectrum('CoSpaDi† (on W itself)', 'rival2', freeObjective),
    ],
    rules: [{ axis: 'y', at: svdLlmCalibration, label: 'SVD-LLM' }],
  });
}

function crFigure({ crCurve }: Results, { cr, rho }: Params): Figure {
  const { crs, cospadi, svdLlm } = crCurve;
  const wins = cospadi.filter((error, i) => error < (svdLlm[i] ?? 0)).length;
  return lines({
    id: 'compression',
    title: 'Error against compression',
    caption: `At ${wins} of ${crs.length} compressions the dictionary (ρ = ${formatNumber(rho)}) has less output error than the shared subspace that stores at least as much.`,
    source: 'The tables of compression 0.2, 0.3 and 0.4; the finer steps are ours',
    x: { title: 'compression cr', range: [0.1, 0.7] },
    y: { title: 'relative output error', range: [0, ceiling([...cospadi, ...svdLlm])] },
    series: [
      { name: 'CoSpaDi', role: 'ours', x: crs, y: cospadi },
      { name: 'SVD-LLM', role: 'rival', x: crs, y: svdLlm },
    ],
    rules: [{ axis: 'x', at: cr, label: `cr = ${formatNumber(cr)}` }],
  });
}

function taskFigure({ losses }: Results): Figure {
  return bars({
    id: 'task',
    title: 'What the network makes of it',
    caption:
      `Squared error of the network’s answers as a share of their energy: ${formatNumber(losses.original)} before compression, ${formatNumber(losses.cospadi)} with CoSpaDi, ${formatNumber(losses.svdLlm)} with SVD-LLM. ` +
      'The output error of one layer is only a proxy for it.',
    source: 'The tables of accuracy and perplexity, with the toy’s own task',
    x: { title: 'first layer' },
    y: {
      title: 'task loss',
      range: [0, ceiling([losses.original, ...METHODS.map(([key]) => losses[key])])],
    },
    categories: ['not compressed', ...METHODS.map(([, name]) => name)],
    series: [
      {
        name: 'task loss on held-out inputs',
        role: ['data', ...METHODS.map(([, , role]) => role)],
        values: [losses.original, ...METHODS.map(([key]) => losses[key])],
      },
    ],
  });
}

function spectrumFigure({ spectra, sizes }: Results): Figure {
  const { plain, whitened } = spectra;
  const at = (s: readonly number[]): string => formatNumber(s[sizes.r] ?? 0, 2);
  return lines({
    id: 'spectra',
    title: 'Is there one subspace?',
    caption: `Singular values as shares of the largest. The first that rank ${sizes.r} leaves out is ${at(plain)} for W and ${at(whitened)} for the whitened L W: whitening makes the spectrum steeper where the inputs leave directions unused.`,
    source: 'Eckart and Young (1936); the figure is ours',
    x: { title: 'index' },
    y: { title: 'singular value / largest', range: [0, 1] },
    series: [spectrum('W', 'rival2', plain), spectrum('L W', 'ours', whitened)],
    rules: [{ axis: 'x', at: sizes.r, label: `rank ${sizes.r}` }],
  });
}

function spansFigure({ spans, meanOverlap, sizes, spectra }: Results): Figure {
  const names = spans.map((_, j) => String(j + 1));
  return heatmap({
    id: 'spans',
    title: 'Do columns share their subspace?',
    caption:
      `Overlap (mean squared cosine of the principal angles) of the spans of the atoms that two columns use, ${formatNumber(meanOverlap, 2)} on average. ` +
      `One shared subspace would give 1, two random ${sizes.s}-dimensional ones ${formatNumber(sizes.s / spectra.plain.length, 2)}.`,
    source: 'Ours: the union of subspaces, measured',
    x: { title: 'column of W' },
    y: { title: 'column of W' },
    value: { title: 'subspace overlap', range: [0, 1] },
    panels: [{ title: 'Spans of chosen atoms', rows: names, cols: names, values: spans }],
  });
}
