import { createHash } from 'node:crypto';
import { defaults, type Computed, type Demo, type ParamValues, type Session } from '#demo';
import { writeNpz } from '#files';
import { createRandom } from '#random';
import { loadDemo } from '../../src/demo/registry.ts';

/** The page's own sample and two more. */
export const SEEDS = [42, 1, 2] as const;

/** One state at which a demo is compared with its `reference.py`. */
interface Case {
  readonly preset: string;
  readonly seed: number;
  readonly params: ParamValues;
  compute(): Computed;
}

export interface Subject {
  readonly slug: string;
  readonly demo: Demo;
  readonly session: Session;
  readonly cases: readonly Case[];
}

/** A demo at all its presets and three seeds. */
export async function subject(slug: string): Promise<Subject> {
  const demo = await loadDemo(slug);
  const session = await demo.session(createRandom);
  const cases = Object.entries(demo.presets).flatMap(([preset, { at }]) =>
    SEEDS.map((seed): Case => {
      const params = demo.fit({ ...defaults(demo.params), ...at, seed });
      return { preset, seed, params, compute: () => session(params, () => undefined) };
    }),
  );
  return { slug, demo, session, cases };
}

/** Tells whether a reference was made from the same parameters and inputs, bit by bit. */
export const hashOf = (params: ParamValues, { inputs }: Computed): string =>
  createHash('sha256').update(JSON.stringify(params)).update(writeNpz(inputs)).digest('hex');
