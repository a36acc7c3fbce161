/** A lesson: the version of a page that a teacher made. All of it is in the link, in the view. */
import { isNumber, type Demo, type NumberParam, type ParamSchema } from '#demo';
import type { Outline } from '../outline.ts';
import { viewSchema, type View } from '../view.ts';

/** The parts of a page that can be left out; each figure is a part too, under its id. */
export const PARTS = [
  'text',
  'presets',
  'tour',
  'questions',
  'controls',
  'claims',
  'samples',
  'sweep',
  'home',
] as const;

export type Part = (typeof PARTS)[number];

/** How far a number may be moved: `low` ≤ `high`, both within its range. */
export interface Limit {
  readonly low: number;
  readonly high: number;
}

/** What a learner expected; `seen` of what can only be looked at. */
export type Guess = 'holds' | 'fails' | 'seen';

/** Every name in it is one of the page's own. */
export interface Lesson {
  /** The parts and figures that are shown; none: all. If no figure is among them, all figures are. */
  readonly show: ReadonlySet<string>;
  /** The controls that are not shown, and those that cannot be moved. */
  readonly hide: ReadonlySet<string>;
  readonly lock: ReadonlySet<string>;
  readonly limit: ReadonlyMap<string, Limit>;
  /** The claims and figures that are covered until there is a guess. */
  readonly predict: ReadonlySet<string>;
  readonly guess: ReadonlyMap<string, Guess>;
}

const FIELDS = ['show', 'hide', 'lock', 'limit', 'predict', 'guess'] as const;

/** The lists of the view that a lesson is made of. */
export type LessonView = Pick<View, (typeof FIELDS)[number]>;

/** The lists of a page without a lesson. */
export const NO_LESSON: LessonView = {
  ...{ show: '', hide: '', lock: '', limit: '', predict: '', guess: '' },
};

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
    if (strange.length > 0) {
      const named = strange.slice(0, 3).map((entry) => `“${entry}”`);
      if (strange.length > 3) named.push(`${strange.length - 3} more`);
      notices.push(
        `${viewSchema[field].label}: ${named.join(', ')} ${strange.length > 1 ? 'mean' : 'means'} nothing here and ${strange.length > 1 ? 'were' : 'was'} ignored.`,
      );
    }
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

/** Whether a view is one that a teacher made. */
export const isLesson = (view: LessonView): boolean =>
  FIELDS.some((field) => field !== 'guess' && view[field] !== '');

/** Whether two views are the same lesson, whatever was guessed. */
export const sameLesson = (a: LessonView, b: LessonView): boolean =>
  FIELDS.every((field) => field === 'guess' || a[field] === b[field]);

export const shows = ({ show }: Lesson, part: Part): boolean => show.size === 0 || show.has(part);

/** The figures that are shown: at least one, or a page would say nothing. */
export function shownFigures<F extends { readonly id: string }>(
  { show }: Lesson,
  figures: readonly F[],
): readonly F[] {
  const chosen = figures.filter(({ id }) => show.has(id));
  return chosen.length > 0 ? chosen : figures;
}

/** The parameters whose controls are shown. */
export const shownParams = ({ hide }: Lesson, schema: ParamSchema): ParamSchema =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => !hide.has(name)));

/** The claims and figures that nobody has guessed yet. */
export const coveredOf = ({ predict, guess }: Lesson): ReadonlySet<string> =>
  new Set([...predict].filter((id) => !guess.has(id)));
