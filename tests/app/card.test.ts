import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { bars, defaults, heatmap, lines, note, space, type Figure } from '#demo';
import { createRandom } from '#random';
import { cardPng, cardSvg } from '../../src/app/build/card.ts';
import { pageHtml } from '../../src/app/build/html.ts';
import { loadDemo } from '../../src/demo/registry.ts';

const css = readFileSync('src/ui/base.css', 'utf8');

const draw = (figure: Figure): Promise<string> => cardSvg('Name', 'What it is.', figure, css);

const count = (svg: string, sign: RegExp): number => [...svg.matchAll(sign)].length;

/** The words of a card, line by line. */
const wordsOf = (svg: string): string =>
  svg
    .replaceAll(/<\/text>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&');

const base = { id: 'f', title: 'The title', caption: 'A caption.', source: 'ours' };

describe('the card of a figure', () => {
  test('with curves has every series with its dash, and every point with its marker', async () => {
    const series = (['ours', 'rival', 'null'] as const).map((role, i) => ({
      ...{ name: `series ${i}`, role },
      x: [1, 2, 3, 4, 5],
      y: [1, 2, 3, 2, 1].map((y) => y + i),
    }));
    const figure = lines({
      ...base,
      x: { title: 'rank', unit: 'rows' },
      y: { title: 'error', range: [0, 6] },
      series,
      rules: [{ axis: 'x', at: 3, label: 'k = 3' }],
    });
    const svg = await draw(figure);
    expect(count(svg, /class="curve"/g)).toBe(3);
    expect(count(svg, /class="marker"/g)).toBe(15);
    for (const words of ['The title', 'series 0', 'series 2', 'rank (rows)', 'error', 'k = 3'])
      expect(wordsOf(svg)).toContain(words);
    const more = { ...figure, series: series.map((s) => ({ ...s, x: [1, 2], y: [1, 2] })) };
    expect(count(await draw(more), /class="marker"/g)).toBe(6);
  });

  test('with bars has one for each number, as long as it says', async () => {
    const svg = await draw(
      bars({
        ...base,
        x: { title: 'method' },
        y: { title: 'error', range: [0, 4] },
        categories: ['first way', 'second way'],
        series: [
          { name: 'a', role: 'ours', values: [1, 2] },
          { name: 'b', role: 'rival', values: [3, NaN] },
        ],
      }),
    );
    const lengths = [...svg.matchAll(/class="bar"[^>]* width="([\d.]+)"/g)].map(([, w]) =>
      Number(w),
    );
    expect(lengths).toHaveLength(3);
    const [one = NaN, two = NaN, three = NaN] = lengths;
    expect(two / one).toBeCloseTo(2, 1);
    expect(three / one).toBeCloseTo(3, 1);
    for (const words of ['first way', 'second way']) expect(wordsOf(svg)).toContain(words);
  });

  test('with maps has every cell of every panel, and the colour scale', async () => {
    const panel = (title: string) => ({
      ...{ title, rows: ['1', '2', '3'], cols: ['1', '2'] },
      values: [
        [0, 1],
        [0.5, null],
        [1, 0.25],
      ],
    });
    const svg = await draw(
      heatmap({
        ...base,
        x: { title: 'column' },
        y: { title: 'row' },
        value: { title: 'overlap', range: [0, 1] },
        panels: [panel('left'), panel('right')],
      }),
    );
    expect(count(svg, /<rect [^>]*fill="rgb\(\d+,\d+,\d+\)"/g)).toBe(2 * 5);
    for (const words of ['left', 'right', 'column', 'row', 'overlap'])
      expect(wordsOf(svg)).toContain(words);
  });

  test('with a drawing has its arrows, curves and words, and nothing to grab', async () => {
    const svg = await draw(
      space({
        ...base,
        extent: 1,
        panels: [
          {
            title: 'plane',
            items: [
              {
                ...{ draw: 'arrow', to: [1, 0], label: 'u', role: 'ours' },
                drag: { azimuth: 'a', elevation: 'b' },
              },
              { draw: 'curve', points: [[0, 0], [1, 1]], role: 'data' }, // prettier-ignore
              { draw: 'patch', points: [[0, 0], [1, 1], [0, 1]], role: 'rival', label: 'P' }, // prettier-ignore
            ],
          },
        ],
      }),
    );
    expect(count(svg, /<line /g)).toBe(1);
    expect(svg).not.toMatch(/handle|var\(--|<!--/);
    for (const words of ['plane', 'u', 'P']) expect(wordsOf(svg).split('\n')).toContain(words);
  });

  test('that is a sentence says it, and no words can leave their element', async () => {
    const svg = await draw(note({ ...base, title: '<b>&"', caption: 'Nothing to draw.' }));
    expect(wordsOf(svg)).toContain('Nothing to draw.');
    expect(svg).toContain('&lt;b&gt;&amp;&quot;');
  });
});

describe.each(['svd', 'principal-angles'])('the card of %s', (slug) => {
  let svg = '';
  beforeAll(async () => {
    const demo = await loadDemo(slug);
    const session = await demo.session(createRandom);
    const { figures } = session(demo.fit(defaults(demo.params)), () => undefined);
    const cover = figures.find(({ id }) => id === demo.cover);
    if (cover) svg = await cardSvg(demo.name, demo.tagline, cover, css);
  });

  test('is a PNG of 1200 × 630', () => {
    const png = cardPng(svg);
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  test('has no letter that its typeface lacks', () => {
    const picture = (letter: string): string =>
      cardPng(
        `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text y="30" font-family="KaTeX_Main" font-size="20">${letter}</text></svg>`,
      ).toString('base64');
    const missing = picture('\ue000');
    const letters = [...new Set(wordsOf(svg).replaceAll(/[\s<>&]/g, ''))];
    expect(letters.length).toBeGreaterThan(20);
    expect(letters.filter((letter) => picture(letter) === missing)).toEqual([]);
  });
});

test('a page names its card with address, size and words, for all that show it', () => {
  const html = pageHtml({
    ...{ title: 'T', description: 'D', root: '../', script: '/x.ts', slug: 'svd', main: '' },
    card: 'https://example.org/p/svd/card.png',
    cardAlt: 'A “figure” & <more>',
    address: 'https://example.org/p/svd/',
  });
  for (const [name, content] of [
    ['property="og:image"', 'https://example.org/p/svd/card.png'],
    ['property="og:image:width"', '1200'],
    ['property="og:image:height"', '630'],
    ['property="og:image:alt"', 'A “figure” &amp; &lt;more&gt;'],
    ['property="og:url"', 'https://example.org/p/svd/'],
    ['name="twitter:card"', 'summary_large_image'],
  ])
    expect(html).toContain(`<meta ${name} content="${content}" />`);
});
