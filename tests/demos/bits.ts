import { defaults } from '#demo';
import { createRandom } from '#random';
import { namedArrays } from '../../src/demo/arrays.ts';
import { loadDemo, slugs } from '../../src/demo/registry.ts';
import { stagesOf } from '../flows.ts';
import { hash } from '../linalg/bits.ts';

const SEED = 42;

/** The hashes of every demo's inputs at every preset, by name; the same on every engine. */
export async function bitsOf(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const slug of slugs) {
    const demo = await loadDemo(slug);
    const { generate } = stagesOf(slug);
    for (const [preset, { at }] of Object.entries(demo.presets)) {
      const params = demo.fit({ ...defaults(demo.params), ...at, seed: SEED });
      const inputs = generate(params, createRandom(SEED), () => undefined);
      for (const { name, values } of namedArrays(inputs)) {
        found[`${name} of ${slug}, ${preset}`] = hash(values);
      }
    }
  }
  return found;
}
