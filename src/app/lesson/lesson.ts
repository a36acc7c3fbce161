/** A lesson: the version of a page that a teacher made. All of it is in the link, in the view. */
import type { ParamSchema } from '#demo';
import type { View } from '../view.ts';

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

/** The lists of the view that a lesson is made of. */
export const LESSON_FIELDS = ['show', 'hide', 'lock', 'limit', 'predict', 'guess'] as const;

export type LessonView = Pick<View, (typeof LESSON_FIELDS)[number]>;

/** What every page is that no teacher made. */
export const NO_LESSON: Lesson = {
  show: new Set(),
  hide: new Set(),
  lock: new Set(),
  limit: new Map(),
  predict: new Set(),
  guess: new Map(),
};

/** Whether a view says anything of a lesson. */
export const isLesson = (view: LessonView): boolean =>
  LESSON_FIELDS.some((field) => view[field] !== '');

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
