import { defaults, type Demo, type ParamSchema, type ParamValues } from '#demo';
import { escapeHtml } from '#files';
import { differences, sayValue } from '../say-value.ts';

/** Most settings that a title names. */
const MOST = 3;

/** What a state shows, in a few words: the demo, and which of the named settings are not at their defaults. */
export function titleOf(demo: Demo, params: ParamValues, named: ParamSchema = demo.params): string {
  const changed = differences(named, params, demo.fit(defaults(demo.params))).map(
    ({ param, here }) => `${param.label} ${sayValue(param, here)}`,
  );
  const first = changed.slice(0, MOST);
  if (changed.length > MOST) first.push(`${changed.length - MOST} more`);
  return first.length > 0 ? `${demo.name}: ${first.join(', ')}` : demo.name;
}

/** A link with its title in Markdown (CommonMark). */
export const toMarkdown = (title: string, link: string): string =>
  `[${title.replaceAll(/[\\`*_[\]<>&~|#!$]/g, '\\$&')}](${link.replaceAll(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`;

/** A link with its title in HTML. */
export const toHtml = (title: string, link: string): string =>
  `<a href="${escapeHtml(link)}">${escapeHtml(title)}</a>`;
