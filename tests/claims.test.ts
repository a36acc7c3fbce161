import { describe, expect, test } from 'vitest';
import { defaults, figureTable, holds, type Answer, type ParamValues } from '#demo';
import { readFragment, writeFragment } from '#link';
import { createRandom } from '#random';
import { loadDemo, slugs } from '../src/demo/registry.ts';
import { smallDefaults } from './any-state.ts';

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
/** Of any number of seeds, one may be an exception. */
const EXCEPTIONS = 1;
/** Fewer where a claim is to fail, as each preset costs as much time as the defaults: the sample that the page opens with, and some more. */
const BREAKS_SEEDS = [42, ...SEEDS.slice(0, 4)];
const FEWER_SEEDS = [42, ...SEEDS.slice(0, 2)];

const demos = await Promise.all(
  slugs.map(async (slug) => {
    const demo = await loadDemo(slug);
    return { slug, demo, session: await demo.session(createRandom) };
  }),
);

/** For every claim, on how many of the seeds it holds. */
function tally(answers: readonly Answer[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { claims } of answers) {
    for (const finding of claims) {
      if (finding.kind !== 'claim') continue;
      counts.set(finding.id, (counts.get(finding.id) ?? 0) + Number(holds(finding)));
    }
  }
  return counts;
}

describe.each(demos)('$slug', ({ demo, session }) => {
  const at = (changes: Partial<ParamValues>): ParamValues =>
    demo.fit({ ...defaults(demo.params), ...changes } as ParamValues);
  const onSeeds = (changes: Partial<ParamValues>, seeds = SEEDS): Answer[] =>
    seeds.map((seed) => session(at({ ...changes, seed }), () => undefined));

  test('every claim holds at the defaults on at least 19 of 20 seeds', { timeout: 300_000 }, () => {
    const counts = tally(onSeeds({}));
    expect(counts.size).toBeGreaterThan(0);
    expect(
      Object.fromEntries([...counts].filter(([, count]) => count < SEEDS.length - EXCEPTIONS)),
    ).toEqual({});
  });

  const breaking = Object.entries(demo.presets).filter(([, { fails }]) => fails !== undefined);
  test('there is a preset at which its claim breaks', () => {
    expect(demo.presets['breaks']?.fails?.length).toBeGreaterThan(0);
  });
  test.each(breaking)(
    'the claims named by preset %s fail there: on the first sample a reader sees, and on all others but one at most',
    { timeout: 300_000 },
    (name, preset) => {
      const seeds = name === 'breaks' ? BREAKS_SEEDS : FEWER_SEEDS;
      const [first, ...others] = onSeeds(preset.at, seeds);
      const opened = tally(first ? [first] : []);
      const counts = tally(others);
      const named = preset.fails ?? [];
      expect(named.filter((id) => opened.get(id) !== 0)).toEqual([]);
      expect(named.filter((id) => (counts.get(id) ?? Infinity) > EXCEPTIONS)).toEqual([]);
    },
  );

  test('every preset and tour step is a state that links can carry, and every step finds its figure', () => {
    for (const { at: changes } of [...Object.values(demo.presets), ...demo.tour]) {
      const values = at(changes);
      expect({ ...at({}), ...changes }).toEqual(values); // nothing in it needs correcting
      expect(readFragment(writeFragment(values, demo.params), demo.params)).toEqual({
        values,
        notices: [],
      });
    }
    const ids = session(at({}), () => undefined).figures.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { figure } of demo.tour) if (figure !== undefined) expect(ids).toContain(figure);
  });

  test('the same state gives the same answer, whatever was asked before', async () => {
    const small = demo.fit(smallDefaults(demo.params));
    const fresh = await demo.session(createRandom);
    const again = fresh({ ...small, seed: 20 }, () => undefined);
    session({ ...small, seed: 19 }, () => undefined);
    expect(again).toEqual(session({ ...small, seed: 20 }, () => undefined));
  });

  test('figures have titles, captions, numbers and tables', () => {
    for (const figure of session(at({}), () => undefined).figures) {
      expect(figure.title.length).toBeGreaterThan(3);
      expect(figure.caption).toMatch(/\d/);
      expect(figure.caption).not.toMatch(/undefined|NaN/);
      expect(figureTable(figure).rows.length).toBeGreaterThan(1);
    }
  });
});
