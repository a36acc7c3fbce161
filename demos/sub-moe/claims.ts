import { claim, info, type Finding } from '#demo';
import { errorRatio, errorsAt } from './figures.ts';
import type { Params } from './params.ts';
import type { Errors, Results } from './run.ts';

export function claims(results: Results, { rank }: Params): readonly Finding[] {
  const { errors, distances } = results;
  const cut = errorsAt(results, rank);
  return [
    better(errors, 'C1', 'prune', 'merging loses less than keeping only the k busiest experts', {
      label: 'pruning',
      source: 'Mixtral-8x7B, 4 of 8 experts: average score 0.58 against 0.38',
    }),
    better(errors, 'C2', 'random', 'groups of similar output lose less than random groups', {
      label: 'random groups',
      source: 'Ablation of the clustering: perplexity 5.16 against 6.19',
    }),
    better(errors, 'C3', 'mSmoe', 'grouping by outputs loses less than grouping by router logits', {
      label: 'M-SMoE',
      source: 'Ablation of the clustering: perplexity 5.16 against 5.65',
    }),
    better(errors, 'C4', 'plain', 'frequency weights lose less than a plain average', {
      label: 'plain average',
      source: 'Ablation of the V merging: perplexity 5.16 against 5.31',
    }),
    better(
      errors,
      'C5',
      'vanilla',
      'a joint SVD loses less than averaging the V’s of separate SVDs',
      {
        label: 'vanilla SVD',
        source: 'Ablation of the decomposition: perplexity 5.16 against 7.02',
      },
    ),
    claim({
      id: 'C6',
      says: 'In this toy, as in general, the full-rank merge is the frequency-weighted average of the weights, up to rounding.',
      measured: { label: 'largest relative difference', value: distances.subMoe },
      relation: '<',
      threshold: 1e-9,
      beside: [
        { label: 'plain average', value: distances.plain },
        { label: 'vanilla SVD', value: distances.vanilla },
      ],
      source: 'Eqs. 5–8 taken together; the conclusion is ours',
    }),
    claim({
      id: 'C7',
      says: `In this toy, at rank ${rank} the activation-aware cut of Sub-MoE† loses less than a plain SVD of the average.`,
      measured: {
        label: 'error ratio, (merge+SVD) / Sub-MoE†',
        value: errorRatio(cut.svd, cut.subMoe),
      },
      relation: '>',
      threshold: 1,
      beside: [
        { label: 'Sub-MoE†', value: cut.subMoe },
        { label: 'merge+SVD', value: cut.svd },
      ],
      source: 'Eqs. 10–12; the plain SVD to compare with is ours',
    }),
    claim({
      id: 'C8',
      says: 'In this toy, the merged layer keeps at least 86 % of the original: of its output’s energy here, of its benchmark score in the paper.',
      measured: { label: 'energy kept, 1 − error²', value: 1 - errors.subMoe ** 2 },
      relation: '>',
      threshold: 0.86,
      beside: [
        { label: 'error of Sub-MoE', value: errors.subMoe },
        { label: 'error of keeping the dominant expert', value: errors.dominant },
      ],
      source: 'Abstract: 86 % of the zero-shot score kept by Mixtral-8x7B with half of its experts',
    }),
    info({
      id: 'hc-smoe',
      says: 'In this toy, HC-SMoE merges with the same weights, so it ties with Sub-MoE whenever it finds the same groups.',
      measured: {
        label: 'error ratio, HC-SMoE / Sub-MoE',
        value: errorRatio(errors.hcSmoe, errors.subMoe),
      },
      beside: [{ label: 'HC-SMoE', value: errors.hcSmoe }],
      source:
        'Ablation of the clustering: perplexity 5.46 for hierarchical clustering against 5.16',
    }),
    info({
      id: 'whitened',
      says: 'In this toy, merging first and cutting after whitening is a baseline worth having: below 1 it beats Sub-MoE†.',
      measured: {
        label: 'error ratio, (merge+whitened SVD) / Sub-MoE†',
        value: errorRatio(cut.whitened, cut.subMoe),
      },
      beside: [{ label: 'merge+whitened SVD', value: cut.whitened }],
      source: 'Our own baseline beside Eqs. 10–12; the paper does not measure it',
    }),
    info({
      id: 'dominant',
      says: 'In this toy, keeping only the busiest expert of every group is about as good as merging while experts share coordinates, and better when they do not (below 1).',
      measured: {
        label: 'error ratio, keep dominant / Sub-MoE',
        value: errorRatio(errors.dominant, errors.subMoe),
      },
      beside: [{ label: 'keep dominant', value: errors.dominant }],
      source: 'Ablation of the V merging: perplexity 5.53 for “drop” against 5.16',
    }),
    info({
      id: 'families',
      says: 'In this toy we know which experts were trained for the same job: 1 means that the groups found are these families.',
      measured: { label: 'adjusted Rand index', value: results.agreement },
      source: 'Ours; the paper knows no true groups. The index is Hubert & Arabie’s (1985)',
    }),
    info({
      id: 'task',
      says: 'In this toy, the layer before merging has learned its task up to this share of the variance.',
      measured: { label: '1 − R² of the original layer', value: results.taskError },
      source: 'Ours; it says how well this toy was trained',
    }),
  ];
}

/** "In this toy, …": a rival's error over Sub-MoE's is above 1. */
function better(
  errors: Errors,
  id: string,
  rival: keyof Errors,
  says: string,
  { label, source }: { readonly label: string; readonly source: string },
): Finding {
  return claim({
    id,
    says: `In this toy, ${says}.`,
    measured: {
      label: `error ratio, ${label} / Sub-MoE`,
      value: errorRatio(errors[rival], errors.subMoe),
    },
    relation: '>',
    threshold: 1,
    beside: [
      { label: 'Sub-MoE', value: errors.subMoe },
      { label, value: errors[rival] },
    ],
    source,
  });
}
