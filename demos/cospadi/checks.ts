import { atTheEdge, formatNumber, stepsBelow, type Check } from '#demo';
import { params } from './params.ts';
import type { Results } from './run.ts';

type Judge = Check<typeof params, Results>;

const ASKED = 0.75;

/** The calibration error of CoSpaDi as a share of that of SVD-LLM. */
const share = ({ objective, svdLlmCalibration }: Results): number =>
  (objective.at(-1) ?? NaN) / svdLlmCalibration;

const split: Judge = (now, at) => {
  const { rho } = now.params;
  return atTheEdge({
    reads: `At ρ = ${formatNumber(rho)} the calibration error is ${formatNumber(share(now.results))} times that of SVD-LLM.`,
    does: share(now.results) <= ASKED,
    short: `At most ${formatNumber(ASKED)} is asked for.`,
    better: () =>
      stepsBelow(params.rho, rho).some((less) => share(at({ rho: less }).results) <= ASKED),
    further: 'That will do, but so does a smaller ρ.',
    edge: 'With a smaller ρ it is not low enough.',
  });
};

const BASE = 0.3;

/** The slider's steps above a value, the nearest first. */
function stepsAbove({ max, step }: { max: number; step: number }, value: number): number[] {
  const count = Math.max(0, Math.floor((max - value) / step + 1e-9));
  return Array.from({ length: count }, (_, i) => Number((value + (i + 1) * step).toFixed(10)));
}

const squeeze: Judge = (now, at) => {
  const { cr } = now.params;
  const most = at({ cr: BASE }).results.errors.svdLlm;
  const error = now.results.errors.cospadi;
  return atTheEdge({
    reads: `At compression ${formatNumber(cr)} the output error of CoSpaDi is ${formatNumber(error)}; SVD-LLM has ${formatNumber(most)} at ${formatNumber(BASE)}.`,
    does: error <= most,
    short: 'That is too much.',
    better: () =>
      stepsAbove(params.cr, cr).some((more) => at({ cr: more }).results.errors.cospadi <= most),
    further: 'That will do, but one can compress further.',
    edge: 'Any further and the error is larger.',
  });
};

const oneSubspace: Judge = ({ results: { errors } }) => {
  const right = errors.svdLlm < errors.cospadi;
  return {
    right,
    says: `Here the output error is ${formatNumber(errors.svdLlm)} with one shared subspace and ${formatNumber(errors.cospadi)} with a choice of atoms. ${right ? 'The shared subspace wins.' : 'The choice wins.'}`,
  };
};

export const checks = { split, squeeze, 'one-subspace': oneSubspace };
