import type { Demo, Paper } from '#demo';

/** A BibTeX entry. Braces keep capitals; LaTeX's own signs are written out. */
function entry(key: string, fields: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(fields).map((name) => name.length));
  const lines = Object.entries(fields).map(
    ([name, value]) => `  ${name.padEnd(width)} = {${value}},`,
  );
  return `@misc{${key},\n${lines.join('\n')}\n}\n`;
}

/** LaTeX's own signs, as words where a backslash alone would not do. */
const SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

const escape = (text: string): string =>
  text.replaceAll(/[\\&%$#_{}~^]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);

/** The paper, as arXiv's own entries are built. */
export const paperBib = (slug: string, { title, authors, year, arxiv }: Paper): string =>
  entry(`${slug}-${year}`, {
    title: `{${escape(title)}}`,
    author: authors.map(escape).join(' and '),
    year: String(year),
    eprint: arxiv,
    archivePrefix: 'arXiv',
    url: `https://arxiv.org/abs/${arxiv}`,
  });

/** This page in the state it shows, opened on the given day (YYYY-MM-DD). */
export const pageBib = (slug: string, { name }: Demo, link: string, day: string): string =>
  entry(`${slug}-playground`, {
    title: `{${escape(name)}}: an interactive toy`,
    author: '{Shared Subspace Playground}',
    year: day.slice(0, 4),
    howpublished: `\\url{${link}}`,
    note: `Opened ${day}`,
  });
