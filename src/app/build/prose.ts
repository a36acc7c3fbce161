import katex from 'katex';
import { Marked, type TokenizerAndRendererExtension } from 'marked';

export interface Section {
  readonly heading: string;
  readonly html: string;
}

/** Typesets one formula as HTML with MathML inside. Throws on bad TeX, so that the build fails. */
const typeset = (tex: string, display: boolean): string =>
  katex.renderToString(tex, {
    displayMode: display,
    output: 'htmlAndMathml',
    throwOnError: true,
    strict: 'error',
  });

const formula = (
  name: string,
  level: 'block' | 'inline',
  pattern: RegExp,
): TokenizerAndRendererExtension => ({
  name,
  level,
  start: (source) => {
    const at = source.indexOf('$');
    return at < 0 ? undefined : at;
  },
  tokenizer: (source) => {
    const match = pattern.exec(source);
    return match ? { type: name, raw: match[0], text: (match[1] ?? '').trim() } : undefined;
  },
  renderer: (token) =>
    level === 'block'
      ? `<div class="formula" tabindex="0" role="region" aria-label="Equation">${typeset(String(token['text']), true)}</div>\n`
      : typeset(String(token['text']), false),
});

const markdown = new Marked({
  extensions: [
    formula('displayFormula', 'block', /^\$\$([\s\S]+?)\$\$(?:\n|$)/),
    formula('inlineFormula', 'inline', /^\$((?:\\.|[^$\\])+?)\$/),
  ],
});

/** Markdown with `$…$` formulas, as the sections under its level-2 headings. */
export function proseSections(source: string): Section[] {
  return source
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const heading = part.slice(0, end).trim();
      return { heading, html: markdown.parse(part.slice(end + 1), { async: false }) };
    });
}
