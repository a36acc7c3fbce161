import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFragment } from '#link';
import { createRandom } from '#random';
import { viewOf, viewSchema } from '../src/app/view.ts';
import { loadDemo } from '../src/demo/registry.ts';

/** Published links live for ever: this file only grows. */
const published = readFileSync('tests/links.txt', 'utf8').trim().split('\n');

test.each(published)('the published link %s still opens as it was meant', async (link) => {
  const [slug = '', fragment = ''] = link.split(/\/#?/, 2);
  const demo = await loadDemo(slug);
  const { values, notices } = readFragment(fragment, { ...demo.params, ...viewSchema });
  expect(notices).toEqual([]);
  expect(demo.fit(values)).toEqual(values);
  const pinned = readFragment(viewOf(values).pin, demo.params);
  expect(pinned.notices).toEqual([]);
  expect(demo.fit(pinned.values)).toEqual(pinned.values);
  const session = await demo.session(createRandom);
  expect(session(values, () => undefined).figures.length).toBeGreaterThan(0);
});
