import { claim, info, type Finding } from '#demo';
import type { Params } from './params.ts';
import type { Results } from './run.ts';

/** Errors below this are rounding. */
const ROUNDING = 1e-12;

/** The ratio of two errors; undefined (NaN) where both are mere rounding. */
export const errorRatio = (rival: number, ours: number): number =>
  rival < ROUNDING && ours < ROUNDING ? NaN : rival / ours;

interface Side {
  readonly label: string;
  readonly value: number;
}

/** "In this toy, …": a rival's error over ours is above 1. */
const better = (id: string, says: string, rival: Side, ours: Side, source: string): Finding =>
  claim({
    id,
    says: `In this toy, ${says}.`,
    measured: {
      label: `error ratio, ${rival.label} / ${ours.label}`,
      value: errorRatio(rival.value, ours.value),
    },
    relation: '>',
    threshold: 1,
    beside: [ours, rival],
    source,
  });

export function claims(results: Results, { source }: Params): readonly Finding[] {
  const { errors, losses, weightErrors, sizes } = results;
  const svdLlm = { label: 'SVD-LLM', value: errors.svdLlm };
  const ours = { label: 'CoSpaDi', value: errors.cospadi };
  const free = { label: 'CoSpaDi†', value: errors.cospadiFree };
  const found = [
    better(
      'C1',
      'a dictionary with sparse codes changes the layer’s output less than the best shared subspace that stores at least as many numbers',
      svdLlm,
      ours,
      'Llama-3-8B at compression 0.3: average accuracy 53.7 against 43.6',
    ),
    better(
      'C2',
      'the dictionary stays ahead of SVD-LLM when the positions of its non-zeros are paid for as well',
      svdLlm,
      { label: 'CoSpaDi + mask', value: errors.masked },
      'Eq. 10, which counts the mask of positions',
    ),
    better(
      'C3',
      'without calibration data, too, a dictionary changes the layer’s output less than the plain SVD',
      { label: 'SVD', value: errors.svd },
      free,
      'Llama-3.2-1B at compression 0.2: SVD 23.9, CoSpaDi† 24.5',
    ),
    better(
      'C4',
      'calibration data lower the output error of the dictionary',
      free,
      ours,
      'Llama-3.2-1B at compression 0.2: CoSpaDi† 24.5, CoSpaDi 42.7',
    ),
    ...(source === 'trained'
      ? [
          claim({
            id: 'C5',
            says: 'In this toy, the whole network does its task better with CoSpaDi’s layer than with SVD-LLM’s.',
            measured: {
              label: 'task loss, SVD-LLM − CoSpaDi',
              value: losses.svdLlm - losses.cospadi,
            },
            relation: '>',
            threshold: 0,
            beside: [
              { label: 'CoSpaDi', value: losses.cospadi },
              { label: 'SVD-LLM', value: losses.svdLlm },
              { label: 'not compressed', value: losses.original },
            ],
            source: 'Llama-3-8B at compression 0.2: perplexity 20 against 41',
          }),
        ]
      : []),
    claim({
      id: 'C6',
      says: 'In this toy, a dictionary with ρ = 1, of which every column uses every atom, is one shared subspace: its calibration error is at most a tenth above the least possible at that rank.',
      measured: {
        label: 'ρ = 1 / Eckart–Young bound',
        value: errorRatio(results.denseCalibration, results.denseBound),
      },
      relation: '<',
      threshold: 1.1,
      beside: [
        { label: 'ρ = 1', value: results.denseCalibration },
        { label: `bound at rank ${sizes.denseK}`, value: results.denseBound },
      ],
      source: 'Theorem of Eckart and Young (1936); the comparison is ours',
    }),
    info({
      id: 'weights',
      says: 'In this toy, calibration trades one error for the other: where this ratio is above 1, the calibrated dictionary is further from the weights than the uncalibrated one.',
      measured: {
        label: 'weight error ratio, CoSpaDi / CoSpaDi†',
        value: errorRatio(weightErrors.cospadi, weightErrors.cospadiFree),
      },
      beside: [
        { label: 'CoSpaDi', value: weightErrors.cospadi },
        { label: 'CoSpaDi†', value: weightErrors.cospadiFree },
      ],
      source: 'Ours',
    }),
  ];
  return found;
}
