/** What can be moved in a lesson, and how far. */
import { sameIn, type Demo, type ParamValues } from '#demo';
import type { Lesson, Limit } from './lesson.ts';

/** Whether a lesson keeps a control where it is. */
export const isFixed = ({ hide, lock }: Lesson, name: string): boolean =>
  hide.has(name) || lock.has(name);

const inside = (value: number, { low, high }: Limit): number =>
  Math.min(high, Math.max(low, value));

/** The settings with every limited number within its limits. */
export const withinLimits = ({ limit }: Lesson, params: ParamValues): ParamValues => ({
  ...params,
  ...Object.fromEntries([...limit].map(([name, to]) => [name, inside(Number(params[name]), to)])),
});

/** Where a change leads, and whether the lesson held a part of it back. */
export interface Move {
  readonly params: ParamValues;
  readonly held: boolean;
}

/**
 * The state that changes lead to: settings that go together, nothing moved that is fixed, nothing
 * beyond its limits. Where the changes cannot all be had, those that can are taken one by one.
 */
export function move(demo: Demo, lesson: Lesson, from: ParamValues, changes: ParamValues): Move {
  const wanted = demo.fit({ ...from, ...changes });
  const free = Object.entries(changes).filter(([name]) => !isFixed(lesson, name));
  const params =
    step(demo, lesson, from, Object.fromEntries(free)) ??
    free.reduce((at, [name, value]) => step(demo, lesson, at, { [name]: value }) ?? at, from);
  return { params, held: Object.keys(changes).some((name) => !sameIn(params, wanted, [name])) };
}

/** All the changes at once, if they leave in place what must stay. */
function step(
  demo: Demo,
  lesson: Lesson,
  from: ParamValues,
  changes: ParamValues,
): ParamValues | undefined {
  const next = demo.fit(withinLimits(lesson, { ...from, ...changes }));
  const bounded = withinLimits(lesson, next);
  const stays = sameIn(from, next, [...lesson.hide, ...lesson.lock]);
  // A link may start beyond the limits, where other settings ask for it; it may stay there.
  const keeps = [...lesson.limit.keys()].every(
    (name) => sameIn(bounded, next, [name]) || sameIn(from, next, [name]),
  );
  return stays && keeps ? next : undefined;
}

/** Finest part of the way to an end that is looked at. */
const HALVINGS = 24;

/** How far towards `end` a number can be moved alone; where it is fixed, how far it could be. */
export function reach(
  demo: Demo,
  lesson: Lesson,
  from: ParamValues,
  name: string,
  end: number,
): number {
  const fitted = (value: number): number => Number(demo.fit({ ...from, [name]: value })[name]);
  if (isFixed(lesson, name)) return fitted(end);
  const to = (value: number): number =>
    Number(move(demo, lesson, from, { [name]: value }).params[name]);
  const here = Number(from[name]);
  const last = to(end);
  if (last !== here || fitted(end) === here) return last;
  // The end is out of reach: what goes together is taken to be one stretch around this state.
  const whole = demo.params[name]?.kind === 'int';
  let [good, bad] = [here, end];
  for (let i = 0; i < HALVINGS; i++) {
    const half = (good + bad) / 2;
    const middle = whole ? Math.round(half) : half;
    if (middle === good || middle === bad) break;
    const got = to(middle);
    if (got === here) bad = middle;
    else good = got;
  }
  return good;
}
