import {
  atTheEdge,
  claimOf,
  formatChosen,
  formatNumber,
  formatPercent,
  holds,
  stepsBelow,
  type Check,
  type Claim,
  type Found,
} from '#demo';
import { claims } from './claims.ts';
import { params } from './params.ts';
import { explained, type Results } from './run.ts';

type Here = Found<typeof params, Results>;
type Judge = Check<typeof params, Results>;

const survives = ({ results, params }: Here): Claim => claimOf(claims(results, params), 'C4');

const directions: Judge = (now, at) => {
  const { k } = now.params;
  const claim = survives(now);
  const { projected, own } = now.results.heldOut;
  return atTheEdge({
    reads: `With ${k} ${k === 1 ? 'direction' : 'directions'} the projected model scores ${formatNumber(projected)}, with its own weights ${formatNumber(own)}.`,
    does: holds(claim),
    short: `It may lose at most ${formatChosen(-claim.threshold)}.`,
    better: () => stepsBelow(params.k, k).some((less) => holds(survives(at({ k: less })))),
    further: 'That will do, but so do fewer directions.',
    edge: 'With fewer directions it loses more.',
  });
};

/** How many flattened directions count, and how many times chance they must hold. */
const FIRST = 4;
const TIMES = 2;

const held = ({ results: { scree } }: Here): { trained: number; chance: number } => ({
  trained: explained(scree.model.trained, FIRST),
  chance: explained(scree.model.chance, FIRST),
});

const oneStart: Judge = (now, at) => {
  const { sameSeed, steps } = now.params;
  if (steps > 0) {
    return {
      right: false,
      says: `The networks learn for ${steps} steps here: put “Training steps” back to 0.`,
    };
  }
  const { trained, chance } = held(now);
  const does = (here: Here): boolean => held(here).trained > TIMES * held(here).chance;
  return atTheEdge({
    reads:
      trained === 0
        ? 'All models are one and the same here: no variance is left.'
        : `With a share of ${formatChosen(sameSeed)} the first ${FIRST} directions hold ${formatPercent(trained)}; turned at random, ${formatPercent(chance)}.`,
    does: does(now),
    short: 'More than twice as much is asked for.',
    better: () =>
      stepsBelow(params.sameSeed, sameSeed).some((less) => does(at({ sameSeed: less }))),
    further: 'That will do, but so does a smaller share.',
    edge: 'With a smaller share it is not twice as much.',
  });
};

const MOST = 0.9;

const fewModels: Judge = ({ params: { k }, results: { scree } }) => {
  const { trained, chance } = scree.model;
  const does = (k: number): boolean => explained(chance, k) >= MOST;
  return atTheEdge({
    reads: `The first ${k} hold ${formatPercent(explained(chance, k))} of the variance turned at random, and ${formatPercent(explained(trained, k))} as trained.`,
    does: does(k),
    short: `${formatPercent(MOST)} turned at random are asked for.`,
    better: () => k > 1 && does(k - 1),
    further: 'That will do, but so do fewer directions.',
    edge: 'One direction less holds less than that.',
  });
};

export const checks = { directions, 'one-start': oneStart, 'few-models': fewModels };
