import { formatPercent, type Check } from '#demo';
import type { params } from './params.ts';
import type { Results } from './run.ts';

type Judge = Check<typeof params, Results>;

const HALF = 0.5;

/** More than half of the shapes found, by local CKA inside the subspace. */
const found = (where: string, topFive: number): ReturnType<Judge> => {
  const reads = `With ${where} local CKA finds ${formatPercent(topFive)} of the shapes among the first five.`;
  const right = topFive > HALF;
  return { right, says: right ? reads : `${reads} More than ${formatPercent(HALF)} is asked for.` };
};

const sharedRoom: Judge = ({ params: { k }, results }) =>
  found(`${k} dimensions`, results.methods.ccaLocalCka.topFive);

const enoughAnchors: Judge = ({ params: { nA }, results }) =>
  found(`${nA} anchors`, results.methods.ccaLocalCka.topFive);

const noNeed: Judge = ({ results: { methods } }) => {
  const [full, inside] = [methods.affine.matching, methods.ccaAffine.matching];
  const reads = `The affine map matches ${formatPercent(full)} of the pairs between the full spaces and ${formatPercent(inside)} inside the subspace.`;
  const right = full > inside;
  return { right, says: right ? reads : `${reads} The first is to be larger.` };
};

export const checks = {
  'shared-room': sharedRoom,
  'enough-anchors': enoughAnchors,
  'no-need': noNeed,
};
