import {
  at,
  bars,
  formatNumber,
  formatPercent,
  lines,
  spectrum,
  type Figure,
  type Role,
  type Series,
} from '#demo';
import { bestOnly, bestSvd, rateOf } from './claims.ts';
import type { Params } from './params.ts';
import type { Curve, Results } from './run.ts';

export function figures(results: Results, params: Params): readonly Figure[] {
  return [
    accuracyFigure(results, params),
    spectrumFigure(results, params),
    methodsFigure(results),
    anglesFigure(results, params),
    sweepsFigure(results, params),
  ];
}

/** "climbs from 48 % to 53 %" in words that are true either way. */
const changed = (before: number, after: number): string =>
  after === before
    ? `stays at ${formatPercent(after)}`
    : `${after > before ? 'rises' : 'falls'} from ${formatPercent(before)} to ${formatPercent(after)}`;

function accuracyFigure(results: Results, { R1 }: Params): Figure {
  const { original, tensorLlm, svd, svdRank, tensorLlmCurve, svdCurve } = results;
  const rate = rateOf(results, tensorLlm);
  const best = bestSvd(results);
  const series = (name: string, role: Role, { size, accuracy }: Curve): Series => {
    // The SVD's last ranks store more than the original: no compression to speak of.
    const kept = size.flatMap((s, i) => (s <= original.size ? [i] : []));
    return {
      name,
      role,
      x: kept.map((i) => rateOf(results, { size: at(size, i) })),
      y: kept.map((i) => at(accuracy, i)),
    };
  };
  return lines({
    id: 'accuracy',
    title: 'Fewer numbers, better answers?',
    caption:
      `At R₁ = ${R1} the layer is stored in ${tensorLlm.size} numbers instead of ${original.size}, a rate of ${formatNumber(rate)}, and its accuracy ${changed(original.accuracy, tensorLlm.accuracy)}. ` +
      `An SVD of each matrix that stores at least as much has rank ${svdRank} and answers ${formatPercent(svd.accuracy)} rightly; the best of all ranks, ${best.rank}, ${formatPercent(best.accuracy)}.`,
    source: 'The paper’s results by compression rate; the curves and the best SVD are ours',
    x: { title: 'compression rate', scale: 'log' },
    y: { title: 'accuracy on test samples', range: [0, 1] },
    series: [
      series('TensorLLM, by R₁', 'ours', tensorLlmCurve),
      series('SVD of each matrix, by rank', 'rival', svdCurve),
    ],
    rules: [
      { axis: 'y', at: original.accuracy, label: 'original' },
      { axis: 'x', at: rate, label: `R₁ = ${R1}` },
    ],
  });
}

function spectrumFigure({ spectra }: Results, { R1, r, R2, R3 }: Params): Figure {
  const { model, head, matrix } = spectra;
  const share = (values: readonly number[]): number[] => values.map((s) => s / (values[0] ?? 1));
  const next = model[r];
  const knee =
    next === undefined
      ? `Tokens fill all ${model.length} dimensions, so there can be no knee.`
      : `Tokens live in ${r} dimensions: singular value ${r} of the model dimension is ${formatNumber(at(model, r - 1) / next)} times the next one.`;
  return lines({
    id: 'spectrum',
    title: 'Which dimension can be cut?',
    caption: `${knee} Ranks kept: R₁ = ${R1} of ${model.length}, R₂ = ${R2} of ${head.length}, R₃ = ${R3} of ${matrix.length}.`,
    source: 'Singular values of the three unfoldings of the tensor, from which HOOI starts',
    x: { title: 'number of the singular value' },
    y: { title: 'share of the largest one', range: [0, 1] },
    series: [
      spectrum('model dimension', 'ours', share(model)),
      spectrum('head dimension', 'data', share(head)),
      spectrum('Q, K, V, O', 'rival4', share(matrix)),
    ],
    rules: [{ axis: 'x', at: R1 + 0.5, label: `R₁ = ${R1}` }],
  });
}

function methodsFigure(results: Results): Figure {
  const { original, tensorLlm, svd, svdRank, trawl, perHead, onlyQ, onlyK, onlyV, onlyO } = results;
  const rows = [
    { name: 'original', role: 'data', outcome: original },
    { name: 'TensorLLM', role: 'ours', outcome: tensorLlm },
    { name: `SVD, rank ${svdRank}`, role: 'rival', outcome: svd },
    { name: 'stacked Tucker', role: 'rival2', outcome: trawl },
    { name: 'per-head Tucker', role: 'rival3', outcome: perHead },
    { name: 'only Q', role: 'rival4', outcome: onlyQ },
    { name: 'only K', role: 'rival4', outcome: onlyK },
    { name: 'only V', role: 'rival4', outcome: onlyV },
    { name: 'only O', role: 'rival4', outcome: onlyO },
  ] as const;
  const rate = (size: number): string => formatNumber(rateOf(results, { size }), 2);
  return bars({
    id: 'methods',
    title: 'What has to be shared, and with whom?',
    caption:
      `TensorLLM answers ${formatPercent(tensorLlm.accuracy)} rightly at a rate of ${rate(tensorLlm.size)}; factors for each head ${formatPercent(perHead.accuracy)} at ${rate(perHead.size)}; the best single matrix ${formatPercent(bestOnly(results).accuracy)} at ${rate(bestOnly(results).size)}. ` +
      `Stacked without heads: ${formatPercent(trawl.accuracy)} at ${rate(trawl.size)}.`,
    source:
      'Table IV for one matrix only; the other bars are ours, after the ideas of LASER and TRAWL',
    x: { title: 'what is compressed, and how' },
    y: { title: 'accuracy on test samples', range: [0, 1] },
    categories: rows.map(({ name }) => name),
    series: [
      {
        name: 'accuracy',
        role: rows.map(({ role }) => role),
        values: rows.map(({ outcome }) => outcome.accuracy),
      },
    ],
    rules: [{ axis: 'y', at: original.accuracy, label: 'original' }],
  });
}

function anglesFigure({ cosines2, overlap }: Results, { R1, r, D }: Params): Figure {
  const chance = Math.max(R1, r) / D;
  return bars({
    id: 'angles',
    title: 'Did it find the token subspace?',
    caption: `Overlap of the ${R1} columns of U₁ with the ${r} planted directions: ${formatNumber(overlap)}, the mean of these bars. Two unrelated subspaces of these sizes in ${D} dimensions overlap by ${formatNumber(chance)} on average.`,
    source: 'Ours; the paper knows no true subspace',
    x: { title: 'principal angle, the smallest first' },
    y: { title: 'cos² of the angle', range: [0, 1] },
    categories: cosines2.map((_, i) => `θ${i + 1}`),
    series: [{ name: 'cos² of U₁ and the tokens', role: 'ours', values: cosines2 }],
    rules: [{ axis: 'y', at: chance, label: 'mean by chance' }],
  });
}

function sweepsFigure({ errors, spectra }: Results, { R1, R2, R3 }: Params): Figure {
  const { model, head, matrix } = spectra;
  const first = at(errors, 0);
  const drop = first - at(errors, errors.length - 1);
  const cut = [R1 < model.length, R2 < head.length, R3 < matrix.length].filter(Boolean).length;
  const more =
    cut < 2
      ? `At most one dimension is cut (R₁ = ${R1}, R₂ = ${R2}, R₃ = ${R3}), so one SVD gives the best answer and later sweeps change nothing.`
      : `${errors.length - 1} more sweeps lower that by ${formatNumber(Math.max(0, drop), 2)} in all.`;
  return lines({
    id: 'sweeps',
    title: 'How fast does the iteration settle?',
    caption: `After the first sweep the tensor is off by ${formatPercent(first)} of its size. ${more}`,
    source: 'Eqs. 9–14, by higher-order orthogonal iteration',
    x: { title: 'sweep of HOOI' },
    y: { title: 'relative error of the tensor', range: [0, 1] },
    series: [{ name: 'error', role: 'ours', x: errors.map((_, i) => i + 1), y: errors }],
  });
}
