import { describe, expect, test } from 'vitest';
import { bars, heatmap, lines, type Role } from '#demo';
import { cannotPresent, CLAIMS, slidesOf, turned } from '../../src/app/present/slides.ts';
import type { Palette } from '../../src/ui/palette.ts';
import { leastHeight, plotData, type PlottedFigure } from '../../src/ui/plot-data.ts';

const figures = [{ id: 'motion' }, { id: 'values' }];

describe('slides', () => {
  test('are the figures in their order, then the claims', () => {
    expect(slidesOf(figures, true)).toEqual(['motion', 'values', 'claims']);
    expect(slidesOf(figures, false)).toEqual(['motion', 'values']);
  });

  test.each(['__proto__', 'constructor', 'Motion', 'motion ', '<b>'])(
    'are not presented under the name %s, and the reader is told',
    (slide) => {
      expect(cannotPresent(slidesOf(figures, true), slide)).toBe(
        `“${slide}” is not a figure of this page, so nothing is presented.`,
      );
    },
  );

  test('that exist are presented, and nothing is where nothing is named', () => {
    for (const slide of ['', 'motion', 'values', CLAIMS])
      expect(cannotPresent(slidesOf(figures, true), slide)).toBeUndefined();
  });

  test.each([
    ['ArrowRight', 0, 1],
    ['PageDown', 1, 2],
    ['ArrowRight', 2, 2],
    ['ArrowLeft', 2, 1],
    ['PageUp', 0, 0],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['Enter', 1, undefined],
    ['ArrowDown', 1, undefined],
    ['Tab', 1, undefined],
  ])('%s on slide %i of three leads to %s', (key, at, to) => {
    expect(turned(key, at, 3)).toBe(to);
  });
});

const color = 'rgb(0, 0, 0)';
const roles: Record<Role, string> = {
  ...{ ours: color, rival: color, rival2: color, rival3: color },
  ...{ rival4: color, null: color, data: color },
};
const palette: Palette = {
  ...{ paper: color, ink: color, soft: color, line: color, roles },
  ...{ sequential: [color, color], signed: [color, color, color] },
};

const base = { id: 'x', title: 'x', caption: 'x', source: 'ours' };
const drawn: PlottedFigure[] = [
  lines({
    ...base,
    x: { title: 'i' },
    y: { title: 'σ', scale: 'log' },
    series: [{ name: 'a', role: 'ours', x: [1, 2, 3], y: [3, 2, 1] }],
    rules: [
      { axis: 'x', at: 2, label: 'k' },
      { axis: 'y', at: 1, label: 'τ' },
    ],
  }),
  bars({
    ...base,
    x: { title: 'method' },
    y: { title: 'error' },
    categories: ['first method', 'second'],
    series: [
      { name: 'a', role: 'ours', values: [1, 2] },
      { name: 'b', role: 'rival', values: [2, 3], pinned: true },
    ],
  }),
  heatmap({
    ...base,
    x: { title: 'column' },
    y: { title: 'row' },
    value: { title: 'entry', range: [0, 1] },
    panels: [
      {
        title: 'A',
        rows: ['1', '2'],
        cols: ['1', '2'],
        values: [
          [0, 1],
          [1, 0],
        ],
      },
    ],
  }),
];

/** Names of what a plot measures in pixels. */
const PIXELS =
  /^(size|width|height|[lrtb]|standoff|xshift|ticklen|tickwidth|linewidth|gridwidth|zerolinewidth)$/;

/** Every measure in pixels of a plot, by its path. */
function pixels(value: unknown, path = ''): [string, number][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'number' && PIXELS.test(key)
      ? [[`${path}.${key}`, inner] as [string, number]]
      : pixels(inner, `${path}.${key}`),
  );
}

describe.each(drawn)('a plot of $kind for a room', (figure) => {
  test('is the one on the page with every word, line and mark as many times as large', () => {
    const none = new Set<string>();
    const page = plotData(figure, palette, { width: 600, height: 400 }, none);
    const large = plotData(figure, palette, { width: 1200, height: 800, scale: 2 }, none);
    const [small, twice] = [pixels(page), pixels(large)];
    expect(small.length).toBeGreaterThan(10);
    expect(twice).toEqual(small.map(([path, value]) => [path, 2 * value]));
  });
});

test('lying bars ask for the height that their names need, each on a line of its own', () => {
  const long = bars({
    ...base,
    x: { title: 'method' },
    y: { title: 'error' },
    categories: Array.from({ length: 20 }, (_, i) => `method number ${i}`),
    series: [{ name: '', role: 'ours', values: Array.from({ length: 20 }, () => 1) }],
  });
  expect(leastHeight(long, 2)).toBeGreaterThanOrEqual(20 * 2 * 12);
});
