import { defaults, type Demo, type ParamValues } from '#demo';
import { differences, sayValue } from '../say-value.ts';

/** Most settings that a title names. */
const MOST = 3;

/** What a state shows, in a few words: the demo, and what is not at its default. */
export function titleOf(demo: Demo, params: ParamValues): string {
  const changed = differences(demo.params, params, demo.fit(defaults(demo.params))).map(
    ({ param, here }) => `${param.label} ${sayValue(param, here)}`,
  );
  const named = changed.slice(0, MOST);
  if (changed.length > MOST) named.push(`${changed.length - MOST} more`);
  return named.length > 0 ? `${demo.name}: ${named.join(', ')}` : demo.name;
}

/** A link with its title in Markdown (CommonMark). */
export const toMarkdown = (title: string, link: string): string =>
  `[${title.replaceAll(/[\\`*_[\]<>&~|#!$]/g, '\\$&')}](${link.replaceAll(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`;

/** A link with its title in HTML. */
export const toHtml = (title: string, link: string): string =>
  `<a href="${escapeHtml(link)}">${escapeHtml(title)}</a>`;

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
