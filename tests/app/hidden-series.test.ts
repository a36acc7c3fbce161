import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinesFigure } from '#demo';
import { readFragment } from '#link';
import { hiddenSeries, toggled } from '../../src/app/hidden-series.ts';
import { viewSchema } from '../../src/app/view.ts';

const lines = (names: readonly string[], pinned: readonly string[] = []): LinesFigure => ({
  kind: 'lines',
  id: 'error',
  title: 'Error',
  caption: '1',
  source: 'ours',
  x: { title: 'x' },
  y: { title: 'y' },
  series: [
    ...names.map((name) => ({ name, role: 'data' as const, x: [1], y: [1] })),
    ...pinned.map((name) => ({ name, role: 'data' as const, x: [1], y: [1], pinned: true })),
  ],
});

const figure = lines(['measured', 'σ₁ ≥ σ₂, bound', 'random']);
const other = { ...figure, id: 'rank' };

describe('a series switched off in a legend', () => {
  test('is off in its figure only, and on again after a second time', () => {
    const off = toggled('', figure, 'σ₁ ≥ σ₂, bound');
    expect(off).toBe('error:1');
    expect(hiddenSeries(off, figure)).toEqual(new Set(['σ₁ ≥ σ₂, bound']));
    expect(hiddenSeries(off, other)).toEqual(new Set());
    expect(toggled(off, figure, 'σ₁ ≥ σ₂, bound')).toBe('');
  });

  test('is the same one beside a pinned state', () => {
    const both = lines(['measured', 'random'], ['measured (pinned)', 'random (pinned)']);
    const off = toggled(toggled('', both, 'random (pinned)'), both, 'random');
    expect(hiddenSeries(off, both)).toEqual(new Set(['random', 'random (pinned)']));
    expect(hiddenSeries(off, lines(['measured', 'random']))).toEqual(new Set(['random']));
  });

  test('makes a list that a link can carry, however many there are', () => {
    const many = lines(Array.from({ length: 200 }, (_, i) => `series ${i}`));
    fc.assert(
      fc.property(fc.array(fc.nat(199), { maxLength: 150 }), (picks) => {
        const off = picks.reduce((list, i) => toggled(list, many, `series ${i}`), '');
        const { values, notices } = readFragment(off && `off=${off}`, viewSchema);
        expect(notices).toEqual([]);
        expect(values['off']).toBe(off);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test.each(['error:9', 'error', 'error:1:2', '__proto__:0', 'error:p0'])(
    'is none that the figure does not have: %s',
    (off) => {
      expect(hiddenSeries(off, figure)).toEqual(new Set());
    },
  );
});
