import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  defaults,
  type Answer,
  type Demo,
  type ParamSchema,
  type ParamValues,
  type Session,
} from '#demo';
import { readFragment, writeFragment } from '#link';
import { createRandom } from '#random';
import { PARTS } from '../src/app/lesson/lesson.ts';
import { outlineOf } from '../src/app/outline.ts';
import { loadDemo, slugs } from '../src/demo/registry.ts';
import { anyState, ends, smallDefaults } from './any-state.ts';
import { flaws } from './flaws.ts';

const demos = await Promise.all(
  slugs.map(async (slug) => {
    const demo = await loadDemo(slug);
    return { slug, demo, session: await demo.session(createRandom) };
  }),
);

const answerAt = (demo: Demo, session: Session, state: ParamValues): Answer =>
  session(demo.fit(state), () => undefined);

/** What is wrong with the page at a state. */
const flawsAt = (demo: Demo, session: Session, state: ParamValues): string[] =>
  flaws(answerAt(demo, session, state));

/** The names that links call figures and findings by. */
function namesAt(demo: Demo, session: Session, state: ParamValues): string[] {
  const { figures, findings } = outlineOf(answerAt(demo, session, state));
  return [...figures.map(({ id }) => id), ...findings];
}

/** The parameters that stand beside the figures. */
const inSight = (schema: ParamSchema): ParamSchema =>
  Object.fromEntries(Object.entries(schema).filter(([, { more }]) => !more));

const SLOW = { timeout: 300_000 };

describe.each(demos)('$slug', ({ demo, session }) => {
  const { params: schema } = demo;

  test('what `fit` makes of any state fits the schema, and nothing in it needs correcting', () => {
    const fits = fc.property(anyState(schema), (state) => {
      const values = demo.fit(state);
      expect(demo.fit(values)).toEqual(values);
      expect(readFragment(writeFragment(values, schema), schema)).toEqual({ values, notices: [] });
    });
    fc.assert(fits, { seed: 1, numRuns: 500 });
  });

  test('each figure and finding has a name of its own, which no part of the page has', () => {
    const names = namesAt(demo, session, defaults(schema));
    expect(new Set([...names, ...PARTS]).size).toBe(names.length + PARTS.length);
    for (const name of names) expect(name).toMatch(/^[\w.-]{1,64}$/);
  });

  test('any state gives figures that can be drawn or a sentence that says why not', SLOW, () => {
    const names = namesAt(demo, session, defaults(schema));
    const shows = fc.property(anyState(schema), (state) => {
      expect(flawsAt(demo, session, state)).toEqual([]);
      // Links are read before there is an answer: the defaults name all that there can be.
      expect(names).toEqual(expect.arrayContaining(namesAt(demo, session, state)));
    });
    fc.assert(shows, { seed: 2, numRuns: 12, endOnFailure: true });
  });

  test('so does every number at its ends', SLOW, () => {
    const states = [
      ...ends(schema, smallDefaults(schema)),
      ...ends(inSight(schema), defaults(schema)),
    ];
    for (const state of states) {
      expect(flawsAt(demo, session, state), JSON.stringify(state)).toEqual([]);
    }
  });
});
