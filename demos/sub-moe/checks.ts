import {
  at as entry,
  atTheEdge,
  claimOf,
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
import type { Results } from './run.ts';

type Here = Found<typeof params, Results>;
type Judge = Check<typeof params, Results>;

const energyKept = ({ results, params }: Here): Claim => claimOf(claims(results, params), 'C8');

const reading = ({ measured }: Claim): string =>
  `the merged layer keeps ${formatPercent(measured.value)} of its output’s energy.`;

const asked = ({ threshold }: Claim): string =>
  `At least ${formatPercent(threshold)} is asked for.`;

const fewest: Judge = (now, at) => {
  const { k } = now.params;
  const claim = energyKept(now);
  return atTheEdge({
    reads: `With ${k} experts ${reading(claim)}`,
    does: holds(claim),
    short: asked(claim),
    better: () => stepsBelow(params.k, k).some((fewer) => holds(energyKept(at({ k: fewer })))),
    further: 'That will do, but so do fewer experts.',
    edge: 'With fewer experts it does not.',
  });
};

const commonStart: Judge = (now, at) => {
  const { upcycle } = now.params;
  const claim = energyKept(now);
  return atTheEdge({
    reads: `With a common initialisation of ${formatNumber(upcycle)} ${reading(claim)}`,
    does: holds(claim),
    short: asked(claim),
    better: () =>
      stepsBelow(params.upcycle, upcycle).some((less) => holds(energyKept(at({ upcycle: less })))),
    further: 'That will do, but so does a smaller value.',
    edge: 'With less in common it does not.',
  });
};

const AT_MOST = 1.25;

const cut: Judge = ({ params: { rank }, results: { errors, rankErrors } }) => {
  const does = (error: number): boolean => error <= AT_MOST * errors.subMoe;
  const now = entry(rankErrors.subMoe, rankErrors.ranks.indexOf(rank));
  return atTheEdge({
    reads: `At rank ${rank} the error of Sub-MoE† is ${formatNumber(now)}; the merge at full rank has ${formatNumber(errors.subMoe)}.`,
    does: does(now),
    short: 'That is more than a quarter above.',
    better: () => rankErrors.ranks.some((r, i) => r < rank && does(entry(rankErrors.subMoe, i))),
    further: 'That will do, but so does a smaller rank.',
    edge: 'A smaller rank is more than a quarter above.',
  });
};

export const checks = { fewest, 'common-start': commonStart, cut };
