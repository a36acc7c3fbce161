import { atTheEdge, formatPercent, stepsBelow, type Check, type Found } from '#demo';
import { params } from './params.ts';
import type { Results } from './run.ts';

type Here = Found<typeof params, Results>;
type Judge = Check<typeof params, Results>;

const ENOUGH = 0.9;

const keeps =
  (share: number) =>
  ({ results: { original, tensorLlm } }: Here): boolean =>
    tensorLlm.accuracy >= share * original.accuracy;

const reading = ({ results: { original, tensorLlm } }: Here): string =>
  `the compressed layer answers ${formatPercent(tensorLlm.accuracy)} rightly, the original ${formatPercent(original.accuracy)}.`;

const noCliff: Judge = (now, at) => {
  const { R1 } = now.params;
  const enough = keeps(ENOUGH);
  return atTheEdge({
    reads: `At R₁ = ${R1} ${reading(now)}`,
    does: enough(now),
    short: 'That is less than nine tenths.',
    better: () => stepsBelow(params.R1, R1).some((less) => enough(at({ R1: less }))),
    further: 'That will do, but so does a smaller rank.',
    edge: 'Any smaller rank keeps less than nine tenths.',
  });
};

const whichDimension: Judge = (now, at) => {
  const { R1, R2 } = now.params;
  if (R1 !== params.R1.default) {
    return { right: false, says: `R₁ is ${R1}: put it back to ${params.R1.default}.` };
  }
  const enough = keeps(1);
  return atTheEdge({
    reads: `At R₂ = ${R2} ${reading(now)}`,
    does: enough(now),
    short: 'That is less than before.',
    better: () => stepsBelow(params.R2, R2).some((less) => enough(at({ R2: less }))),
    further: 'That will do, but so does a smaller rank.',
    edge: 'Any smaller rank answers less than the original.',
  });
};

export const checks = { 'no-cliff': noCliff, 'which-dimension': whichDimension };
