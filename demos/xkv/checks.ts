import {
  at as entry,
  atTheEdge,
  claimOf,
  formatChosen,
  formatNumber,
  holds,
  stepsBelow,
  type Check,
  type Claim,
  type Found,
} from '#demo';
import { claims } from './claims.ts';
import { params } from './params.ts';
import { both, type Results } from './results.ts';

type Here = Found<typeof params, Results>;
type Judge = Check<typeof params, Results>;

/** The error of xKV with the size at a place of `sizes`. */
const errorOf = (results: Results, place: number): number =>
  both(results, ({ bySize }) => entry(bySize, place).error);

/** The rate of the question, at which the per-layer SVD sets the mark. */
const RATE = 4;

const further: Judge = (now, at) => {
  const { comp } = now.params;
  const mark = errorOf(at({ comp: RATE }).results, 0);
  const does = ({ results }: Here): boolean => errorOf(results, results.chosen) <= mark;
  const { step, max } = params.comp;
  const error = errorOf(now.results, now.results.chosen);
  return atTheEdge({
    reads: `At ${formatChosen(comp)}× the error of xKV-${entry(now.results.sizes, now.results.chosen)} is ${formatNumber(error)}; one SVD per layer has ${formatNumber(mark)} at ${RATE}×.`,
    does: does(now),
    short: 'That is more.',
    better: () => comp < max && does(at({ comp: Math.min(max, comp + step) })),
    further: 'That will do, but so does a larger rate.',
    edge: 'One step more loses more.',
  });
};

const sharingPays = ({ results, params }: Here): Claim => claimOf(claims(results, params), 'C2a');

const firstGain: Judge = (now, at) => {
  const { align } = now.params;
  const claim = sharingPays(now);
  return atTheEdge({
    reads: `At α = ${formatChosen(align)} the error of one SVD per layer is ${formatNumber(claim.measured.value, 5)} times that of the shared one.`,
    does: holds(claim),
    short: 'It has to be above 1.',
    better: () =>
      stepsBelow(params.align, align).some((less) => holds(sharingPays(at({ align: less })))),
    further: 'That will do, but so does a smaller α.',
    edge: 'At a smaller α sharing does not pay.',
  });
};

const tooMany: Judge = ({ results }) => {
  const { sizes, chosen } = results;
  const errors = sizes.map((_, i) => errorOf(results, i));
  const right = entry(errors, chosen) === Math.min(...errors);
  return {
    right,
    says: `The error of groups of ${entry(sizes, chosen)} is ${formatNumber(entry(errors, chosen), 4)} at this memory. ${
      right ? 'No other size has less.' : 'Another size has less.'
    }`,
  };
};

export const checks = { further, 'first-gain': firstGain, 'too-many': tooMany };
