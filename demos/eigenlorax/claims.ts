import { at, claim, formatNumber, info, type Finding } from '#demo';
import type { Params } from './params.ts';
import type { Results } from './run.ts';

/** Undefined (NaN) where both are 0 or infinite. */
const ratio = (a: number, b: number): number => (a === 0 && b === 0 ? NaN : a / b);

/** Errors below this are rounding. */
const ROUNDING = 1e-12;
const rounded = (error: number): number => (error < ROUNDING ? 0 : error);

export function claims(results: Results, { K, P, ntrain }: Params): readonly Finding[] {
  const { explained, errors, rebuilt, trained, stored, stepsToHalf } = results;
  const [inputs, outputs] = [at(explained.A, K - 1), at(explained.B, K - 1)];
  return [
    claim({
      id: 'C1',
      says: 'In this toy, a few principal components hold nearly all of the variance of the trained adapters.',
      measured: {
        label: `share in the first ${K}, the lesser of both sides`,
        value: Math.min(inputs, outputs),
      },
      relation: '>',
      threshold: 0.9,
      beside: [
        { label: 'factors A (inputs)', value: inputs },
        { label: 'factors B (outputs)', value: outputs },
      ],
      source: 'Abstract: adapters share a principal subspace; the threshold is ours',
    }),
    claim({
      id: 'C2',
      says: `In this toy, a new task is learned better from ${ntrain} samples by loadings alone than by a LoRA from scratch.`,
      measured: {
        label: 'error ratio, LoRA / EigenLoRAx',
        value: ratio(errors.lora, errors.eigen),
      },
      relation: '>',
      threshold: 1.5,
      beside: [
        { label: 'EigenLoRAx, last step', value: errors.eigen },
        { label: 'LoRA, best of three rates and best step', value: errors.lora },
      ],
      source: 'Abstract: rapid adaptation by coefficients on the components; the threshold is ours',
    }),
    claim({
      id: 'C3',
      says: 'In this toy, the subspace makes the difference, not its small size: a random subspace of the same size learns far less.',
      measured: {
        label: 'error ratio, random subspace / EigenLoRAx',
        value: ratio(errors.random, errors.eigen),
      },
      relation: '>',
      threshold: 2.5,
      beside: [
        { label: 'EigenLoRAx, last step', value: errors.eigen },
        { label: 'random subspace, best step', value: errors.random },
      ],
      source: 'Ours: the same training on random orthonormal bases',
    }),
    claim({
      id: 'C4',
      says: 'In this toy, the donors themselves are rebuilt from their loadings with little loss.',
      measured: { label: 'relative squared error', value: rebuilt },
      relation: '<',
      threshold: 0.15,
      source: 'An adapter’s factors projected on the components; the threshold is ours',
    }),
    claim({
      id: 'C5',
      says: 'In this toy, far fewer numbers are trained for a new task.',
      measured: {
        label: 'trained numbers, LoRA / EigenLoRAx',
        value: trained.lora / trained.eigen,
      },
      relation: '>',
      threshold: 5,
      beside: [
        { label: 'EigenLoRAx', value: trained.eigen },
        { label: 'LoRA', value: trained.lora },
      ],
      source:
        'Step 5, r(m + n) against 2(K + P)r. Project page: about 100 times fewer at full size; the threshold is ours',
    }),
    info({
      id: 'speed',
      says: 'In this toy, the loadings reach an error of one half sooner than LoRA does if this is above 1: mostly so with a dozen samples, rarely with many. Whoever never gets there counts as infinitely slow.',
      measured: {
        label: 'steps to an error of 0.5, LoRA at its fastest rate / EigenLoRAx',
        value: ratio(stepsToHalf.lora, stepsToHalf.eigen),
      },
      beside: [
        { label: 'steps of EigenLoRAx', value: stepsToHalf.eigen },
        { label: 'steps of LoRA', value: stepsToHalf.lora },
      ],
      source: 'Ours, after the abstract’s “rapid adaptation”',
    }),
    info({
      id: 'pseudo',
      says:
        P === 0
          ? 'In this toy, pseudo-components enlarge the subspace and lower its floor. There are none here (P = 0).'
          : 'In this toy, pseudo-components enlarge the subspace: its floor, the least possible error, falls, and more numbers must be trained.',
      measured: {
        label: 'floor, without / with pseudo-components',
        value: ratio(rounded(errors.principalFloor), rounded(errors.floor)),
      },
      beside: [
        { label: 'without', value: rounded(errors.principalFloor) },
        { label: 'with', value: rounded(errors.floor) },
      ],
      source: 'Abstract: the subspace augmented with orthogonal vectors when donors are few',
    }),
    info({
      id: 'memory',
      says: `In this toy, all adapters together take ${formatNumber(stored.eigen)} stored numbers as loadings, common components included, and ${formatNumber(stored.lora)} as LoRAs.`,
      measured: {
        label: 'stored numbers, LoRA / EigenLoRAx',
        value: stored.lora / stored.eigen,
      },
      source: 'Project page: 18 times less memory for serving many adapters',
    }),
  ];
}
