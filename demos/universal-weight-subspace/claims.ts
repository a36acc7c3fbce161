import { claim, info, type Finding } from '#demo';
import type { Params } from './params.ts';
import { explained, type Results } from './run.ts';

/** NaN where there is nothing to compare with: no variance at all has no ratio. */
const ratio = (a: number, b: number): number => (b === 0 ? NaN : a / b);

export function claims(results: Results, { k, d }: Params): Finding[] {
  const { scree, heldOut, fewShot, overlap, merging } = results;
  const trained = explained(scree.input.trained, k);
  const chance = explained(scree.input.chance, k);
  const untrained = explained(scree.input.untrained, k);
  const modelTrained = explained(scree.model.trained, k);
  const modelChance = explained(scree.model.chance, k);
  const last = fewShot[fewShot.length - 1] ?? { coefficients: NaN, full: NaN, random: NaN };
  return [
    claim({
      id: 'C1',
      says: 'In this toy, a few input directions hold most of the variance between independently trained models.',
      measured: { label: `share in the first ${k}, input side`, value: trained },
      relation: '>',
      threshold: 0.8,
      beside: [
        { label: 'turned at random', value: chance },
        { label: 'untrained', value: untrained },
      ],
      source: 'EVR_k along the input mode, Algorithm 1; the threshold is ours',
    }),
    claim({
      id: 'C2',
      says: 'In this toy, that is far more than in models of the same singular values that look in random directions.',
      measured: { label: 'trained / turned at random', value: ratio(trained, chance) },
      relation: '>',
      threshold: 1.8,
      beside: [
        { label: 'trained', value: trained },
        { label: 'turned at random', value: chance },
      ],
      source: 'Ours: the null W Q, with Q a random rotation for each model',
    }),
    claim({
      id: 'C3',
      says: 'In this toy, training makes it: the same networks before training do not have it.',
      measured: { label: 'trained / untrained', value: ratio(trained, untrained) },
      relation: '>',
      threshold: 2,
      beside: [
        { label: 'trained', value: trained },
        { label: 'untrained', value: untrained },
      ],
      source: 'Ours: EVR_k of the same networks before training',
    }),
    claim({
      id: 'C4',
      says: 'In this toy, a model loses next to nothing when it is projected on the subspace of the others.',
      measured: { label: 'projected R² − own R²', value: heldOut.projected - heldOut.own },
      relation: '>',
      threshold: -0.05,
      beside: [
        { label: 'projected', value: heldOut.projected },
        { label: 'own weights', value: heldOut.own },
        { label: 'random subspace', value: heldOut.random },
      ],
      source:
        'Reconstruction in Algorithm 1, input mode: Ŵ = μ + (W − μ) U Uᵀ; leaving one out is ours',
    }),
    claim({
      id: 'C5',
      says: 'In this toy, the subspace carries what the mean model alone does not.',
      measured: { label: 'projected R² − mean-only R²', value: heldOut.projected - heldOut.mean },
      relation: '>',
      threshold: 0.3,
      beside: [
        { label: 'projected', value: heldOut.projected },
        { label: 'mean only', value: heldOut.mean },
      ],
      source: 'The mean-only baseline of the independent replication, in our toy',
    }),
    claim({
      id: 'C6',
      says: 'In this toy, a new task is learned better from few samples by training coefficients only.',
      measured: {
        label: 'few-shot R²: coefficients − all weights',
        value: last.coefficients - last.full,
      },
      relation: '>',
      threshold: 0,
      beside: [
        { label: 'coefficients', value: last.coefficients },
        { label: 'all weights, best of three decays', value: last.full },
        { label: 'random subspace', value: last.random },
      ],
      source:
        'New tasks by coefficients only, W = C Uᵀ, as the paper proposes; the comparison is ours',
    }),
    claim({
      id: 'C7',
      says: 'In this toy, as in algebra, merging inside the subspace of the merged models is the plain mean for every k.',
      measured: { label: 'largest relative difference', value: Math.max(...merging.subspace) },
      relation: '<',
      threshold: 1e-9,
      beside: [{ label: 'one model against the mean', value: merging.single }],
      source: 'μ + V Vᵀ mean(w − μ) = μ, an identity the independent replication points out',
    }),
    info({
      id: 'model-mode',
      says: 'Flattened to vectors, the models share far less: near 1 means no more than chance.',
      measured: {
        label: `share in the first ${k}, models: trained / turned at random`,
        value: ratio(modelTrained, modelChance),
      },
      beside: [
        { label: 'trained', value: modelTrained },
        { label: 'turned at random', value: modelChance },
      ],
      source: 'EVR_k along the model mode, Algorithm 1; the null W Q is ours',
    }),
    info({
      id: 'data-pca',
      says: 'How far the weight subspace is just the main directions of the data: 1 means entirely.',
      measured: { label: 'overlap with the data PCA', value: overlap.data.overlap },
      beside: [
        { label: 'overlap with random directions', value: overlap.random.overlap },
        { label: 'chance, k/d', value: k / d },
        { label: 'R² projected on the data PCA', value: heldOut.dataPca },
        { label: 'R² projected on the weight subspace', value: heldOut.projected },
      ],
      source: 'Ours: ‖UᵀP‖²/k, with P the first k principal directions of the inputs',
    }),
  ];
}
