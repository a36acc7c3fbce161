import { atTheEdge, formatNumber, formatPercent, stepsBelow, type Check, type Found } from '#demo';
import { lead, objectiveRatio } from './claims.ts';
import { params } from './params.ts';
import type { Results } from './run.ts';

type Here = Found<typeof params, Results>;
type Judge = Check<typeof params, Results>;

const LEAD = 0.04;

const interference: Judge = (now, at) => {
  const { overlap } = now.params;
  const ahead = ({ results }: Here): boolean => lead(results) >= LEAD;
  return atTheEdge({
    reads: `At an overlap of ${formatNumber(overlap)} the lead of DOGE is ${formatNumber(lead(now.results), 2)}.`,
    does: ahead(now),
    short: 'At least 0.04 is asked for.',
    better: () => stepsBelow(params.overlap, overlap).some((less) => ahead(at({ overlap: less }))),
    further: 'That will do, but so does a smaller overlap.',
    edge: 'With less overlap it is smaller than 0.04.',
  });
};

const AT_MOST = 0.05;

const descent: Judge = ({ params: { steps }, results }) => {
  const { history } = results;
  const low = (step: number): boolean => (history[step] ?? Infinity) <= AT_MOST * (history[0] ?? 0);
  return atTheEdge({
    reads: `After ${steps} steps the objective is ${formatNumber(objectiveRatio(results), 2)} of what it was.`,
    does: low(steps),
    short: 'At most 0.05 is asked for.',
    better: () => stepsBelow(params.steps, steps).some(low),
    further: 'That will do, but so do fewer steps.',
    edge: 'With fewer steps on the slider it is more than a twentieth.',
  });
};

const HELD = 0.85;

const protect: Judge = (now, at) => {
  const { subspace } = now.params;
  const holds = ({ results }: Here): boolean => results.found >= HELD;
  return atTheEdge({
    reads: `With divisor ${subspace}, ${now.results.k} protected ${now.results.k === 1 ? 'direction holds' : 'directions hold'} ${formatPercent(now.results.found)} of the planted one.`,
    does: holds(now),
    short:
      subspace === params.subspace.min
        ? 'At least 85 % is asked for, and no divisor gives more: take another sample.'
        : 'At least 85 % is asked for.',
    // A larger divisor never protects more, so that the next one settles it.
    better: () => subspace < params.subspace.max && holds(at({ subspace: subspace + 1 })),
    further: 'That will do, but so does a larger divisor.',
    edge: 'With a larger divisor it is less than 85 %.',
  });
};

export const checks = { interference, descent, protect };
