import {
  bars,
  formatChosen,
  formatNumber,
  formatPercent,
  heatmap,
  lines,
  spectrum,
  type Figure,
  type HeatmapPanel,
} from '#demo';
import type { ModeName, Params } from './params.ts';
import { explained, REUSED, type Results } from './run.ts';

/** How much of the variance that chance leaves open must be explained to speak of a little, of a lot. */
const LITTLE = 0.05;
const MUCH = 0.3;
/** Ratio to another curve above which a curve is clearly steeper, below which about the same. */
const STEEPER = 1.5;
const SAME = 1.1;
/** Below this R² there is nothing to lose. */
const LEARNED = 0.2;
/** Differences of R² smaller than this are called a tie. */
const TIE = 0.02;
/** Where the log axis of the merging figure ends: rounding error, or exact equality. */
const LOG_FLOOR = -17;
/** A relative difference below this is rounding, not mathematics. */
const ROUNDING = 1e-9;

const SHARE = { title: 'cumulative explained variance', range: [0, 1.02] } as const;

const directions = (k: number): string => (k === 1 ? 'first direction' : `first ${k} directions`);
const explain = (k: number): string => (k === 1 ? 'explains' : 'explain');

const SIDE: Readonly<Record<ModeName, string>> = {
  input: 'Input side',
  hidden: 'Hidden-unit side',
  model: 'Flattened models',
};

function screeVerdict(mode: ModeName, ours: number, byChance: number, before: number): string {
  if (ours === 0) return 'The models are identical: there is no variance to explain.';
  if (mode === 'hidden') {
    return 'Turning the inputs hardly touches this side, so only the untrained curve can be compared.';
  }
  const gain = (ours - byChance) / (1 - byChance);
  if (gain >= MUCH || ours >= STEEPER * byChance) {
    return ours > SAME * before
      ? 'That is far more than chance.'
      : 'That is far more than chance, but training has no part in it.';
  }
  return gain > LITTLE ? 'That is a little more than chance.' : 'That is what chance alone gives.';
}

function screeFigure({ scree }: Results, { k, mode, tau, steps }: Params): Figure {
  const { trained, chance, untrained, rank } = scree[mode];
  const ours = explained(trained, k);
  const byChance = explained(chance, k);
  const before = explained(untrained, k);
  const verdict = screeVerdict(mode, ours, byChance, before);
  return lines({
    id: 'scree',
    title: 'Is there a common weight subspace?',
    caption:
      `${SIDE[mode]}: the ${directions(k)} of ${trained.length} ${explain(k)} ${formatPercent(ours)} ` +
      `of the variance between the ${steps === 0 ? 'untrained' : 'trained'} models and ` +
      `${formatPercent(byChance)} when each model is turned at random` +
      (steps === 0 ? '. ' : `; before training it was ${formatPercent(before)}. `) +
      verdict +
      (rank > 0 ? ` Reaching ${formatPercent(tau)} takes ${rank} of them.` : ''),
    source: 'EVR_k, Algorithm 1; the null W Q and the untrained curve are ours',
    x: { title: 'number of directions' },
    y: SHARE,
    series: [
      spectrum('trained', 'ours', trained),
      spectrum('turned at random', 'null', chance),
      spectrum('untrained', 'rival', untrained),
    ],
    rules: [
      { axis: 'x', at: k, label: `k = ${k}` },
      { axis: 'y', at: tau, label: `τ = ${formatChosen(tau)}` },
    ],
  });
}

function projectionVerdict(own: number, cost: number): string {
  if (own < LEARNED) return '; but they have hardly learned anything that could be lost.';
  if (cost > TIE) return `, which costs ${formatNumber(cost)}.`;
  return cost < 0
    ? ', which is even a little better: what is cut away was noise.'
    : ', which is nearly all of it.';
}

function heldOutFigure({ heldOut }: Results, { k }: Params): Figure {
  const { own, projected, dataPca, random, mean } = heldOut;
  const values = [own, projected, dataPca, random, mean];
  const cost = own - projected;
  const origin =
    cost <= TIE && Math.abs(projected - dataPca) <= TIE
      ? 'The main directions of the data do the same job.'
      : `The main directions of the data give ${formatNumber(dataPca)}.`;
  return bars({
    id: 'held-out',
    title: 'Does an unseen model survive the projection?',
    caption:
      `Own weights reach R² = ${formatNumber(own)} on test data. Seen through the ${directions(k)} of ` +
      `the other models they keep ${formatNumber(projected)}${projectionVerdict(own, cost)} ${origin} A random subspace ` +
      `keeps ${formatNumber(random)}, the mean model ${formatNumber(mean)}.`,
    source:
      'Reconstruction in Algorithm 1, input mode: Ŵ = μ + (W − μ) U Uᵀ; the comparison is ours',
    x: { title: 'input weights used' },
    y: { title: 'test R²', range: [Math.min(-0.5, ...values), 1.05] },
    categories: ['own', 'projected', 'data PCA', 'random', 'mean only'],
    series: [
      {
        name: 'test R², mean over models',
        role: ['data', 'ours', 'rival', 'null', 'rival2'],
        values,
      },
    ],
    rules: [{ axis: 'y', at: 0, label: 'predicting the average' }],
  });
}

function fewShotFigure({ fewShot }: Results, { k }: Params): Figure {
  const x = fewShot.map(({ size }) => size);
  const last = fewShot[fewShot.length - 1];
  const { size = 0, coefficients = NaN, full = NaN, random = NaN } = last ?? {};
  const gap = coefficients - full;
  const verdict =
    gap > TIE
      ? 'The right subspace saves samples.'
      : gap < -TIE
        ? 'Here the subspace is in the way.'
        : 'Here it makes no difference.';
  return lines({
    id: 'few-shot',
    title: 'Can a new task be learned inside it?',
    caption:
      `From ${size} samples of a new task, training only the coefficients of ${k} shared ` +
      `${k === 1 ? 'direction' : 'directions'} gives test R² = ${formatNumber(coefficients)}, training ` +
      `all weights ${formatNumber(full)}, and a random subspace ${formatNumber(random)}. ${verdict}`,
    source:
      'New tasks by coefficients only, W = C Uᵀ, as the paper proposes; the comparison is ours',
    x: { title: 'training samples of the new task' },
    y: { title: 'test R²', range: [-1, 1.05] },
    series: [
      { name: 'coefficients', role: 'ours', x, y: fewShot.map((p) => p.coefficients) },
      { name: 'all weights', role: 'rival', x, y: fewShot.map((p) => p.full) },
      { name: 'random subspace', role: 'null', x, y: fewShot.map((p) => p.random) },
    ],
    rules: [{ axis: 'y', at: 0, label: 'predicting the average' }],
  });
}

const numbered = (letter: string, n: number): string[] =>
  Array.from({ length: n }, (_, i) => `${letter}${i + 1}`);

/** The squared length of a unit vector's projection, kept at 1 when rounding exceeds it. */
const inside = (row: readonly number[]): number =>
  Math.min(
    1,
    row.reduce((sum, cell) => sum + cell, 0),
  );

/** The squared cosines and, last, how much of each direction of U lies in the other subspace. */
function overlapPanel(title: string, letter: string, cosines2: number[][]): HeatmapPanel {
  return {
    title,
    rows: numbered('u', cosines2.length),
    cols: [...numbered(letter, cosines2[0]?.length ?? 0), 'sum'],
    values: cosines2.map((row) => [...row, inside(row)]),
  };
}

function overlapVerdict(overlap: number, { k, d, s }: Params): string {
  const chance = Math.max(k, s) / d;
  if (overlap < Math.max(2 * chance, 0.5))
    return 'The weights do not single out these signal directions.';
  if (overlap < 0.9) return 'The weights and the planted signal agree in part.';
  if (k < s) return 'The weights look only where the signal is.';
  return k === s
    ? 'The weight subspace is the signal subspace of the data.'
    : 'The weight subspace contains the signal subspace of the data.';
}

function overlapFigure({ overlap }: Results, params: Params): Figure {
  const { planted, data, random } = overlap;
  const verdict = overlapVerdict(planted.overlap, params);
  return heatmap({
    id: 'overlap',
    title: 'Where does it come from?',
    caption:
      `The input directions u of the weights overlap ${formatNumber(planted.overlap)} with the planted ` +
      `signal directions, ${formatNumber(data.overlap)} with the main directions of the data and ` +
      `${formatNumber(random.overlap)} with random ones (1: one contains the other). ${verdict}`,
    source: 'Ours: squared cosines (uᵢ · vⱼ)²; overlap ‖UᵀV‖² / min(k, columns of V)',
    x: { title: 'directions compared with; sum = share inside' },
    y: { title: 'direction of the weights' },
    value: { title: 'squared cosine', range: [0, 1] },
    panels: [
      overlapPanel('planted', 'a', planted.cosines2),
      overlapPanel('data PCA', 'p', data.cosines2),
      overlapPanel('random', 'r', random.cosines2),
    ],
  });
}

const logged = (value: number): number => Math.max(LOG_FLOOR, Math.log10(value));

function mergingFigure({ merging }: Results): Figure {
  const { k, subspace, uncentred, single } = merging;
  const worst = Math.max(...subspace);
  return lines({
    id: 'merging',
    title: 'Is subspace merging more than the mean?',
    caption:
      worst < ROUNDING
        ? `For every k, averaging centred coefficients gives the plain mean again: the largest relative ` +
          `difference is ${formatNumber(worst)}${worst > 0 ? ', rounding error' : ''}. Centred coefficients add up to zero, ` +
          'so the subspace has no say.'
        : `The largest relative difference from the plain mean is ${formatNumber(worst)}.`,
    source: 'μ + V Vᵀ mean(w − μ) = μ, an identity the independent replication points out',
    x: { title: 'directions kept' },
    y: { title: 'log₁₀ of relative difference', range: [LOG_FLOOR - 0.5, 2] },
    series: [
      { name: 'subspace merge', role: 'ours', x: k, y: subspace.map(logged) },
      { name: 'without centring', role: 'rival', x: k, y: uncentred.map(logged) },
    ],
    rules: [{ axis: 'y', at: logged(single), label: 'one model alone' }],
  });
}

function artefactFigure({ scree, artefact }: Results, { k, steps }: Params): Figure {
  const reused = explained(artefact.reused, k);
  const fresh = explained(artefact.fresh, k);
  const trained = explained(scree.model.trained, k);
  return lines({
    id: 'artefact',
    title: 'A subspace without learning',
    caption:
      `Whole models flattened, no training: the ${directions(k)} ${explain(k)} ${formatPercent(fresh)} ` +
      `if all starts differ and ${formatPercent(reused)} if ${formatPercent(REUSED)} of the models ` +
      `share one start. The models as set here reach ${formatPercent(trained)} after ${steps} training ` +
      `steps` +
      (steps > 0 && reused > trained ? ': less than the shared start does without learning.' : '.'),
    source:
      'EVR_k along the model mode, for shared starts as the independent replication found; the toy is ours',
    x: { title: 'number of directions' },
    y: SHARE,
    series: [
      spectrum(`${formatPercent(REUSED)} share a start`, 'rival', artefact.reused),
      spectrum('all starts differ', 'null', artefact.fresh),
      spectrum('as set here', 'ours', scree.model.trained),
    ],
    rules: [{ axis: 'x', at: k, label: `k = ${k}` }],
  });
}

export const figures = (results: Results, params: Params): Figure[] => [
  screeFigure(results, params),
  heldOutFigure(results, params),
  fewShotFigure(results, params),
  overlapFigure(results, params),
  mergingFigure(results),
  artefactFigure(results, params),
];
