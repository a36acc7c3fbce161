import { atTheEdge, formatNumber, type Check, type Verdict } from '#demo';
import type { Results } from './method.ts';
import type { params } from './params.ts';

type Judge = Check<typeof params, Results>;

const percent = (share: number): string => `${formatNumber(100 * share, 4)} %`;

/** The smallest rank k ≥ 1 for which `does` is true; it stays true for larger ones. */
const smallestRank = (
  k: number,
  does: (k: number) => boolean,
  reads: string,
  short: string,
): Verdict =>
  atTheEdge({
    reads,
    does: does(k),
    short,
    better: () => k > 1 && does(k - 1),
    further: 'That will do, but so does a smaller rank.',
    edge: k > 1 ? 'One rank less is not enough.' : 'There is no smaller rank.',
  });

const energyAbove =
  (least: number): Judge =>
  ({ params: { k }, results: { energy } }) =>
    smallestRank(
      k,
      (rank) => (energy[rank] ?? 0) >= least,
      `Rank ${k} keeps ${percent(energy[k] ?? 0)} of the energy.`,
      `At least ${percent(least)} is asked for.`,
    );

const LARGEST_ERROR = 0.01;

const error: Judge = ({ params: { k }, results: { measured, norm, energy } }) => {
  const share = (rank: number): number =>
    norm === 0 ? 0 : (measured.frobenius[rank] ?? NaN) / norm;
  return smallestRank(
    k,
    (rank) => share(rank) < LARGEST_ERROR,
    `Rank ${k} keeps ${percent(energy[k] ?? 0)} of the energy, and its error is ${percent(share(k))} of the norm.`,
    `Less than ${percent(LARGEST_ERROR)} is asked for.`,
  );
};

export const checks = { enough: energyAbove(0.95), error, flat: energyAbove(0.7) };
