import { at as entry, atTheEdge, formatNumber, formatPercent, stepsBelow, type Check } from '#demo';
import { params } from './params.ts';
import type { Results } from './run.ts';

type Judge = Check<typeof params, Results>;

const ENOUGH = 0.9;

const knee: Judge = ({ params: { K }, results: { explained } }) => {
  const share = (k: number): number =>
    Math.min(entry(explained.A, k - 1), entry(explained.B, k - 1));
  return atTheEdge({
    reads: `With K = ${K}, at least ${formatPercent(share(K))} are kept on each side.`,
    does: share(K) >= ENOUGH,
    short: 'That is not enough.',
    better: () => K > 1 && share(K - 1) >= ENOUGH,
    further: 'That will do, but so do fewer.',
    edge: 'Fewer are not enough.',
  });
};

const crossover: Judge = (now, at) => {
  const { ntrain } = now.params;
  const ahead = ({ errors }: Results): boolean => errors.lora < errors.eigen;
  const { lora, eigen } = now.results.errors;
  return atTheEdge({
    reads: `With ${ntrain} samples LoRA has an error of ${formatNumber(lora)}, EigenLoRAx ${formatNumber(eigen)}.`,
    does: ahead(now.results),
    short: 'LoRA is not ahead yet.',
    better: () =>
      stepsBelow(params.ntrain, ntrain).some((fewer) => ahead(at({ ntrain: fewer }).results)),
    further: 'LoRA is ahead, but also with fewer samples.',
    edge: 'With fewer samples it is not ahead.',
  });
};

const AT_MOST = 0.9;

const padding: Judge = (now, at) => {
  const { P } = now.params;
  const does = ({ errors }: Results): boolean => errors.floor <= AT_MOST * errors.principalFloor;
  const { floor, principalFloor } = now.results.errors;
  return atTheEdge({
    reads: `With P = ${P} the floor is ${formatNumber(floor)}; without pseudo-components, ${formatNumber(principalFloor)}.`,
    does: does(now.results),
    short: 'That is not a tenth lower.',
    // The subspaces are nested, so one step tells of all.
    better: () => P > 0 && does(at({ P: P - 1 }).results),
    further: 'That will do, but so do fewer.',
    edge: 'With fewer it is not.',
  });
};

export const checks = { knee, crossover, padding };
