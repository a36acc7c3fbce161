import { describe, expect, test } from 'vitest';
import {
  defaults,
  isNumber,
  type Demo,
  type Param,
  type ParamValue,
  type ParamValues,
  type Question,
  type Verdict,
} from '#demo';
import { createRandom } from '#random';
import { loadDemo, slugs } from '../src/demo/registry.ts';

const demos = await Promise.all(
  slugs.map(async (slug) => {
    const demo = await loadDemo(slug);
    return { slug, demo, session: await demo.session(createRandom) };
  }),
);

const SEEDS = [42, 1];
/** Where each state takes long, fewer samples are tried … */
const FEWER: Readonly<Record<string, readonly number[]>> = {
  cospadi: [42],
  'doge-merging': [42],
  'platos-cave-3d': [42],
  'sub-moe': [42],
  tensorllm: [42],
  'universal-weight-subspace': [42],
  xkv: [42],
};
/** … and of some controls not every step: the ends, and all steps around the answer. */
const STEPS: Readonly<Record<string, readonly number[]>> = {
  'by-chance': [4, 8, 12, 13, 14, 15, 16, 20, 30, 60, 200],
  tilted: [0, 20, 40, 48, 49, 50, 51, 52, 53, 54, 55, 56, 70, 90],
  'same-overlap': [0, 10, 30, 43, 44, 45, 46, 47, 60, 90],
  'common-start': [0, 0.5, 0.6, 0.7],
  further: [4, 7, 8, 8.5, 9, 9.5, 10, 10.5, 16],
  'first-gain': [0, 0.1, 0.15, 0.2, 0.25, 1],
  directions: [2, 5, 6, 7],
  'one-start': [0, 0.3, 0.4, 0.5],
  'few-models': [1, 7, 8, 9],
  split: [1, 1.25, 1.5, 1.75, 2, 5],
  squeeze: [0.1, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7],
  'shared-room': [2, 6, 8, 10, 20, 40],
  'enough-anchors': [60, 100, 200, 400, 1000],
  'no-cliff': [3, 4, 5, 6, 12],
  'which-dimension': [2, 4, 5, 6, 7, 8],
  'no-need': [0.2, 0.5, 1, 2, 3, 6],
  interference: [0, 0.1, 0.2, 0.3, 0.4],
  descent: [0, 20, 40, 60, 100],
  protect: [2, 3, 4, 5, 6, 7, 12],
  crossover: [6, 18, 24, 30, 36, 48, 192],
};

const SENTENCE = /^[A-Z“].*[.?]$/s;

const SLOW = { timeout: 300_000 };

/** The steps of a control that are tried. */
function stepsOf(id: string, param: Param | undefined): readonly ParamValue[] {
  if (param?.kind === 'choice') return Object.keys(param.options);
  if (!isNumber(param)) throw new Error(`${id} turns a control that is neither slider nor choice.`);
  const { min, max, step } = param;
  const all = Array.from({ length: Math.floor((max - min) / step + 1e-9) + 1 }, (_, i) =>
    Number((min + i * step).toFixed(10)),
  );
  return STEPS[id] ?? all;
}

const startOf = ({ params }: Demo, { start }: Question, seed: number): ParamValues => ({
  ...defaults(params),
  ...start,
  seed,
});

/** All states reached from the start by turning one of the question's controls. */
const reached = (demo: Demo, question: Question, seed: number): ParamValues[] =>
  question.turn.flatMap((name) =>
    stepsOf(question.id, demo.params[name]).map((value) =>
      demo.fit({ ...startOf(demo, question, seed), [name]: value }),
    ),
  );

const asked = demos.flatMap(({ slug, demo, session }) =>
  demo.questions.map((question) => ({ slug, id: question.id, demo, session, question })),
);

describe.each(demos)('the questions of $slug', ({ demo, session }) => {
  test('are two or three, with ids of their own that links can carry', () => {
    const ids = demo.questions.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(ids.length).toBeLessThanOrEqual(3);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z-]{1,30}$/);
  });

  test('are sentences, with two or three hints and a lesson', () => {
    for (const { asks, hints, why } of demo.questions) {
      expect(hints.length).toBeGreaterThanOrEqual(2);
      expect(hints.length).toBeLessThanOrEqual(3);
      for (const text of [asks, why, ...hints]) expect(text).toMatch(SENTENCE);
    }
  });

  test('start where nothing needs correcting, at controls and figures that the page has', () => {
    const figures = session(demo.fit(defaults(demo.params)), () => undefined).figures;
    for (const question of demo.questions) {
      const start = startOf(demo, question, 42);
      expect(demo.fit(start)).toEqual(start);
      expect(question.turn.length).toBeGreaterThan(0);
      for (const name of question.turn) expect(Object.keys(demo.params)).toContain(name);
      if (question.figure !== undefined) {
        expect(figures.map(({ id }) => id)).toContain(question.figure);
      }
    }
  });

  test('that a page does not have are refused', () => {
    for (const id of ['nothing', '__proto__', 'constructor']) {
      expect(() => session.check(id, defaults(demo.params), () => undefined)).toThrow(RangeError);
    }
  });
});

describe.each(asked)('the question “$id” of $slug', ({ slug, demo, session, question }) => {
  const check = (state: ParamValues): Verdict => session.check(question.id, state, () => undefined);

  test.each(FEWER[slug] ?? SEEDS)(
    'on sample %i is open at its start and can be answered by its own controls',
    SLOW,
    (seed) => {
      const start = check(startOf(demo, question, seed));
      const verdicts = reached(demo, question, seed).map(check);
      const right = verdicts.filter((verdict) => verdict.right);
      expect(start.right).toBe(false);
      expect(right.length).toBeGreaterThan(0);
      expect(right.length).toBeLessThan(verdicts.length);
      // “The largest” and “the smallest” are one value, not a range of them.
      if (/\b(largest|smallest)\b/.test(question.asks)) expect(right.length).toBe(1);
      for (const { says } of verdicts) {
        expect(says).toMatch(SENTENCE);
        expect(says).toMatch(/\d|one and the same/);
        expect(says).not.toMatch(/NaN|undefined|∞/);
      }
    },
  );
});

describe('an answer at other settings than the question’s', () => {
  test('is judged by what comes out there', () => {
    const svd = demos.find(({ slug }) => slug === 'svd');
    const rankOne = svd?.demo.presets['rankOne'];
    if (!svd || !rankOne) throw new Error('The lab of the SVD has a preset of rank one.');
    const at = svd.demo.fit({ ...defaults(svd.demo.params), ...rankOne.at });
    expect(svd.session.check('enough', at, () => undefined)).toEqual({
      right: true,
      says: 'Rank 1 keeps 100 % of the energy. There is no smaller rank.',
    });
  });

  test('has the sample of the page, whatever was asked before', async () => {
    const xkv = demos.find(({ slug }) => slug === 'xkv');
    if (!xkv) throw new Error('There is a demo of xKV.');
    const at = { ...defaults(xkv.demo.params), comp: 8.5 };
    const fresh = await xkv.demo.session(createRandom);
    const verdict = fresh.check('further', { ...at, seed: 3 }, () => undefined);
    fresh.check('further', { ...at, seed: 4 }, () => undefined);
    expect(fresh.check('further', { ...at, seed: 3 }, () => undefined)).toEqual(verdict);
  });
});
