import {
  atTheEdge,
  claimOf,
  formatChosen,
  formatNumber,
  holds,
  type Check,
  type Claim,
  type Found,
} from '#demo';
import { claimsOf } from './claims.ts';
import type { Results } from './method.ts';
import { params } from './params.ts';

type Here = Found<typeof params, Results>;
type Judge = Check<typeof params, Results>;

const MUCH = 0.4;

const byChance: Judge = ({ params: { n }, results: { chance } }) => {
  const reads = `In ${n} dimensions unrelated subspaces overlap by ${formatNumber(chance.mean)} on average.`;
  const right = chance.mean > MUCH;
  return {
    right,
    says: right ? reads : `${reads} More than ${formatChosen(MUCH)} is asked for.`,
  };
};

const aboveChance = ({ results, params }: Here): Claim =>
  claimOf(claimsOf(results, params), 'above-chance');

const tilted: Judge = (now, at) => {
  const { tilt } = now.params;
  if (!Number.isInteger(tilt)) {
    return { right: false, says: `The tilt is ${formatNumber(tilt)}°: take whole degrees.` };
  }
  const claim = aboveChance(now);
  return atTheEdge({
    reads: `At a tilt of ${tilt}° the overlap is ${formatNumber(claim.measured.value)} times what chance gives.`,
    does: holds(claim),
    short: 'That is no longer more than twice.',
    better: () => tilt < params.tilt.max && holds(aboveChance(at({ tilt: tilt + 1 }))),
    further: 'That will do, but so does a larger tilt.',
    edge: 'One degree more is too much.',
  });
};

const HALF = 0.5;
const CLOSE = 0.01;

const sameOverlap: Judge = ({ params: { tilt, shared, k, l }, results: { overlap } }) => {
  const all = Math.min(k, l);
  if (shared < all) {
    return {
      right: false,
      says: `Only ${shared} of ${all} directions are shared here: put “Shared directions” back to ${all}.`,
    };
  }
  const right = Math.abs(overlap - HALF) <= CLOSE;
  const reads = `At a tilt of ${formatNumber(tilt)}° the overlap is ${formatNumber(overlap)}.`;
  return {
    right,
    says: right
      ? reads
      : `${reads} Half and half would give ${overlap > HALF ? 'less' : 'more'} than that.`,
  };
};

export const checks = { 'by-chance': byChance, tilted, 'same-overlap': sameOverlap };
