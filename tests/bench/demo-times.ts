import type { ParamValues, Report } from '#demo';
import { createRandom, type Random } from '#random';

/** The two stages of a demo that take time. */
interface Stages {
  generate(params: ParamValues, random: Random, report: Report): unknown;
  run(inputs: unknown, params: ParamValues, report: Report): unknown;
}

/** Milliseconds of the stages on one sample. */
export interface DemoTimes {
  readonly generate: number;
  readonly run: number;
}

const flows = import.meta.glob<Stages>('../../demos/*/flow.ts', { eager: true });

const ignore: Report = () => undefined;

/** Computes one sample of a demo; `seed` names it. Throws RangeError for an unknown slug. */
export function demoTimes(
  slug: string,
  params: ParamValues,
  seed: number,
  clock: () => number,
): DemoTimes {
  const flow = flows[`../../demos/${slug}/flow.ts`];
  if (!flow) throw new RangeError(`There is no demo ${slug}.`);
  const start = clock();
  const inputs = flow.generate(params, createRandom(seed), ignore);
  const between = clock();
  flow.run(inputs, params, ignore);
  return { generate: between - start, run: clock() - between };
}
