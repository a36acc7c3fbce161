import type { ParamValues, Report } from '#demo';
import type { Random } from '#random';

/** The two stages of a demo that take time. */
export interface Stages {
  generate(params: ParamValues, random: Random, report: Report): Readonly<Record<string, unknown>>;
  run(inputs: unknown, params: ParamValues, report: Report): unknown;
}

// Eager, so that a bundle of it is one script.
const flows = import.meta.glob<Stages>('../demos/*/flow.ts', { eager: true });

/** The stages of a demo, without what is made of them. Throws RangeError for an unknown slug. */
export function stagesOf(slug: string): Stages {
  const flow = flows[`../demos/${slug}/flow.ts`];
  if (!flow) throw new RangeError(`There is no demo ${slug}.`);
  return flow;
}
