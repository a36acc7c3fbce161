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

/** The top of an axis that holds all values: the next tenth, or hundredth if all are small. */
function ceiling(values: readonly number[]): number {
  const most = Math.max(...values);
  const steps = most < 0.1 ? 100 : 10;
  return Math.max(1, Math.ceil(steps * most)) / steps;
}

/** A slider's value with the digits it needs. */
const short = (value: number): string => String(Number(value.toFixed(2)));

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
      `The least error on this curve is ${formatNumber(cospadi[best] ?? 0)}, at ρ = ${short(rhos[best] ?? 1)}. ` +
      `The level line is SVD-LLM at rank ${sizes.r}, ${formatNumber(svdLlmCalibration)}: the least that any shared subspace of that dimension can reach.`,
    source: 'The ablation of ρ = k/s from 1 to 5',
    x: { title: 'ρ = k/s', range: [0.8, 5.2] },
    y: {
      title: 'relative calibration error',
      range: [0, ceiling([...cospadi, svdLlmCalibration])],
    },
    series: [
      { name: 'CoSpaDi', role: 'ours', x: rhos, y: cospadi },
      {
        name: `SVD-LLM, rank ${sizes.r}`,
        role: 'rival',
        x: rhos,
        y: rhos.map(() => svdLlmCalibration),
      },
    ],
    rules: [{ axis: 'x', at: rho, label: `ρ = ${short(rho)}` }],
  });
}

function codesFigure({ codes, denseCodes, uses, strengths, sizes }: Results): Figure {
  const order = uses.map((_, i) => i).sort((a, b) => (strengths[b] ?? 0) - (strengths[a] ?? 0));
  const sorted = order.map((i) => codes[i] ?? []);
  const columns = codes[0]?.length ?? 0;
  const shown = Math.min(COLUMNS, columns);
  const cols = Array.from({ length: shown }, (_, j) => String(j + 1));
  const names = (rows: readonly unknown[], word: string): string[] =>
    rows.map((_, i) => `${word} ${i + 1}`);
  const { k, s, r } = sizes;
  return heatmap({
    id: 'codes',
    title: 'Who uses which direction?',
    caption:
      `The coefficients of the first ${shown} columns, each column as shares of its largest; the strongest atoms stand first. ` +
      (s < k
        ? `In CoSpaDi a column has at most ${s} of ${k}, the empty cells are zero, and columns choose differently: an atom serves from ${Math.min(...uses)} to ${Math.max(...uses)} of the ${columns} columns. `
        : `With as many coefficients as atoms (${k}) there is nothing to choose. `) +
      `In SVD-LLM every column uses all ${r}.`,
    source: 'The method’s figure of the two factorisations',
    x: { title: 'column of W' },
    y: { title: 'atom or direction' },
    value: { title: 'coefficient / largest of its column', range: [-1, 1] },
    palette: 'signed',
    panels: [
      {
        title: 'CoSpaDi, S',
        rows: names(sorted, 'atom'),
        cols,
        values: byColumn(sorted, shown).map((row) => row.map((c) => (c === 0 ? null : c))),
      },
      {
        title: 'SVD-LLM, Σ Vᵀ',
        rows: names(denseCodes, 'direction'),
        cols,
        values: byColumn(denseCodes, shown),
      },
    ],
  });
}

/** The first columns, each divided by its largest modulus. */
function byColumn(rows: readonly (readonly number[])[], shown: number): number[][] {
  const sizes = Array.from({ length: shown }, (_, j) =>
    Math.max(...rows.map((row) => Math.abs(row[j] ?? 0))),
  );
  return rows.map((row) => sizes.map((size, j) => (row[j] ?? 0) / (size || 1)));
}

function objectiveFigure({ objective, freeObjective, svdLlmCalibration }: Results): Figure {
  const last = objective.at(-1) ?? 0;
  return lines({
    id: 'objective',
    title: 'Learning the dictionary',
    caption:
      `The error that is minimised, after each alternation: from ${formatNumber(objective[0] ?? 0)} to ${formatNumber(last)} with calibration data. ` +
      `OMP codes all columns from scratch each time, so a small step up can happen. SVD-LLM, which does not alternate, is at ${formatNumber(svdLlmCalibration)}.`,
    source: 'The objective of K-SVD',
    x: { title: 'alternation' },
    y: {
      title: 'relative error of L W, or of W',
      range: [0, ceiling([...objective, ...freeObjective, svdLlmCalibration])],
    },
    series: [
      spectrum('CoSpaDi', 'ours', objective),
      spectrum('CoSpaDi† (error of W itself)', 'rival3', freeObjective),
      spectrum(
        'SVD-LLM',
        'rival',
        objective.map(() => svdLlmCalibration),
      ),
    ],
  });
}

function crFigure({ crCurve }: Results, { cr, rho }: Params): Figure {
  const { crs, cospadi, svdLlm } = crCurve;
  const wins = cospadi.filter((error, i) => error < (svdLlm[i] ?? 0)).length;
  return lines({
    id: 'compression',
    title: 'Error against compression',
    caption: `At ${wins} of ${crs.length} compressions the dictionary (ρ = ${short(rho)}) has less output error than the shared subspace that stores at least as much.`,
    source: 'The tables of compression 0.2, 0.3 and 0.4; the finer steps are ours',
    x: { title: 'compression cr', range: [0.05, 0.75] },
    y: { title: 'relative output error', range: [0, ceiling([...cospadi, ...svdLlm])] },
    series: [
      { name: 'CoSpaDi', role: 'ours', x: crs, y: cospadi },
      { name: 'SVD-LLM', role: 'rival', x: crs, y: svdLlm },
    ],
    rules: [{ axis: 'x', at: cr, label: `cr = ${short(cr)}` }],
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
  const [W, LW] = [plain[sizes.r] ?? 0, whitened[sizes.r] ?? 0];
  return lines({
    id: 'spectra',
    title: 'Is there one subspace?',
    caption:
      `Singular values as shares of the largest. The first that rank ${sizes.r} leaves out is ${formatNumber(W, 2)} for W, which the plain SVD cuts, and ${formatNumber(LW, 2)} for L W, which SVD-LLM cuts.` +
      (LW < W ? ' What the inputs hardly use counts for little in L W.' : ''),
    source: 'Eckart and Young (1936); the figure is ours',
    x: { title: 'index' },
    y: { title: 'singular value / largest', range: [0, 1.05] },
    series: [spectrum('W', 'rival2', plain), spectrum('L W', 'rival', whitened)],
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
      `One shared subspace would give 1, two random ${sizes.s}-dimensional ones ${formatNumber(sizes.s / spectra.plain.length, 2)}` +
      (sizes.s < sizes.k
        ? `; columns that choose from the same ${sizes.k} atoms share some by chance.`
        : `; here every column uses all ${sizes.k} atoms.`),
    source: 'Ours: the union of subspaces, measured',
    x: { title: 'column of W' },
    y: { title: 'column of W' },
    value: { title: 'subspace overlap', range: [0, 1] },
    panels: [{ title: 'Spans of chosen atoms', rows: names, cols: names, values: spans }],
  });
}
