import { claim, info, type Finding } from '#demo';
import type { Params } from './params.ts';
import type { Results } from './run.ts';

/** How far DOGE is ahead of the better of tuned task arithmetic and tuned TIES. */
export const lead = ({ doge, arithmetic, ties }: Results): number =>
  doge.mean - Math.max(arithmetic.mean, ties.mean);

/** The objective after the descent over that before it. */
export const objectiveRatio = ({ history }: Results): number =>
  (history.at(-1) ?? NaN) / (history[0] ?? NaN);

export function claims(results: Results, { project, shared }: Params): readonly Finding[] {
  const { average, arithmetic, ties, doge, plain, free, history } = results;
  return [
    claim({
      id: 'C1',
      says: 'In this toy, DOGE keeps more of the experts’ gains than tuned task arithmetic and tuned TIES.',
      measured: { label: 'lead over the better of the two', value: lead(results) },
      relation: '>',
      threshold: 0,
      beside: [
        { label: 'DOGE', value: doge.mean },
        { label: 'task arithmetic', value: arithmetic.mean },
        { label: 'TIES', value: ties.mean },
      ],
      source: 'Abstract: better than earlier methods on vision and language tasks',
    }),
    claim({
      id: 'C2',
      says: 'In this toy, the learned modification Δ is what helps: without it, the same coefficients and trimming keep less.',
      measured: { label: 'DOGE minus DOGE with Δ = 0', value: doge.mean - plain.mean },
      relation: '>',
      threshold: 0,
      beside: [{ label: 'DOGE with Δ = 0, tuned', value: plain.mean }],
      source: 'Abstract: close the gap by modifying task vectors; the comparison is ours',
    }),
    claim({
      id: 'C3',
      says: 'In this toy, tuned task arithmetic keeps more than a plain average of the weights.',
      measured: { label: 'task arithmetic minus average', value: arithmetic.mean - average.mean },
      relation: '>',
      threshold: 0,
      beside: [{ label: 'average', value: average.mean }],
      source: 'Ours: a check that the baseline is worth beating',
    }),
    claim({
      id: 'C4',
      says: 'In this toy, the descent shrinks the data-free objective by more than a tenth.',
      measured: { label: 'objective, last / first', value: objectiveRatio(results) },
      relation: '<',
      threshold: 0.9,
      beside: [
        { label: 'before the first step', value: history[0] ?? NaN },
        { label: 'after the last', value: history.at(-1) ?? NaN },
      ],
      source: 'Abstract: a data-free objective by gradient descent; the threshold is ours',
    }),
    claim({
      id: 'C5',
      says: 'In this toy, the modification leaves the shared subspace alone, up to rounding.',
      measured: { label: '‖PΔ‖ / ‖Δ‖', value: results.leak },
      relation: '<',
      threshold: 1e-8,
      source: 'The projection of the gradient; measuring the modification itself is ours',
    }),
    claim({
      id: 'C6',
      says: 'In this toy, merging does not reach the experts: more than a twentieth of their gain stays missing.',
      measured: { label: 'gain missing, 1 − DOGE', value: 1 - doge.mean },
      relation: '>',
      threshold: 0.05,
      source: 'Ours: what one matrix for all tasks still costs',
    }),
    info({
      id: 'projection',
      says: 'In this toy, the projection mostly costs the tasks at hand a little: above 0, letting Δ go free keeps more.',
      measured: { label: 'without projection minus DOGE', value: free.mean - doge.mean },
      beside: [{ label: 'DOGE without projection, tuned', value: free.mean }],
      source: project
        ? 'Ours; the paper projects in order to retain what the tasks share'
        : 'Ours; the projection is off here, so that both are the same',
    }),
    info({
      id: 'direction',
      says: 'In this toy we know the output direction that all tasks share: 1 means that the shared subspace contains it.',
      measured: { label: '‖P v‖²', value: results.found },
      source:
        shared > 0
          ? 'Ours; the paper knows no true direction'
          : 'Ours; with s = 0 no task uses that direction here, and the number means nothing',
    }),
    info({
      id: 'gap',
      says: 'In this toy, as in general, the shared subspace is well defined only if the singular values of B before and behind the cut differ.',
      measured: { label: 'σₖ − σₖ₊₁ of B', value: results.gap },
      beside: [{ label: 'directions k', value: results.k }],
      source: 'Ours; near 0 the projector is arbitrary',
    }),
  ];
}
