import { defaults } from '#demo';
import { createRandom } from '#random';
import { loadDemo, slugs } from '../../src/demo/registry.ts';
import { hash } from '../linalg/bits.ts';

const SEED = 42;

/** The hashes of every demo's inputs at every preset, by name; the same on every engine. */
export async function bitsOf(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const slug of slugs) {
    const demo = await loadDemo(slug);
    const session = await demo.session(createRandom);
    for (const [preset, { at }] of Object.entries(demo.presets)) {
      const params = demo.fit({ ...defaults(demo.params), ...at, seed: SEED });
      for (const { name, values } of session(params, () => undefined).inputs) {
        found[`${name} of ${slug}, ${preset}`] = hash(values);
      }
    }
  }
  return found;
}
