/** What a teacher is choosing: each choice gives another lesson. */
import type { Demo } from '#demo';
import type { Outline } from '../outline.ts';
import { PARTS, shownFigures, shows, type Lesson, type Part } from './lesson.ts';

/** What is to become of a control. */
export type Mode = 'open' | 'locked' | 'hidden';

export const modeOf = ({ hide, lock }: Lesson, name: string): Mode =>
  hide.has(name) ? 'hidden' : lock.has(name) ? 'locked' : 'open';

/** The set with a name in it or not. */
function put(set: ReadonlySet<string>, name: string, inside: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (inside) next.add(name);
  else next.delete(name);
  return next;
}

/** A control in another mode; one that cannot be moved needs no limits. */
export function withMode(lesson: Lesson, name: string, mode: Mode): Lesson {
  return {
    ...(mode === 'open' ? lesson : withLimit(lesson, name, undefined)),
    hide: put(lesson.hide, name, mode === 'hidden'),
    lock: put(lesson.lock, name, mode === 'locked'),
  };
}

/** A number with other limits, or none. */
export function withLimit(
  lesson: Lesson,
  name: string,
  to: { readonly low: number; readonly high: number } | undefined,
): Lesson {
  const limit = new Map(lesson.limit);
  if (to) limit.set(name, to);
  else limit.delete(name);
  return { ...lesson, limit };
}

/** What is shown, choice by choice. */
export interface Shown {
  readonly parts: ReadonlySet<string>;
  readonly figures: ReadonlySet<string>;
}

export const shownOf = (lesson: Lesson, outline: Outline): Shown => ({
  parts: new Set(PARTS.filter((part) => shows(lesson, part))),
  figures: new Set(shownFigures(lesson, outline.figures).map(({ id }) => id)),
});

/**
 * The list that shows just these. No list at all shows everything, and one without a figure shows
 * all of them: a choice of nothing but all the figures names them.
 */
function showing(outline: Outline, { parts, figures }: Shown): ReadonlySet<string> {
  const allFigures = outline.figures.every(({ id }) => figures.has(id));
  if (allFigures && PARTS.every((part) => parts.has(part))) return new Set();
  const named = outline.figures.map(({ id }) => id).filter((id) => figures.has(id));
  const chosen = PARTS.filter((part) => parts.has(part));
  return new Set<string>(allFigures && chosen.length > 0 ? chosen : [...chosen, ...named]);
}

/** A part or figure shown or left out; what is left out needs no guess. */
export function withShown(
  lesson: Lesson,
  outline: Outline,
  what: { readonly part: Part } | { readonly figure: string },
  visible: boolean,
): Lesson {
  const { parts, figures } = shownOf(lesson, outline);
  const shown =
    'part' in what
      ? { parts: put(parts, what.part, visible), figures }
      : { parts, figures: put(figures, what.figure, visible) };
  const gone = visible
    ? []
    : 'figure' in what
      ? [what.figure]
      : what.part === 'claims'
        ? outline.findings
        : [];
  return {
    ...lesson,
    show: showing(outline, shown),
    predict: new Set([...lesson.predict].filter((id) => !gone.includes(id))),
  };
}

/** A claim or figure covered until it is guessed, or open. */
export const withPredicted = (lesson: Lesson, id: string, covered: boolean): Lesson => ({
  ...lesson,
  predict: put(lesson.predict, id, covered),
});

/** The choices in words. */
export function sayLesson(demo: Demo, outline: Outline, lesson: Lesson): string {
  const shown = shownOf(lesson, outline);
  const label = (name: string): string => demo.params[name]?.label ?? name;
  const list = (names: Iterable<string>): string =>
    [...names].map((name) => `“${label(name)}”`).join(', ');
  const missingFigures = outline.figures.length - shown.figures.size;
  const missingParts = PARTS.length - shown.parts.size;
  const left = [
    ...(missingFigures > 0 ? [`${missingFigures} of ${outline.figures.length} figures`] : []),
    ...(missingParts > 0 ? [count(missingParts, 'part')] : []),
  ].join(' and ');
  const sentences = [
    lesson.hide.size > 0 ? `Not shown: ${list(lesson.hide)}.` : '',
    lesson.lock.size > 0 ? `Shown but fixed: ${list(lesson.lock)}.` : '',
    ...[...lesson.limit].map(
      ([name, { low, high }]) => `“${label(name)}” moves from ${low} to ${high}.`,
    ),
    left ? `Left out: ${left}.` : '',
    lesson.predict.size > 0 ? `To be guessed first: ${lesson.predict.size}.` : '',
  ].filter(Boolean);
  return sentences.join(' ') || 'Everything is shown and can be moved, as on the whole page.';
}

const count = (n: number, thing: string): string =>
  `${n} ${thing}${n === 1 ? '' : 's'} of the page`;
