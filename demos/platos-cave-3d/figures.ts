import type { Matrix } from 'ml-matrix';
import {
  bars,
  formatNumber,
  formatPercent,
  heatmap,
  lines,
  spectrum,
  type BarsFigure,
  type Figure,
  type Role,
} from '#demo';
import { P } from './generate.ts';
import type { Params } from './params.ts';
import { sweptAt, type Methods, type Quality, type Results } from './run.ts';

export function figures(results: Results, params: Params): readonly Figure[] {
  return [
    scoresFigure(results, params),
    matchingFigure(results, params),
    retrievalFigure(results, params),
    sweepFigure(results, params),
    correlationsFigure(results, params),
    similarityFigure(results, params),
    splitFigure(results, params),
    spectraFigure(results),
    overlapFigure(results, params),
  ];
}

function scoresFigure({ scores, methods, ridge }: Results, { k }: Params): Figure {
  const { affine, ccaAffine } = scores;
  const names = (word: string): string[] =>
    Array.from({ length: affine.rows }, (_, i) => `${word} ${i + 1}`);
  const panel = (title: string, values: number[][]) => ({
    ...{ title, values },
    rows: names('shape'),
    cols: names('text'),
  });
  return heatmap({
    id: 'diagonal',
    title: 'Who belongs to whom?',
    caption:
      `Cosine of each shape with each translated text, the first ${affine.rows} queries. Right pairs stand on the diagonal: there the cosines average ${hundredths(diagonal(affine))} between the full spaces and ${hundredths(diagonal(ccaAffine))} inside the CCA subspace with k = ${k}, elsewhere ${hundredths(elsewhere(affine))} and ${hundredths(elsewhere(ccaAffine))}. ` +
      `Of all queries ${formatPercent(methods.affine.matching)} are matched rightly between the full spaces (ridge λ = ${ridge}), ` +
      `${formatPercent(methods.ccaAffine.matching)} inside the subspace.`,
    source: 'The scores of step 4, for both kinds of space',
    x: { title: 'text' },
    y: { title: 'shape' },
    value: { title: 'cosine', range: [-1, 1] },
    palette: 'signed',
    panels: [
      panel('Full spaces, affine', affine.to2DArray()),
      panel(`CCA, k = ${k}, affine`, ccaAffine.to2DArray()),
    ],
  });
}

function hundredths(value: number): string {
  const rounded = Math.round(100 * value) / 100;
  return formatNumber(rounded, Math.abs(rounded) < 0.1 ? 1 : 2);
}

const diagonal = (S: Matrix): number => S.trace() / S.rows;

const elsewhere = (S: Matrix): number => (S.sum() - S.trace()) / (S.rows * (S.rows - 1));

const METHODS: readonly (readonly [keyof Methods, string, Role])[] = [
  ['none', 'no map', 'rival4'],
  ['affine', 'affine', 'rival'],
  ['localCka', 'local CKA', 'rival2'],
  ['pcaAffine', 'PCA + affine', 'rival3'],
  ['pcaLocalCka', 'PCA + local CKA', 'rival3'],
  ['ccaAffine', 'CCA + affine', 'ours'],
  ['ccaLocalCka', 'CCA + local CKA', 'ours'],
];

const qualityBars = (
  methods: Methods,
  key: keyof Quality,
): Pick<BarsFigure, 'categories' | 'series' | 'x'> => ({
  x: { title: 'method' },
  categories: METHODS.map(([, name]) => name),
  series: [
    {
      name: 'share of queries',
      role: METHODS.map(([, , role]) => role),
      values: METHODS.map(([method]) => methods[method][key]),
    },
  ],
});

function matchingFigure({ methods }: Results, { k, nQ }: Params): Figure {
  const { ccaAffine, ccaLocalCka, affine, pcaAffine } = methods;
  return bars({
    id: 'pairs',
    title: 'Matching shuffled pairs',
    caption:
      `Inside the CCA subspace (k = ${k}) the affine map matches ${formatPercent(ccaAffine.matching)} of the pairs and local CKA ${formatPercent(ccaLocalCka.matching)}. ` +
      `Between the full spaces the affine map, with the ridge that suits these queries best, matches ${formatPercent(affine.matching)}; on ${k} principal directions of each side ${formatPercent(pcaAffine.matching)}. ` +
      `Chance gives one pair, ${formatPercent(1 / nQ)}.`,
    source: 'The paper’s matching experiment; the PCA baselines are ours',
    y: { title: 'share of right pairs', range: [0, 1] },
    rules: [{ axis: 'y', at: 1 / nQ, label: 'chance' }],
    ...qualityBars(methods, 'matching'),
  });
}

function retrievalFigure({ methods }: Results, { k, nQ }: Params): Figure {
  const { ccaAffine, ccaLocalCka, localCka } = methods;
  return bars({
    id: 'top-five',
    title: 'Finding the shape for a text',
    caption:
      `How often the right shape is among the first five. Inside the CCA subspace (k = ${k}): ${formatPercent(ccaAffine.topFive)} with the affine map, ${formatPercent(ccaLocalCka.topFive)} with local CKA (first place: ${formatPercent(ccaLocalCka.topOne)}). ` +
      `Local CKA in the full spaces: ${formatPercent(localCka.topFive)}; chance: ${formatPercent(5 / nQ)}.`,
    source: 'The paper’s retrieval experiment; the PCA baselines are ours',
    y: { title: 'share found among the first five', range: [0, 1] },
    rules: [{ axis: 'y', at: 5 / nQ, label: 'chance' }],
    ...qualityBars(methods, 'topFive'),
  });
}

function sweepFigure(results: Results, { k, s }: Params): Figure {
  const { sweep, methods } = results;
  const x = sweep.k;
  const flat = (value: number): number[] => x.map(() => value);
  const most = Math.max(...sweep.matching);
  const where = x[sweep.matching.indexOf(most)] ?? s;
  const atS = sweptAt(sweep.matching, results, s);
  return lines({
    id: 'dimensions',
    title: 'How many dimensions are shared?',
    caption:
      `The meaning has s = ${s} directions. Inside the subspace the affine map matches ${formatPercent(atS)} of the pairs at k = s` +
      (atS === most ? ' (nowhere more)' : '') +
      (k === s ? '' : `, ${formatPercent(sweptAt(sweep.matching, results, k))} at k = ${k}`) +
      (atS === most ? '. ' : `, and most, ${formatPercent(most)}, at k = ${where}. `) +
      'Too few dimensions lose meaning; too many add directions whose correlation is an accident of the anchors.',
    source: 'The paper’s sweep over k (second hand); the comparison with a planted s is ours',
    x: { title: 'dimension k of the subspace' },
    y: { title: 'share of queries', range: [0, 1] },
    series: [
      { name: 'matching, CCA + affine', role: 'ours', x, y: sweep.matching },
      { name: 'top five, CCA + local CKA', role: 'data', x, y: sweep.topFive },
      { name: 'matching, full affine', role: 'rival', x, y: flat(methods.affine.matching) },
      { name: 'top five, full local CKA', role: 'rival2', x, y: flat(methods.localCka.topFive) },
    ],
    rules: [{ axis: 'x', at: s, label: `s = ${s}` }],
  });
}

function correlationsFigure({ correlations, heldOut }: Results, { k, s, nA }: Params): Figure {
  const next = correlations[s] ?? 0;
  return lines({
    id: 'correlations',
    title: 'Canonical correlations, and what is left of them',
    caption:
      `On the ${nA} anchors the first direction correlates by ${formatNumber(correlations[0] ?? 0)}, the first beyond the ${s} shared ones by ${formatNumber(next)}; on fresh queries by ${formatNumber(heldOut[0] ?? 0)} and ${formatNumber(heldOut[s] ?? 0)}. ` +
      'Where the two curves part, CCA has fitted the anchors and not the world.',
    source: 'Step 2, ρ on the anchors; the correlations on queries are ours',
    x: { title: 'canonical direction' },
    y: { title: 'correlation', range: [-0.5, 1] },
    series: [
      spectrum('on anchors', 'ours', correlations),
      { ...spectrum('on queries', 'data', heldOut), draw: 'points' },
    ],
    rules: [{ axis: 'x', at: k, label: `k = ${k}` }],
  });
}

function similarityFigure({ similarity }: Results, { k }: Params): Figure {
  const { full, pca, cca } = similarity;
  return bars({
    id: 'alike',
    title: 'How similar are the two spaces?',
    caption: `Linear CKA of the queries, 1 for spaces that agree up to rotation and scale: ${formatNumber(full)} between the full spaces, ${formatNumber(pca)} on ${k} principal directions of each, ${formatNumber(cca)} inside the CCA subspace, ${formatNumber(cca / full)} times the first.`,
    source: 'The paper’s comparison of encoders by linear CKA (second hand); PCA is ours',
    x: { title: 'space' },
    y: { title: 'linear CKA', range: [0, 1] },
    categories: ['full spaces', 'PCA', 'CCA'],
    series: [{ name: 'linear CKA', role: ['rival', 'rival3', 'ours'], values: [full, pca, cca] }],
  });
}

function splitFigure({ explained }: Results, { k }: Params): Figure {
  const { cca, pca } = explained;
  const values = [cca.semantics, pca.semantics, cca.geometry, pca.geometry];
  return bars({
    id: 'split',
    title: 'What do the 3D coordinates know?',
    caption:
      `How well the ${k} coordinates of a shape predict what was planted (adjusted R²; 0 is a mere guess). ` +
      `CCA coordinates: meaning ${formatNumber(cca.semantics)}, geometry ${formatNumber(cca.geometry)}. Principal coordinates: meaning ${formatNumber(pca.semantics)}, geometry ${formatNumber(pca.geometry)}.`,
    source: 'The abstract’s split of semantic and geometric parts; measured our way',
    x: { title: 'subspace of the 3D features' },
    y: { title: 'adjusted R²', range: [Math.min(0, Math.floor(10 * Math.min(...values)) / 10), 1] },
    categories: ['CCA', 'PCA'],
    series: [
      { name: 'meaning', role: 'ours', values: [cca.semantics, pca.semantics] },
      { name: 'geometry', role: 'rival', values: [cca.geometry, pca.geometry] },
    ],
  });
}

function spectraFigure({ spectra }: Results): Figure {
  const { shapes, texts } = spectra;
  const tenOf = (shares: readonly number[]): number =>
    shares.slice(0, 10).reduce((sum, share) => sum + share, 0);
  return lines({
    id: 'spectra',
    title: 'Where the variance is',
    caption: `Ten principal directions hold ${formatPercent(tenOf(shapes))} of the variance of the 3D features and ${formatPercent(tenOf(texts))} of that of the text features. What is loud comes first, shared or not.`,
    source:
      'Ours: eigenvalues of the anchors’ covariances, of which the paper’s CCA takes inverse roots',
    x: { title: 'principal direction' },
    y: { title: 'share of the variance' },
    series: [spectrum('3D', 'data', shapes), spectrum('text', 'rival', texts)],
  });
}

function overlapFigure(results: Results, { k }: Params): Figure {
  const { sweep } = results;
  const here = sweptAt(sweep.overlap, results, k);
  return lines({
    id: 'overlap',
    title: 'Does the shared subspace lie where the variance is?',
    caption:
      `Overlap (mean cos² of the principal angles) of two subspaces of the 3D features: the one spanned by the first k columns of Wx, by which CCA reads the features, and the one of the first k principal directions. It is ${formatNumber(here)} at k = ${k}. ` +
      `Unrelated subspaces of ${P} dimensions overlap by k/${P} = ${formatNumber(k / P)} on average.`,
    source: 'Ours',
    x: { title: 'dimension k of both subspaces' },
    y: { title: 'overlap', range: [0, 1] },
    series: [
      { name: 'CCA and PCA', role: 'ours', x: sweep.k, y: sweep.overlap },
      { name: 'unrelated', role: 'null', x: sweep.k, y: sweep.k.map((each) => each / P) },
    ],
    rules: [{ axis: 'x', at: k, label: `k = ${k}` }],
  });
}
