import type { Demo } from './demo.ts';

/** The registry is the folder: every `demos/<slug>/demo.ts` is a demo, loaded when asked for. */
const folders = import.meta.glob<Demo>('../../demos/*/demo.ts', { import: 'default' });

const loaders = new Map(
  Object.entries(folders).map(([path, load]) => [path.split('/').at(-2) ?? path, load]),
);

/** All slugs, in alphabetical order. */
export const slugs: readonly string[] = [...loaders.keys()].sort();

/** Loads one demo. Throws RangeError for an unknown slug. */
export async function loadDemo(slug: string): Promise<Demo> {
  const load = loaders.get(slug);
  if (!load) throw new RangeError(`There is no demo “${slug}”; there are: ${slugs.join(', ')}.`);
  return load();
}
