import { at, claim, info, type Finding } from '#demo';
import type { Params } from './params.ts';
import type { Outcome, Results } from './run.ts';

/** Stored numbers of the original over those of a compressed layer. */
export const rateOf = ({ original }: Results, { size }: { readonly size: number }): number =>
  original.size / size;

/** The SVD of the rank at which it answers best, chosen on the test samples: an oracle. */
export function bestSvd({ svdCurve }: Results): {
  readonly rank: number;
  readonly accuracy: number;
} {
  const accuracy = Math.max(...svdCurve.accuracy);
  return { accuracy, rank: at(svdCurve.ranks, svdCurve.accuracy.indexOf(accuracy)) };
}

/** The best of compressing only Q, K, V or O. */
export function bestOnly({ onlyQ, onlyK, onlyV, onlyO }: Results): Outcome {
  return [onlyQ, onlyK, onlyV, onlyO].reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
}

export function claims(results: Results, { R1, r, D }: Params): readonly Finding[] {
  const { original, tensorLlm, svd, perHead, trawl, svdRank } = results;
  const best = bestSvd(results);
  return [
    gain(
      results,
      'C1',
      'the layer answers more questions rightly after the compression than before it',
      {
        label: 'original',
        accuracy: original.accuracy,
        source: 'The paper’s results for GPT-J on FEVER: 50.2 % before, 58.9 % after',
      },
    ),
    gain(
      results,
      'C2',
      `it beats the SVD of each matrix at rank ${svdRank}, which stores ${svdRank === D ? 'all it can' : 'at least as much'}`,
      {
        label: 'SVD of the same size',
        accuracy: svd.accuracy,
        source: 'After the idea of LASER, the paper’s rival; this comparison at one size is ours',
      },
    ),
    gain(
      results,
      'C3',
      'it beats the SVD of each matrix at whatever rank answers most test questions',
      {
        label: `SVD at rank ${best.rank}`,
        accuracy: best.accuracy,
        source: 'Ours; the rival’s rank is chosen on the test samples',
      },
    ),
    gain(
      results,
      'C4',
      'factors common to all heads beat factors of the same ranks for each head, which store more',
      {
        label: 'per-head Tucker',
        accuracy: perHead.accuracy,
        source: 'The case for sharing, Eqs. 9–14; the comparison is ours',
      },
    ),
    gain(results, 'C5', 'compressing Q, K, V and O together beats compressing any one of them', {
      label: 'best of only Q, K, V, O',
      accuracy: bestOnly(results).accuracy,
      source: 'Table IV: GPT-J, all four data sets',
    }),
    claim({
      id: 'C6',
      says: 'In this toy, the factor U₁ found in the weights alone spans most of the planted token subspace.',
      measured: { label: 'overlap of U₁ and the token subspace', value: results.overlap },
      relation: '>',
      threshold: 0.8,
      beside: [{ label: 'by chance', value: Math.max(R1, r) / D }],
      source: 'Ours; the paper knows no true subspace',
    }),
    claim({
      id: 'C7',
      says: 'In this toy, the compressed layer stores less than a third of the original.',
      measured: { label: 'compression rate', value: rateOf(results, tensorLlm) },
      relation: '>',
      threshold: 3,
      beside: [
        { label: 'numbers stored', value: tensorLlm.size },
        { label: 'numbers before', value: original.size },
      ],
      source: 'Ours; the paper reports rates up to 247.3 in one layer of GPT-J',
    }),
    info({
      id: 'trawl',
      says: 'In this toy, stacking the four matrices without cutting them into heads does about as well at the same size: the gain comes from the shared model dimension.',
      measured: {
        label: 'accuracy, TensorLLM − stacked Tucker',
        value: tensorLlm.accuracy - trawl.accuracy,
      },
      beside: [{ label: 'stacked Tucker', value: trawl.accuracy }],
      source: 'Ours, after the idea of TRAWL, which has other variants too',
    }),
    info({
      id: 'change',
      says: 'In this toy, the weights may change by more than half of their size while the answers get better.',
      measured: {
        label: 'relative error of the weights',
        value: results.errors.at(-1) ?? NaN,
      },
      source: 'Eq. 14: the quantity that HOOI makes small; the remark is ours',
    }),
  ];
}

/** "In this toy, …": TensorLLM's accuracy is above a rival's. */
function gain(
  { tensorLlm }: Results,
  id: string,
  says: string,
  rival: { readonly label: string; readonly accuracy: number; readonly source: string },
): Finding {
  return claim({
    id,
    says: `In this toy, ${says}.`,
    measured: {
      label: `accuracy, TensorLLM − ${rival.label}`,
      value: tensorLlm.accuracy - rival.accuracy,
    },
    relation: '>',
    threshold: 0,
    beside: [
      { label: 'TensorLLM', value: tensorLlm.accuracy },
      { label: rival.label, value: rival.accuracy },
    ],
    source: rival.source,
  });
}
