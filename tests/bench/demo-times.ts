import type { ParamValues, Report } from '#demo';
import { createRandom } from '#random';
import { stagesOf } from '../flows.ts';

/** Milliseconds of the stages on one sample. */
export interface DemoTimes {
  readonly generate: number;
  readonly run: number;
}

const ignore: Report = () => undefined;

/** Computes one sample of a demo; `seed` names it. Throws RangeError for an unknown slug. */
export function demoTimes(
  slug: string,
  params: ParamValues,
  seed: number,
  clock: () => number,
): DemoTimes {
  const flow = stagesOf(slug);
  const start = clock();
  const inputs = flow.generate(params, createRandom(seed), ignore);
  const between = clock();
  flow.run(inputs, params, ignore);
  return { generate: between - start, run: clock() - between };
}
