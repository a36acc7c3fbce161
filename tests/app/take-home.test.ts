import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { defaults, type NamedArray, type Paper } from '#demo';
import { arraysJson, writeNpz } from '#files';
import svd from '../../demos/svd/demo.ts';
import { pageBib, paperBib } from '../../src/app/take-home/bibtex.ts';
import { programZip, resultsCsv } from '../../src/app/take-home/bundle.ts';
import { loadDemo, slugs } from '../../src/demo/registry.ts';

interface Entry {
  readonly type: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads one entry as BibTeX does: a field ends where its braces, escaped or not, are balanced. */
function readEntry(text: string): Entry {
  const [start = '', type = '', key = ''] = /^@(\w+)\{([\w-]+),\n/.exec(text) ?? [];
  if (start === '') throw new Error(`no entry: ${text}`);
  const fields: Record<string, string> = {};
  let rest = text.slice(start.length);
  for (;;) {
    const head = /^\s*(\w+)\s*= \{/.exec(rest);
    if (!head) break;
    let depth = 1;
    let end = head[0].length;
    for (; depth > 0; end++) {
      if (end >= rest.length) throw new Error(`unbalanced: ${text}`);
      depth += Number(rest[end] === '{') - Number(rest[end] === '}');
    }
    const name = head[1] ?? '';
    if (name in fields) throw new Error(`${name} is given twice`);
    fields[name] = rest.slice(head[0].length, end - 1);
    if (rest[end] !== ',') throw new Error(`no comma: ${text}`);
    rest = rest.slice(end + 1);
  }
  if (rest !== '\n}\n') throw new Error(`left over: ${rest}`);
  return { type, key, fields };
}

const WORDS: Readonly<Record<string, string>> = {
  '\\textbackslash{}': '\\',
  '\\textasciitilde{}': '~',
  '\\textasciicircum{}': '^',
  '\\textbraceleft{}': '{',
  '\\textbraceright{}': '}',
};

/** What LaTeX prints for a field: words for signs, escaped signs, and no bare braces. */
const printed = (field: string): string =>
  field.replaceAll(/\\text[a-z]+\{\}|\\[&%$#_{}]|[\\&%$#_{}~^]/g, (sign) => {
    const word = WORDS[sign];
    if (word !== undefined) return word;
    if (sign === '{' || sign === '}') return '';
    if (sign.length !== 2) throw new Error(`${sign} is not escaped in ${field}`);
    return sign.slice(1);
  });

const paper: Paper = {
  title: 'Low Rank',
  authors: ['Ann One', 'Bo Two'],
  year: 2025,
  arxiv: '2501.00001',
};

const demos = await Promise.all(slugs.map(async (slug) => ({ slug, demo: await loadDemo(slug) })));

describe('the BibTeX entry of a paper', () => {
  test('has the fields that arXiv gives its own', () => {
    expect(readEntry(paperBib('toy', paper))).toEqual({
      type: 'misc',
      key: 'toy-2025',
      fields: {
        title: '{Low Rank}',
        author: 'Ann One and Bo Two',
        year: '2025',
        eprint: '2501.00001',
        archivePrefix: 'arXiv',
        url: 'https://arxiv.org/abs/2501.00001',
      },
    });
  });

  test('prints the title and the authors as they are, whatever signs they hold', () => {
    const piece = fc.constantFrom('a', 'Σ', ' ', '&', '%', '$', '#', '_', '~', '^', '\\', '{', '}');
    const words = fc.array(piece, { minLength: 1, maxLength: 12 }).map((list) => list.join(''));
    fc.assert(
      fc.property(words, words, (title, author) => {
        const { fields } = readEntry(paperBib('toy', { ...paper, title, authors: [author] }));
        expect(printed(fields['title'] ?? '')).toBe(title);
        expect(printed(fields['author'] ?? '')).toBe(author);
      }),
      { seed: 1, numRuns: 500, examples: [['50% & $x_1$ #2 {B} ~ ^ \\', '\\{}']] },
    );
  });

  const papers = demos.flatMap(({ slug, demo }) =>
    demo.paper ? [{ slug, paper: demo.paper }] : [],
  );
  test.each(papers)('of $slug can be read back', ({ slug, paper: given }) => {
    const { key, fields } = readEntry(paperBib(slug, given));
    expect(key).toBe(`${slug}-${given.year}`);
    expect(printed(fields['title'] ?? '')).toBe(given.title);
    expect(fields['author']?.split(' and ').map(printed)).toEqual(given.authors);
    expect(fields['eprint']).toMatch(/^\d{4}\.\d{5}$/);
  });
});

test('the BibTeX entry of a page keeps its link whole and names the day', () => {
  const link = 'https://example.org/svd/#v=1&A=1,2;3,4&of=C1%20_~';
  expect(readEntry(pageBib('svd', { ...svd, name: 'A & B' }, link, '2026-11-22'))).toEqual({
    type: 'misc',
    key: 'svd-playground',
    fields: {
      title: '{A \\& B}: an interactive toy',
      author: '{Shared Subspace Playground}',
      year: '2026',
      howpublished: `\\url{${link}}`,
      note: 'Opened 2026-11-22',
    },
  });
});

const array = (name: string, shape: number[], ...values: number[]): NamedArray => ({
  name,
  shape,
  values: Float64Array.from(values),
});

describe('the table of results', () => {
  test('has a row for each number with its place, counted from 0, row by row', () => {
    expect(
      resultsCsv([
        array('one', [], 7),
        array('list', [2], 0.1, NaN),
        array('matrix', [2, 3], 1, 2, 3, 4, 5, 6),
        array('none', [0]),
      ]).split('\r\n'),
    ).toEqual([
      'result,index,value',
      'one,,7',
      'list,0,0.1',
      'list,1,NaN',
      ...['matrix,0 0,1', 'matrix,0 1,2', 'matrix,0 2,3'],
      ...['matrix,1 0,4', 'matrix,1 1,5', 'matrix,1 2,6'],
      '',
    ]);
  });

  test('finds every place of a stack', () => {
    const [l, m, n] = [2, 3, 4];
    const values = Array.from({ length: l * m * n }, (_, i) => i);
    const rows = resultsCsv([array('stack', [l, m, n], ...values)])
      .trim()
      .split('\r\n')
      .slice(1);
    expect(rows).toHaveLength(l * m * n);
    for (const row of rows) {
      const [, place = '', value] = row.split(',');
      const [i = NaN, j = NaN, k = NaN] = place.split(' ').map(Number);
      expect(Number(value)).toBe((i * m + j) * n + k);
      expect([i < l, j < m, k < n]).toEqual([true, true, true]);
    }
  });
});

describe('the program to take home', () => {
  const numbers = {
    inputs: [array('frames', [2, 1], 1, -0)],
    results: [array('error', [], 0.5), array('angles', [2], NaN, Infinity)],
  };
  const common = readFileSync('src/app/take-home/program.py', 'utf8');

  test.each(demos)(
    'of $slug is its reference with the part that runs it, and its data',
    async ({ slug, demo }) => {
      const link = `https://example.org/${slug}/#v=1&seed=7`;
      const params = { ...defaults(demo.params), seed: 7 };
      const files = unzipSync(await programZip({ slug, name: demo.name, params, link }, numbers));
      const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
      expect(Object.keys(files)).toEqual([
        'README.txt',
        'reference.py',
        'params.json',
        'inputs.npz',
        'results.json',
      ]);
      const reference = readFileSync(`demos/${slug}/reference.py`, 'utf8').trimEnd();
      expect(text('reference.py')).toBe(`${reference}\n${common}`);
      expect(JSON.parse(text('params.json'))).toEqual(params);
      expect(files['inputs.npz']).toEqual(writeNpz(numbers.inputs));
      expect(text('results.json')).toBe(arraysJson(numbers.results));

      const readme = text('README.txt');
      expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
      expect(readme).toContain(demo.name);
      expect(readme).toContain(link);
      for (const name of Object.keys(files).slice(1)) expect(readme).toContain(name);
    },
  );

  test('of a demo that is not there is refused', async () => {
    const origin = { slug: 'nowhere', name: '', params: {}, link: '' };
    await expect(programZip(origin, numbers)).rejects.toThrow(
      new RangeError('There is no program for “nowhere”.'),
    );
  });
});
