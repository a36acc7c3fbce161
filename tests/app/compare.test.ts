import { describe, expect, test } from 'vitest';
import { bars, figureTable, lines, note, type BarsFigure, type LinesFigure } from '#demo';
import { withGhosts } from '../../src/app/compare/ghosts.ts';

const frame = { id: 'f', title: 'F', caption: 'Here.', source: 'ours' };

const curve = (y: number[], more: Partial<LinesFigure> = {}): LinesFigure =>
  lines({
    ...frame,
    x: { title: 'rank' },
    y: { title: 'error', range: [0, 1] },
    series: [
      { name: 'ours', role: 'ours', x: [1, 2], y },
      { name: 'theirs', role: 'rival', x: [1, 2], y: [1, 1] },
    ],
    ...more,
  });

const chart = (
  categories: string[],
  values: number[],
  more: Partial<BarsFigure> = {},
): BarsFigure =>
  bars({
    ...frame,
    x: { title: 'method' },
    y: { title: 'error' },
    categories,
    series: [{ name: '', role: categories.map(() => 'ours' as const), values }],
    ...more,
  });

describe('a figure beside its pinned twin', () => {
  test('holds every curve twice, the pinned one after its own', () => {
    const both = withGhosts(curve([3, 4]), curve([1, 2]));
    const shown = both.kind === 'lines' ? both.series : [];
    expect(shown.map(({ name, role, y, pinned }) => [name, role, y, pinned ?? false])).toEqual([
      ['ours', 'ours', [3, 4], false],
      ['ours (pinned)', 'ours', [1, 2], true],
      ['theirs', 'rival', [1, 1], false],
      ['theirs (pinned)', 'rival', [1, 1], true],
    ]);
    expect(both.caption).toBe('Here. Faded: the pinned state.');
    expect(figureTable(both).rows).toContainEqual(['ours (pinned)', 1, 1]);
  });

  test('shows pinned curves that have no partner, and widens a fixed axis to hold them', () => {
    const pinned = curve([1, 2], {
      y: { title: 'error', range: [-2, 0.5] },
      series: [{ name: 'old', role: 'null', x: [1], y: [-1] }],
    });
    const both = withGhosts(curve([3, 4]), pinned);
    expect(both.kind === 'lines' && both.series.map(({ name }) => name)).toEqual([
      'ours',
      'theirs',
      'old (pinned)',
    ]);
    expect(both.kind === 'lines' && both.y.range).toEqual([-2, 1]);
  });

  test('puts pinned bars at the category of their name, and says how many have no place', () => {
    const both = withGhosts(chart(['b', 'c'], [1, 2]), chart(['a', 'b', 'd'], [7, 8, 9]));
    const [, ghost] = both.kind === 'bars' ? both.series : [];
    expect(ghost).toEqual({
      name: 'pinned',
      role: ['ours', 'data'],
      values: [8, NaN],
      pinned: true,
    });
    expect(both.caption).toContain('2 of its bars have no place here');
  });

  test('is left alone where the twin is missing, the same, of another kind or on other axes', () => {
    const figure = curve([3, 4]);
    for (const twin of [
      undefined,
      curve([3, 4]),
      note(frame),
      chart(['a'], [1]),
      curve([1, 2], { y: { title: 'error', unit: '%' } }),
      curve([1, 2], { x: { title: 'layer' } }),
      curve([1, 2], { y: { title: 'error', scale: 'log' } }),
    ])
      expect(withGhosts(figure, twin)).toBe(figure);
  });

  test('is the same object for the same two figures, so that nothing is drawn again', () => {
    const [figure, twin] = [curve([3, 4]), curve([1, 2])];
    expect(withGhosts(figure, twin)).toBe(withGhosts(figure, twin));
    expect(withGhosts(figure, curve([5, 6]))).not.toBe(withGhosts(figure, twin));
  });
});
