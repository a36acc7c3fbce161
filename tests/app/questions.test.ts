import { describe, expect, test } from 'vitest';
import { defaults, type Demo } from '#demo';
import { listed } from '../../src/app/lists.ts';
import { readSolved } from '../../src/app/questions/solved.ts';
import { movedBesides } from '../../src/app/questions/settings.ts';
import { readState } from '../../src/app/read-state.ts';
import { loadDemo } from '../../src/demo/registry.ts';

const svd: Demo = await loadDemo('svd');
const [first] = svd.questions;
if (!first) throw new Error('The lab of the SVD asks questions.');
const ids = svd.questions.map(({ id }) => id);

describe('the answered questions in a link', () => {
  test('are those that the page has, each once, in its own order', () => {
    const [a = '', b = ''] = ids;
    expect(readSolved(svd, [b, a, b].join())).toEqual({ solved: `${a},${b}`, unknown: [] });
    expect(listed(readSolved(svd, '').solved)).toEqual([]);
    expect(listed(`${a},${b}`)).toEqual([a, b]);
  });

  test.each(['nothing', '__proto__', 'constructor', `${first.id}:1`])(
    'that the page does not have (%s) are ignored, and it says so',
    (name) => {
      const { view, notices } = readState(svd, `solved=${name},${first.id}`);
      expect(view.solved).toBe(first.id);
      expect(notices).toEqual([`“${name}” is not a question of this page and was ignored.`]);
    },
  );
});

describe('the step of the tour in a link', () => {
  const steps = svd.tour.length;

  test('is open', () => {
    expect(readState(svd, `step=${steps}`)).toMatchObject({ view: { step: steps }, notices: [] });
  });

  test('is closed, and the page says why, when the tour is not that long', () => {
    expect(readState(svd, `step=${steps + 1}`)).toMatchObject({
      view: { step: 0 },
      notices: [`The tour here has ${steps} steps; there is no step ${steps + 1}.`],
    });
  });
});

describe('settings that are not as a question set them up', () => {
  const start = svd.fit({ ...defaults(svd.params), ...first.start });

  test('are named, but for the sample and the question’s own controls', () => {
    expect(movedBesides(svd, first, start)).toEqual([]);
    expect(movedBesides(svd, first, { ...start, k: 1, seed: 7 })).toEqual([]);
    const moved = movedBesides(svd, first, { ...start, A: [[1]] });
    expect(moved.map(({ param }) => param.label)).toEqual(['Matrix']);
  });
});
