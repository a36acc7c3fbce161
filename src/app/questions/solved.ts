import type { Demo } from '#demo';
import { listed } from '../lists.ts';

/** Which questions of a demo a list names, each once, in the order of the demo; and what else it names. */
export function readSolved(
  { questions }: Pick<Demo, 'questions'>,
  list: string,
): { readonly solved: string; readonly unknown: readonly string[] } {
  const names = new Set(listed(list));
  const ids = questions.map(({ id }) => id);
  return {
    solved: ids.filter((id) => names.has(id)).join(),
    unknown: [...names].filter((name) => !ids.includes(name)),
  };
}
