/** What reads and writes lessons; loaded with the first one. */
import { isNumber, type Demo, type NumberParam, type ParamSchema, type ParamValues } from '#demo';
import type { Outline } from '../outline.ts';
import type { StateReading } from '../read-state.ts';
import { differences, sayValue } from '../say-value.ts';
import { viewSchema } from '../view.ts';
import {
  LESSON_FIELDS,
  PARTS,
  type Guess,
  type Lesson,
  type LessonView,
  type Limit,
} from './lesson.ts';
import { isFixed, withinLimits } from './moves.ts';

/** Most entries that a notice names. */
const MOST = 3;

/** Reads the lesson in a view; entries that mean nothing here are left out, with a notice a list. */
export function readLesson(
  demo: Demo,
  outline: Outline,
  view: LessonView,
): { readonly lesson: Lesson; readonly notices: readonly string[] } {
  const notices: string[] = [];
  const control = (name: string) =>
    Object.hasOwn(demo.params, name) ? demo.params[name] : undefined;
  const figures = outline.figures.map(({ id }) => id);
  const parts = new Set<string>([...PARTS, ...figures]);
  const answers = new Set([...figures, ...outline.findings]);

  /** Hands every entry of a list to `take`, which says whether it made sense. */
  function read(field: keyof LessonView, take: (...entry: string[]) => boolean): void {
    const strange = view[field].split(',').filter((entry) => entry && !take(...entry.split(':')));
    if (strange.length === 0) return;
    const named = strange.slice(0, MOST).map((entry) => `“${entry}”`);
    if (strange.length > MOST) named.push(`${strange.length - MOST} more`);
    notices.push(`${viewSchema[field].label}: this page has no use for ${named.join(', ')}.`);
  }

  function names(field: keyof LessonView, known: (name: string) => boolean): Set<string> {
    const own = new Set<string>();
    read(field, (name = '', ...more) => {
      const sense = more.length === 0 && known(name);
      if (sense) own.add(name);
      return sense;
    });
    return own;
  }

  const limit = new Map<string, Limit>();
  read('limit', (name = '', low = '', high = '') => {
    const param = control(name);
    const found = isNumber(param) ? readLimit(param, low, high) : undefined;
    if (found) limit.set(name, found);
    return found !== undefined;
  });
  const predict = names('predict', (id) => answers.has(id));
  const guess = new Map<string, Guess>();
  read('guess', (id = '', word = '', ...more) => {
    const sense = more.length === 0 && predict.has(id) && isGuess(word);
    if (sense) guess.set(id, word);
    return sense;
  });
  const lesson = {
    show: names('show', (name) => parts.has(name)),
    hide: names('hide', (name) => control(name) !== undefined),
    lock: names('lock', (name) => control(name) !== undefined),
    ...{ limit, predict, guess },
  };
  return { lesson, notices };
}

/** The lists that say a lesson. `readLesson` undoes it. */
export const writeLesson = (lesson: Lesson): LessonView => ({
  show: [...lesson.show].join(),
  hide: [...lesson.hide].join(),
  lock: [...lesson.lock].join(),
  limit: [...lesson.limit].map(([name, { low, high }]) => `${name}:${low}:${high}`).join(),
  predict: [...lesson.predict].join(),
  guess: [...lesson.guess].map((entry) => entry.join(':')).join(),
});

const isGuess = (word: string): word is Guess =>
  word === 'holds' || word === 'fails' || word === 'seen';

function readLimit(param: NumberParam, low: string, high: string): Limit | undefined {
  if (low === '' || high === '') return undefined;
  const [up, down] = param.kind === 'int' ? [Math.ceil, Math.floor] : [Number, Number];
  const limit = {
    low: Math.max(param.min, up(Number(low))) + 0, // + 0 turns −0 into 0
    high: Math.min(param.max, down(Number(high))) + 0,
  };
  return limit.low <= limit.high ? limit : undefined;
}

/** Whether two views are the same lesson, whatever was guessed. */
export const sameLesson = (a: LessonView, b: LessonView): boolean =>
  LESSON_FIELDS.every((field) => field === 'guess' || a[field] === b[field]);

/** The state of a page in which the lesson it describes is kept. */
export function inLesson(demo: Demo, outline: Outline, reading: StateReading): StateReading {
  const { view } = reading;
  const { lesson, notices } = readLesson(demo, outline, view);
  const params = demo.fit(withinLimits(lesson, reading.params));
  const still = view.sweep !== '' && isFixed(lesson, view.sweep);
  return {
    params,
    view: { ...view, ...writeLesson(lesson), ...(still ? { sweep: '' } : {}) },
    notices: [
      ...reading.notices,
      ...notices,
      ...beyondLimits(demo.params, reading.params, params),
      ...(still ? [`“${view.sweep}” cannot be swept in this lesson.`] : []),
    ],
  };
}

const beyondLimits = (schema: ParamSchema, given: ParamValues, kept: ParamValues): string[] =>
  differences(schema, given, kept).map(
    ({ param, here, there }) =>
      `${param.label}: ${sayValue(param, here)} is outside the limits of this lesson; ${sayValue(param, there)} is used.`,
  );
