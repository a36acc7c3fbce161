/** The series that are switched off in legends: a list in the view, `figure:key` each. */
import type { Figure } from '#demo';
import { legendOf } from '../ui/legend.ts';
import { listed } from './lists.ts';

/** Most entries that a list of a link can have. */
const MOST = 64;

/** The names of a figure's series that a list switches off. */
export function hiddenSeries(off: string, figure: Figure): ReadonlySet<string> {
  const entries = new Set(listed(off));
  const hidden = legendOf(figure).filter(({ key }) => entries.has(`${figure.id}:${key}`));
  return new Set(hidden.map(({ name }) => name));
}

/** The list with one series of a figure switched the other way. */
export function toggled(off: string, figure: Figure, name: string): string {
  const entry = `${figure.id}:${legendOf(figure).find((one) => one.name === name)?.key ?? '0'}`;
  const entries = listed(off);
  const next = entries.includes(entry)
    ? entries.filter((one) => one !== entry)
    : [...entries, entry].slice(-MOST);
  return next.join();
}
