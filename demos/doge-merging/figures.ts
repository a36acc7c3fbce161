import {
  bars,
  formatNumber,
  formatPercent,
  heatmap,
  lines,
  mean,
  note,
  spectrum,
  type Figure,
} from '#demo';
import { lead } from './claims.ts';
import type { Params } from './params.ts';
import { GRID, type Results } from './run.ts';

export function figures(results: Results, params: Params): readonly Figure[] {
  return [
    retainedFigure(results),
    objectiveFigure(results, params),
    matricesFigure(results),
    sharedFigure(results, params),
    overlapFigure(results),
    cosineFigure(results),
    tuningFigure(results),
    spectraFigure(results),
  ];
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i + 1}`);

function retainedFigure(results: Results): Figure {
  const { average, arithmetic, ties, doge } = results;
  const all = [average, arithmetic, ties, doge].flatMap(({ retained }) => retained);
  const ahead = lead(results);
  return bars({
    id: 'retained',
    title: 'How much of each expert’s gain is left',
    caption:
      `On average DOGE keeps ${formatPercent(doge.mean)}, task arithmetic ${formatPercent(arithmetic.mean)}, TIES ${formatPercent(ties.mean)}, the plain average ${formatPercent(average.mean)}: ` +
      `DOGE is ${formatNumber(Math.abs(ahead), 2)} ${ahead > 0 ? 'ahead of' : 'behind'} the better of the two tuned rivals. ` +
      'At 1 a task is served as well as by its expert; at 0 as by the pretrained model.',
    source: 'In place of the paper’s results tables; the measure is ours',
    x: { title: 'task' },
    y: {
      title: 'share of the gain retained',
      range: [Math.min(0, Math.floor(5 * Math.min(...all)) / 5), Math.max(1.2, ...all)],
    },
    categories: numbered(doge.retained.length),
    series: [
      { name: 'DOGE', role: 'ours', values: doge.retained },
      { name: 'task arithmetic', role: 'rival', values: arithmetic.retained },
      { name: 'TIES', role: 'rival2', values: ties.retained },
      { name: 'average', role: 'rival3', values: average.retained },
    ],
    rules: [{ axis: 'y', at: 1, label: 'expert' }],
  });
}

/** Below this a logarithm cannot show the objective. */
const FLOOR = 1e-16;

function objectiveFigure(
  { history, leak }: Results,
  { steps, optimizer, project }: Params,
): Figure {
  const [first = NaN] = history;
  const last = history.at(-1) ?? NaN;
  const constraint = `Of Δ, a share of ${formatNumber(leak, 2)} by length lies in the shared subspace${project ? '' : ', which is not protected here'}.`;
  const common = {
    id: 'objective',
    title: 'The descent, without any data',
    source: 'The data-free objective and its projected descent',
  };
  if (steps === 0)
    return note({
      ...common,
      caption: `With 0 steps Δ stays zero and the objective stays at ${formatNumber(first)}.`,
    });
  return lines({
    ...common,
    caption: `${steps} ${optimizer === 'adam' ? 'Adam steps' : 'gradient steps'} take the objective from ${formatNumber(first)} to ${formatNumber(last)}. ${constraint}`,
    x: { title: 'step' },
    y: { title: 'objective L(Δ)', scale: 'log' },
    series: [
      {
        name: 'objective',
        role: 'ours',
        draw: 'steps',
        x: history.map((_, i) => i),
        y: history.map((value) => Math.max(value, FLOOR)),
      },
    ],
  });
}

function matricesFigure({ first, sum, Delta, update, lambdas }: Results): Figure {
  const rows = numbered(first.length);
  const cols = numbered(first[0]?.length ?? 0);
  const most = Math.max(
    ...[first, sum, Delta, update].map((M) => Math.max(...M.flat().map(Math.abs))),
    1e-12,
  );
  const panel = (title: string, values: readonly (readonly number[])[]) => ({
    title,
    ...{ rows, cols, values },
  });
  return heatmap({
    id: 'matrices',
    title: 'From task vectors to the merged update',
    caption: `The first task vector; the sum of all with coefficients of about ${formatNumber(mean(lambdas), 2)}; Δ, which is added to every task vector; and the update after trimming, with Δ in it. Colours reach to ±${formatNumber(most, 2)}.`,
    source: 'The merged update with its modification and its trimming masks',
    x: { title: 'input' },
    y: { title: 'output' },
    value: { title: 'change of the weight', range: [-most, most] },
    palette: 'signed',
    panels: [
      panel('τ₁', first),
      panel('Σ λᵢτᵢ', sum),
      panel('Δ', Delta),
      panel('merged update', update),
    ],
  });
}

function sharedFigure(
  { spectrum: s, k, perTask, gap, found }: Results,
  { tasks, shared }: Params,
): Figure {
  return lines({
    id: 'shared',
    title: 'Which output directions do tasks share?',
    caption:
      `Each task contributes its strongest output directions, ${perTask} of them. One that all ${tasks} tasks have would reach √${tasks} = ${formatNumber(Math.sqrt(tasks))}. Directions of single tasks would have 1 if they were orthogonal; here they are not quite, and spread around it. ` +
      (k === 0
        ? 'No direction is kept, so that nothing is protected.'
        : `The first ${k} are protected; the gap behind them is ${formatNumber(gap, 2)}. ${shared > 0 ? `They hold ${formatPercent(found)} of the planted shared direction.` : 'With s = 0 no direction is planted in common.'}`),
    source: 'The SVD of the stacked left singular vectors, and the projector from it',
    x: { title: 'index of the singular value' },
    y: { title: 'singular value of B', range: [0, 1.1 * Math.sqrt(tasks)] },
    series: [spectrum('singular values of B', 'ours', s)],
    rules: [
      { axis: 'x', at: k + 0.5, label: `k = ${k}` },
      { axis: 'y', at: Math.sqrt(tasks), label: `√${tasks}` },
    ],
  });
}

function overlapFigure({ overlaps, k, perTask }: Results): Figure {
  const common = {
    id: 'overlap',
    title: 'How much of each task lies in the shared subspace',
    source: 'Ours; the overlap is the mean cos² of the principal angles',
  };
  if (overlaps.length === 0)
    return note({
      ...common,
      caption: 'The shared subspace has 0 directions: there is no overlap.',
    });
  return bars({
    ...common,
    caption: `Overlap of the ${k} shared directions with the ${perTask} of each task: ${formatNumber(mean(overlaps), 2)} on average. At 1 one of the two subspaces contains the other, at 0 they are orthogonal.`,
    x: { title: 'task' },
    y: { title: 'subspace overlap', range: [0, 1] },
    categories: numbered(overlaps.length),
    series: [{ name: 'overlap', role: 'data', values: overlaps }],
  });
}

function cosineFigure({ cosines }: Results): Figure {
  const names = numbered(cosines.length);
  const apart = cosines.flatMap((row, i) => row.filter((_, j) => i !== j));
  return heatmap({
    id: 'cosines',
    title: 'How alike are the task vectors?',
    caption: `The cosine of two different task vectors is ${formatNumber(mean(apart), 2)} on average, from ${formatNumber(Math.min(...apart), 2)} to ${formatNumber(Math.max(...apart), 2)}. Where rows of task vectors are orthogonal, they can simply be added up; where they are alike, the sum counts the common part several times.`,
    source: 'Ours, beside the paper’s point that task vectors need not be made orthogonal',
    x: { title: 'task' },
    y: { title: 'task' },
    value: { title: 'cosine', range: [-1, 1] },
    palette: 'signed',
    panels: [{ title: 'task vectors', rows: names, cols: names, values: cosines }],
  });
}

function tuningFigure({ arithmetic, ties, doge }: Results): Figure {
  const all = [arithmetic, ties, doge].flatMap(({ validation }) => validation);
  return lines({
    id: 'tuning',
    title: 'Every method gets its best coefficient',
    caption: `On validation samples DOGE is best at λ̄ = ${formatNumber(doge.lambda)}, task arithmetic at λ = ${formatNumber(arithmetic.lambda)}, TIES (${ties.keep} % kept, ${ties.averaged ? 'averaged, twice λ' : 'added up'}) at λ = ${formatNumber(ties.lambda)}. Values below −1 are drawn at −1.`,
    source: 'Ours: the whole grid, so that the tuning can be seen',
    x: { title: 'coefficient λ (of DOGE: λ̄)' },
    y: {
      title: 'mean share retained (validation)',
      range: [Math.max(-1, Math.floor(5 * Math.min(0, ...all)) / 5), Math.max(1, ...all)],
    },
    series: [
      { name: 'DOGE', role: 'ours', x: GRID, y: doge.validation.map(shown) },
      { name: 'task arithmetic', role: 'rival', x: GRID, y: arithmetic.validation.map(shown) },
      { name: 'TIES', role: 'rival2', x: GRID, y: ties.validation.map(shown) },
    ],
  });
}

const shown = (value: number): number => Math.max(-1, value);

function spectraFigure({ spectra: { first, sum, update } }: Results): Figure {
  return lines({
    id: 'spectra',
    title: 'Singular values before and after',
    caption: `The largest singular value of one task vector is ${formatNumber(first[0] ?? 0, 2)}, of the weighted sum ${formatNumber(sum[0] ?? 0, 2)}, of the merged update ${formatNumber(update[0] ?? 0, 2)}.`,
    source: 'Ours; how many directions the merged update needs',
    x: { title: 'index of the singular value' },
    y: {
      title: 'singular value',
      range: [0, 1.05 * Math.max(first[0] ?? 0, sum[0] ?? 0, update[0] ?? 0) || 1],
    },
    series: [
      spectrum('merged update', 'ours', update),
      spectrum('Σ λᵢτᵢ', 'rival', sum),
      spectrum('τ₁', 'data', first),
    ],
  });
}
