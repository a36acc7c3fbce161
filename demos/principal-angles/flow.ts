import { tensor, type Inputs, type Values } from '#demo';
import type { Random } from '#random';
import { plantedPair, sweepDimensions, sweepOverlaps, unrelated } from './generate.ts';
import { study, type Results } from './method.ts';
import type { params } from './params.ts';

export { checks } from './checks.ts';
export { claimsOf as claims } from './claims.ts';
export { figuresOf as figures } from './figures.ts';
export { tolerances } from './tolerances.ts';

type Params = Values<typeof params>;

export const inputs = {
  left: tensor('coordinate', 'direction'),
  right: tensor('coordinate', 'direction'),
  unrelated: tensor('sample', 'coordinate', 'direction'),
  sweep: tensor('dimension', 'sample'),
  probe: tensor('coordinate', 'axis'),
};

export const generate = (plan: Params, random: Random): Inputs<typeof inputs> => ({
  ...plantedPair(plan, random),
  unrelated: unrelated(plan, random),
  sweep: sweepOverlaps(plan, random),
  probe: random.stream('probe').orthonormal(plan.n, 2),
});

export const run = (given: Inputs<typeof inputs>, params: Params): Results =>
  study(given, sweepDimensions(params), params, params.tilt);
