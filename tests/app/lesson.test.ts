import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaults, isNumber, type Demo, type NumberParam, type ParamValues } from '#demo';
import { readFragment, writeFragment } from '#link';
import { createRandom } from '#random';
import {
  sayLesson,
  shownOf,
  withLimit,
  withMode,
  withPredicted,
  withShown,
} from '../../src/app/lesson/draft.ts';
import { guessed } from '../../src/app/lesson/guesses.ts';
import {
  coveredOf,
  isLesson,
  LESSON_FIELDS,
  NO_LESSON,
  PARTS,
  shownFigures,
  shownParams,
  shows,
  type Guess,
  type Lesson,
  type LessonView,
  type Limit,
} from '../../src/app/lesson/lesson.ts';
import { isFixed, move, reach } from '../../src/app/lesson/moves.ts';
import { inLesson, readLesson, sameLesson, writeLesson } from '../../src/app/lesson/read-lesson.ts';
import { outlineOf, type Outline } from '../../src/app/outline.ts';
import { readState, writeState, type StateReading } from '../../src/app/read-state.ts';
import { viewSchema } from '../../src/app/view.ts';
import { loadDemo } from '../../src/demo/registry.ts';
import { anyState } from '../any-state.ts';

interface Page {
  readonly slug: string;
  readonly demo: Demo;
  readonly outline: Outline;
}

const pages = await Promise.all(
  ['svd', 'principal-angles'].map(async (slug): Promise<Page> => {
    const demo = await loadDemo(slug);
    const session = await demo.session(createRandom);
    const answer = session(demo.fit(defaults(demo.params)), () => undefined);
    return { slug, demo, outline: outlineOf(answer) };
  }),
);
const [svd, angles] = pages;
if (!svd || !angles) throw new Error('The demos are missing.');

const lists = (fields: Partial<LessonView>): LessonView => ({
  ...writeLesson(NO_LESSON),
  ...fields,
});

const lessonOf = ({ demo, outline }: Page, fields: Partial<LessonView>): Lesson =>
  readLesson(demo, outline, lists(fields)).lesson;

const stateOf = ({ demo, outline }: Page, text: string): StateReading =>
  inLesson(demo, outline, readState(demo, text));

const anyOf = (names: readonly string[]): fc.Arbitrary<Set<string>> =>
  fc.subarray([...names]).map((some) => new Set(some));

const numbersOf = ({ params }: Demo): [string, NumberParam][] =>
  Object.entries(params).flatMap(([name, param]): [string, NumberParam][] =>
    isNumber(param) ? [[name, param]] : [],
  );

const anyLimit = ({ kind, min, max }: NumberParam): fc.Arbitrary<Limit> => {
  const value =
    kind === 'int'
      ? fc.integer({ min, max })
      : fc.double({ min, max, noNaN: true }).map((x) => x + 0);
  return fc
    .tuple(value, value)
    .map(([a, b]) => ({ low: Math.min(a, b) + 0, high: Math.max(a, b) + 0 }));
};

/** Any lesson of a page. */
function anyLesson({ demo, outline }: Page): fc.Arbitrary<Lesson> {
  const figures = outline.figures.map(({ id }) => id);
  const answers = [...figures, ...outline.findings];
  const guesses = fc.array(
    fc.constantFrom<(Guess | undefined)[]>('holds', 'fails', 'seen', undefined),
    {
      minLength: answers.length,
      maxLength: answers.length,
    },
  );
  const limits = fc
    .subarray(numbersOf(demo))
    .chain((some) =>
      fc.tuple(...some.map(([name, param]) => fc.tuple(fc.constant(name), anyLimit(param)))),
    );
  return fc
    .record({
      show: anyOf([...PARTS, ...figures]),
      hide: anyOf(Object.keys(demo.params)),
      lock: anyOf(Object.keys(demo.params)),
      limit: limits.map((entries) => new Map(entries)),
      predict: anyOf(answers),
      guesses,
    })
    .map(({ guesses: words, ...lesson }) => ({
      ...lesson,
      guess: new Map(
        [...lesson.predict].flatMap((id, i): [string, Guess][] => {
          const word = words[i];
          return word ? [[id, word]] : [];
        }),
      ),
    }));
}

const hostile = ({ demo, outline }: Page): fc.Arbitrary<LessonView> => {
  const name = fc.constantFrom(
    ...Object.keys(demo.params),
    ...outline.figures.map(({ id }) => id),
    ...outline.findings,
    ...PARTS,
    ...['__proto__', 'constructor', 'toString', '', 'x'.repeat(64), '-', '1e999'],
  );
  const more = fc.constantFrom(
    '',
    ':1',
    ':2:1',
    ':1:2',
    ':-1e9:1e9',
    ':NaN:3',
    ':1:',
    ':holds',
    ':1:2:3',
  );
  const entry = fc.tuple(name, more).map((both) => both.join(''));
  const list = fc.oneof(
    fc.array(entry, { maxLength: 8 }).map((entries) => entries.join()),
    fc.string({ unit: 'binary' }),
  );
  return fc.record({
    show: list,
    hide: list,
    lock: list,
    limit: list,
    predict: list,
    guess: list,
  });
};

describe.each(pages)('a lesson on $slug', (page) => {
  const { demo, outline } = page;
  const figures = outline.figures.map(({ id }) => id);
  const states = anyState(demo.params).map((state) => demo.fit(state));

  test('comes back from its lists and from its link as it was', () => {
    fc.assert(
      fc.property(anyLesson(page), (lesson) => {
        const view = writeLesson(lesson);
        expect(readLesson(demo, outline, view)).toEqual({ lesson, notices: [] });
        const link = readFragment(writeFragment({ ...view }, viewSchema), viewSchema);
        expect(link.notices).toEqual([]);
        expect(link.values).toMatchObject(view);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('has only names of the page and limits in range, whatever its lists say', () => {
    fc.assert(
      fc.property(hostile(page), (view) => {
        const { lesson, notices } = readLesson(demo, outline, view);
        expect(notices.length).toBeLessThanOrEqual(LESSON_FIELDS.length);
        const within = (names: Iterable<string>, known: readonly string[]): void =>
          expect(known).toEqual(expect.arrayContaining([...names]));
        within(lesson.show, [...PARTS, ...figures]);
        within([...lesson.hide, ...lesson.lock], Object.keys(demo.params));
        within(lesson.predict, [...figures, ...outline.findings]);
        within(lesson.guess.keys(), [...lesson.predict]);
        for (const [name, { low, high }] of lesson.limit) {
          const param = demo.params[name];
          if (!isNumber(param)) throw new Error(`${name} is no number.`);
          expect(param.min <= low && low <= high && high <= param.max).toBe(true);
        }
        expect(shownFigures(lesson, outline.figures).length).toBeGreaterThan(0);
        const again = readLesson(demo, outline, writeLesson(lesson));
        expect(again).toEqual({ lesson, notices: [] });
      }),
      { seed: 2, numRuns: 400 },
    );
  });

  test('is kept by the state that any link gives, and that state is a link of its own', () => {
    fc.assert(
      fc.property(states, hostile(page), (params, view) => {
        const text = writeState(demo, params, { ...readState(demo, '').view, ...view });
        const reading = stateOf(page, text);
        expect(demo.fit(reading.params)).toEqual(reading.params);
        const { lesson } = readLesson(demo, outline, reading.view);
        for (const name of [...lesson.hide, ...lesson.lock])
          if (lesson.limit.size === 0) expect(reading.params[name]).toEqual(params[name]);
        const again = stateOf(page, writeState(demo, reading.params, reading.view));
        expect({ ...again, notices: [] }).toEqual({ ...reading, notices: [] });
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  const insideLimits = ({ limit }: Lesson, params: ParamValues, name: string): boolean => {
    const { low, high } = limit.get(name) ?? { low: -Infinity, high: Infinity };
    return Number(params[name]) >= low && Number(params[name]) <= high;
  };

  test('is left by no change: what is fixed stays, limits hold, settings go together', () => {
    fc.assert(
      fc.property(anyLesson(page), states, states, fc.boolean(), (lesson, from, to, all) => {
        const start = demo.fit(from);
        const names = Object.keys(to).filter((_, i) => all || i % 3 === 0);
        const changes = Object.fromEntries(
          names.flatMap((name) => {
            const value = to[name];
            return value === undefined ? [] : [[name, value]];
          }),
        );
        const { params } = move(demo, lesson, start, changes);
        expect(demo.fit(params)).toEqual(params);
        for (const name of Object.keys(demo.params)) {
          if (isFixed(lesson, name)) expect(params[name]).toEqual(start[name]);
          const same = Object.is(params[name], start[name]);
          if (lesson.limit.has(name)) expect(same || insideLimits(lesson, params, name)).toBe(true);
        }
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  test('a page without one is changed as before there were lessons', () => {
    fc.assert(
      fc.property(states, states, (from, to) => {
        expect(move(demo, NO_LESSON, from, to)).toEqual({ params: demo.fit(to), held: false });
        for (const [name, { min, max }] of numbersOf(demo)) {
          for (const end of [min, max]) {
            const fitted = demo.fit({ ...from, [name]: end })[name];
            expect(reach(demo, NO_LESSON, from, name, end)).toBe(fitted);
          }
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test('the ends that a free control offers can be had', () => {
    fc.assert(
      fc.property(anyLesson(page), states, (lesson, from) => {
        for (const [name, { min, max }] of numbersOf(demo)) {
          if (isFixed(lesson, name)) continue;
          for (const end of [min, max]) {
            const last = reach(demo, lesson, from, name, end);
            expect(move(demo, lesson, from, { [name]: last }).params[name]).toBe(last);
          }
        }
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});

describe('what a lesson shows', () => {
  test('is everything if nothing is named, and what is named otherwise', () => {
    for (const part of PARTS) expect(shows(NO_LESSON, part)).toBe(true);
    const lesson = lessonOf(svd, { show: 'controls,motion', hide: 'k' });
    expect(PARTS.filter((part) => shows(lesson, part))).toEqual(['controls']);
    expect(shownFigures(lesson, svd.outline.figures).map(({ id }) => id)).toEqual(['motion']);
    expect(Object.keys(shownParams(lesson, svd.demo.params))).not.toContain('k');
  });

  test.each(['controls', 'nothing', 'presets,tour'])(
    'with show=%s is all figures: a page without one would say nothing',
    (show) => {
      const lesson = lessonOf(svd, { show });
      expect(shownFigures(lesson, svd.outline.figures)).toEqual(svd.outline.figures);
    },
  );

  test.each<[Partial<LessonView>, string]>([
    [{ show: 'motion,comic' }, 'Shown parts: this page has no use for “comic”.'],
    [{ hide: 'k,__proto__,n' }, 'Hidden controls: this page has no use for “__proto__”, “n”.'],
    [{ lock: 'a,b,c,d,e' }, 'Locked controls: this page has no use for “a”, “b”, “c”, 2 more.'],
    [{ limit: 'k:4:2' }, 'Limited controls: this page has no use for “k:4:2”.'],
    [{ limit: 'k:40:50' }, 'Limited controls: this page has no use for “k:40:50”.'],
    [{ limit: 'k:1.2:1.8' }, 'Limited controls: this page has no use for “k:1.2:1.8”.'],
    [{ limit: 'A:1:2' }, 'Limited controls: this page has no use for “A:1:2”.'],
    [{ predict: 'bound,C9' }, 'Covered until guessed: this page has no use for “C9”.'],
    [{ guess: 'bound:holds' }, 'Guesses: this page has no use for “bound:holds”.'],
    [
      { predict: 'bound', guess: 'bound:maybe' },
      'Guesses: this page has no use for “bound:maybe”.',
    ],
  ])('and %j are explained in one sentence', (fields, says) => {
    const { notices } = readLesson(svd.demo, svd.outline, lists(fields));
    expect(notices).toEqual([says]);
  });

  test('limits are cut to the range of the control, whole numbers to whole numbers', () => {
    expect(lessonOf(svd, { limit: 'k:-5:2.7' }).limit.get('k')).toEqual({ low: 1, high: 2 });
    expect(lessonOf(svd, { limit: 'viewAzimuth:-1e9:0.25' }).limit.get('viewAzimuth')).toEqual({
      low: -180,
      high: 0.25,
    });
  });

  test('a value beyond the limits is clamped, with the usual notice', () => {
    const { params, notices } = stateOf(angles, 'v=1&n=60&k=20&limit=k:2:8');
    expect(params['k']).toBe(8);
    expect(notices).toEqual([
      'Dimension, left: 20 is outside the limits of this lesson; 8 is used.',
    ]);
  });

  test('a control that is fixed cannot be swept', () => {
    const { view, notices } = stateOf(angles, 'v=1&sweep=n&lock=n');
    expect(view.sweep).toBe('');
    expect(notices).toEqual(['“n” cannot be swept in this lesson.']);
  });
});

describe('a change in a lesson', () => {
  const { demo } = angles;
  const from = demo.fit({ ...defaults(demo.params), n: 60, k: 6, l: 6, shared: 3 });

  test('takes what is free and says that something was held back', () => {
    const lesson = lessonOf(angles, { lock: 'k', limit: 'tilt:10:30' });
    const { params, held } = move(demo, lesson, from, { k: 2, l: 4, tilt: 80 });
    expect(params).toEqual({ ...from, l: 4, tilt: 30 });
    expect(held).toBe(true);
    expect(move(demo, lesson, from, { l: 4 })).toEqual({ params: { ...from, l: 4 }, held: false });
  });

  test('does not move a fixed control by way of another one', () => {
    const lesson = lessonOf(angles, { lock: 'k' });
    // Half the dimension of the space is the most that a subspace may have.
    expect(move(demo, lesson, from, { n: 4, tilt: 5 })).toEqual({
      params: { ...from, tilt: 5 },
      held: true,
    });
    expect(reach(demo, lesson, from, 'n', 4)).toBe(12);
    expect(reach(demo, lesson, from, 'n', 200)).toBe(200);
  });
});

describe('covering', () => {
  const lesson = lessonOf(svd, { predict: 'bound,rank,motion', guess: 'bound:fails' });

  test('ends with a guess, and can be taken up again', () => {
    expect([...coveredOf(lesson)]).toEqual(['rank', 'motion']);
    expect(guessed(lesson, 'motion', 'seen')).toEqual({ guess: 'bound:fails,motion:seen' });
    expect(guessed(lesson, 'bound')).toEqual({ guess: '' });
  });

  test('is the same lesson whatever was guessed', () => {
    const view = writeLesson(lesson);
    expect(sameLesson(view, { ...view, guess: '' })).toBe(true);
    expect(sameLesson(view, { ...view, lock: 'k' })).toBe(false);
    expect(isLesson(view)).toBe(true);
    expect(isLesson(writeLesson(NO_LESSON))).toBe(false);
  });
});

describe('what a teacher chooses', () => {
  const { demo, outline } = svd;

  test('makes a lesson choice by choice', () => {
    let lesson = withMode(NO_LESSON, 'A', 'locked');
    lesson = withMode(lesson, 'viewAzimuth', 'hidden');
    lesson = withLimit(lesson, 'k', { low: 1, high: 2 });
    lesson = withShown(lesson, outline, { figure: 'parts' }, false);
    lesson = withShown(lesson, outline, { part: 'home' }, false);
    lesson = withPredicted(lesson, 'bound', true);
    expect(writeLesson(lesson)).toEqual({
      show: 'text,presets,tour,questions,controls,claims,samples,sweep,motion,values,energy,error-frobenius,error-spectral',
      hide: 'viewAzimuth',
      lock: 'A',
      limit: 'k:1:2',
      predict: 'bound',
      guess: '',
    });
    expect(sayLesson(demo, outline, lesson)).toBe(
      'Not shown: “View: azimuth”. Shown but fixed: “Matrix”. “Rank kept” moves from 1 to 2. Left out: 1 of 6 figures and 1 part of the page. To be guessed first: 1.',
    );
  });

  test('can be taken back, until it is the whole page', () => {
    let lesson = withMode(withMode(NO_LESSON, 'A', 'locked'), 'A', 'open');
    lesson = withLimit(withLimit(lesson, 'k', { low: 1, high: 2 }), 'k', undefined);
    lesson = withShown(lesson, outline, { figure: 'parts' }, false);
    lesson = withShown(lesson, outline, { figure: 'parts' }, true);
    expect(lesson).toEqual(NO_LESSON);
    expect(sayLesson(demo, outline, lesson)).toMatch(/^Everything is shown/);
  });

  test('that is fixed has no limits; what is left out needs no guess', () => {
    const limited = withLimit(NO_LESSON, 'k', { low: 1, high: 2 });
    expect(withMode(limited, 'k', 'locked').limit.size).toBe(0);
    const covered = withPredicted(withPredicted(NO_LESSON, 'bound', true), 'motion', true);
    expect([...withShown(covered, outline, { part: 'claims' }, false).predict]).toEqual(['motion']);
    expect([...withShown(covered, outline, { figure: 'motion' }, false).predict]).toEqual([
      'bound',
    ]);
  });

  test('shows just that, also when all other parts are left out', () => {
    fc.assert(
      fc.property(
        anyOf(PARTS),
        anyOf(outline.figures.map(({ id }) => id)).filter(({ size }) => size > 0),
        (parts, figures) => {
          let lesson: Lesson = NO_LESSON;
          for (const id of figures) lesson = withShown(lesson, outline, { figure: id }, true);
          for (const { id } of outline.figures)
            if (!figures.has(id)) lesson = withShown(lesson, outline, { figure: id }, false);
          for (const part of PARTS) lesson = withShown(lesson, outline, { part }, parts.has(part));
          const shown = shownOf(lesson, outline);
          expect({ parts: [...shown.parts].sort(), figures: [...shown.figures].sort() }).toEqual({
            parts: [...parts].sort(),
            figures: [...figures].sort(),
          });
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});
