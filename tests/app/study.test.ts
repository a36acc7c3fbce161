import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  claim,
  defaults,
  defineDemo,
  figureTable,
  info,
  int,
  isNumber,
  real,
  seed,
  type Finding,
  type NumberParam,
} from '#demo';
import { readParam } from '#link';
import { createRandom } from '#random';
import xkv from '../../demos/xkv/demo.ts';
import { seedPoints, sweepPoints, sweepValues } from '../../src/app/study/points.ts';
import { readingsOf } from '../../src/app/study/readings.ts';
import { sweepFigure, type SweptValue } from '../../src/app/study/sweep-figure.ts';
import { quantile, trialsOf } from '../../src/app/study/tally.ts';
import { viewSchema } from '../../src/app/view.ts';
import { loadDemo, slugs } from '../../src/demo/registry.ts';
import { scaleFor, stack } from '../../src/ui/dot-strip.ts';

const demos = await Promise.all(slugs.map(async (slug) => ({ slug, demo: await loadDemo(slug) })));

describe('the values of a sweep', () => {
  test('are all of a short range, and 13 spread over a long one', () => {
    const ofSteps = (steps: number): number[] =>
      sweepValues(int({ label: '', min: 1, max: 1 + steps, default: 1 }));
    expect(ofSteps(3)).toEqual([1, 2, 3, 4]);
    expect(ofSteps(12)).toHaveLength(13);
    expect(ofSteps(13)).toHaveLength(13);
    expect(ofSteps(24)).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25]);
  });

  test('read as plain decimals', () => {
    expect(sweepValues(real({ label: '', min: 0, max: 0.5, step: 0.1, default: 0 }))).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5,
    ]);
  });

  test('rise from one end to the other on the steps of the slider, evenly', () => {
    const decimal = fc.record({
      digits: fc.nat(3),
      low: fc.integer({ min: -500, max: 500 }),
      step: fc.integer({ min: 1, max: 40 }),
      steps: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(decimal, ({ digits, low, step, steps }) => {
        const of = (whole: number): number => Number((whole / 10 ** digits).toFixed(digits));
        const [min, max] = [of(low), of(low + steps * step)];
        const values = sweepValues(real({ label: '', min, max, step: of(step), default: min }));
        const places = values.map((value) => Math.round((value * 10 ** digits - low) / step));
        expect(values).toEqual(places.map((place) => of(low + place * step)));
        expect([values[0], values.at(-1)]).toEqual([min, max]);
        expect(values).toHaveLength(Math.min(steps, 12) + 1);
        const gaps = places.slice(1).map((place, i) => place - (places[i] ?? NaN));
        expect(Math.min(...gaps)).toBeGreaterThan(0);
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test.each(demos)('of $slug are both ends and states that links can carry', ({ demo }) => {
    const numbers = Object.values(demo.params).filter(isNumber);
    expect(numbers.length).toBeGreaterThan(0);
    for (const param of numbers) {
      const values = sweepValues(param);
      expect([values[0], values.at(-1)]).toEqual([param.min, param.max]);
      expect(values.map((value) => readParam(param, String(value)))).toEqual(
        values.map((value) => ({ value })),
      );
    }
  });
});

const toy = defineDemo({
  name: 'Toy',
  tagline: '',
  family: 'other',
  params: {
    n: int({ label: 'Size', min: 1, max: 9, default: 4 }),
    k: int({ label: 'Rank', min: 1, max: 9, default: 3 }),
    seed: seed(),
  },
  presets: {},
  tour: [],
  questions: [],
  fit: ({ n, k }) => ({ k: Math.min(k, n) }),
  flow: () => Promise.reject(new Error('not needed')),
});

describe('the points', () => {
  const at = defaults(toy.params);

  test('of a trial of samples are the samples 1, 2, … at the settings of the page', () => {
    expect(seedPoints(toy, at, 3)).toEqual(
      [1, 2, 3].map((seed) => ({ at: seed, seed, params: { n: 4, k: 3, seed } })),
    );
    expect(seedPoints(toy, at, 0)).toEqual([]);
  });

  test('of a sweep go through all values on one sample before the next', () => {
    expect(sweepPoints(toy, at, 'n', [5, 7], 2)).toEqual([
      { at: 5, seed: 1, params: { n: 5, k: 3, seed: 1 } },
      { at: 7, seed: 1, params: { n: 7, k: 3, seed: 1 } },
      { at: 5, seed: 2, params: { n: 5, k: 3, seed: 2 } },
      { at: 7, seed: 2, params: { n: 7, k: 3, seed: 2 } },
    ]);
  });

  test('have no settings where those do not go together, whichever is corrected', () => {
    const open = (name: string): unknown[] =>
      sweepPoints(toy, at, name, [2, 3, 4, 5], 1).map(({ params }) => params?.[name]);
    expect(open('n')).toEqual([undefined, 3, 4, 5]);
    expect(open('k')).toEqual([2, 3, 4, undefined]);
    expect(seedPoints(toy, { ...at, k: 9 }, 2).map(({ params }) => params)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('of xKV leave out the stacks that are smaller than a group', () => {
    const points = sweepPoints(
      xkv,
      { ...defaults(xkv.params), group: '8' },
      'layers',
      [4, 6, 8, 16],
      1,
    );
    expect(points.map(({ params }) => params?.['layers'])).toEqual([undefined, undefined, 8, 16]);
  });
});

/** A claim that asks for more than 0.5 unless told otherwise. */
const asks = (value: number, more: { id?: string; threshold?: number } = {}): Finding =>
  claim({
    id: 'C1',
    says: '',
    measured: { label: 'share kept', value },
    relation: '>',
    threshold: 0.5,
    source: 'Eq. 1',
    ...more,
  });

const tells = (value: number): Finding =>
  info({
    id: 'I1',
    says: '',
    measured: { label: 'rank', value },
    beside: [
      { label: 'effective rank', value: value + 1 },
      { label: 'stable rank', value: value + 2 },
    ],
    source: 'Table 2',
  });

describe('the readings', () => {
  test('are what each finding measures, with the threshold of a claim, and the numbers beside it', () => {
    expect(readingsOf([asks(0.75), tells(2)])).toEqual([
      {
        ...{ id: 'C1', label: 'share kept', value: 0.75, source: 'Eq. 1' },
        ...{ threshold: 0.5, relation: '>', holds: true },
      },
      { id: 'I1', label: 'rank', value: 2, source: 'Table 2' },
      { id: 'I1.0', label: 'effective rank', value: 3, source: 'Table 2' },
      { id: 'I1.1', label: 'stable rank', value: 4, source: 'Table 2' },
    ]);
    expect(readingsOf([asks(0.25), asks(NaN)]).map(({ holds }) => holds)).toEqual([false, false]);
  });

  test.each(demos)('of $slug have ids of their own that links can carry', async ({ demo }) => {
    const session = await demo.session(createRandom);
    const readings = readingsOf(session(demo.fit(defaults(demo.params)), () => undefined).claims);
    const ids = readings.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.map((id) => readParam(viewSchema.of, id))).toEqual(ids.map((value) => ({ value })));
  });
});

const rank: NumberParam = int({ label: 'Rank', unit: '×', min: 1, max: 9, default: 1 });
const [share] = readingsOf([asks(1)]);
const [number] = readingsOf([tells(1)]);
if (!share || !number) throw new Error('a finding has a reading');

/** One claim a sample, of the given values. */
const samples = (at: number, ...values: number[]): SweptValue => ({
  at,
  samples: values.map((value) => [tells(7), asks(value)]),
});

describe('the figure of a sweep', () => {
  test('draws the median of the samples, and a band from 10 to 90 %', () => {
    const tenths = Array.from({ length: 11 }, (_, i) => i / 10);
    const { series, x, y } = sweepFigure(rank, share, 3, [
      samples(2, ...tenths),
      samples(3, 0.75, 0.25, 0.5),
    ]);
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({ role: 'ours', x: [2, 3], y: [0.5, 0.5] });
    const { low = [], high = [] } = series[0]?.band ?? {};
    expect([...low, ...high].map((value) => value.toFixed(12))).toEqual(
      [0.1, 0.3, 0.9, 0.7].map((value) => value.toFixed(12)),
    );
    expect([x, y]).toEqual([{ title: 'Rank', unit: '×' }, { title: 'share kept' }]);
  });

  test('of one sample a value has no band', () => {
    const { series, caption } = sweepFigure(rank, share, 3, [samples(2, 0.25), samples(3, 0.75)]);
    expect(series[0]).not.toHaveProperty('band');
    expect(series[0]?.name).toBe('the sample');
    expect(caption).toMatch(/^Rank from 2 to 3×, one sample for each value\. /);
  });

  test('is named after the reading and the parameter, and keeps the source', () => {
    expect(sweepFigure(rank, share, 3, [samples(2, 1)])).toMatchObject({
      id: 'sweep-C1',
      title: 'Share kept, by rank',
      source: 'Eq. 1',
    });
  });

  test('shows where the claim turns true and where the page stands', () => {
    const { rules } = sweepFigure(rank, share, 3, [samples(2, 1)]);
    expect(rules).toEqual([
      { axis: 'y', at: 0.5, label: 'asked: above 0.5' },
      { axis: 'x', at: 3, label: 'this page' },
    ]);
    const below = sweepFigure(rank, { ...share, relation: '<' }, 3, [samples(2, 1)]);
    expect(below.rules?.[0]?.label).toBe('asked: below 0.5');
  });

  test('of a number without a threshold has no rule for it and counts nothing', () => {
    const { rules, caption, series } = sweepFigure(rank, number, 3, [samples(2, 1, 1)]);
    expect(rules).toEqual([{ axis: 'x', at: 3, label: 'this page' }]);
    expect(series[0]?.y).toEqual([7]);
    expect(caption).not.toContain('holds on every sample');
  });

  test('counts the values at which the claim holds on every sample, on some, on none', () => {
    const { caption } = sweepFigure(rank, share, 3, [
      samples(1, 0.75, 1),
      samples(2, 0.25, 1),
      samples(3, 0, 0),
      samples(4, 0, 0.5),
      samples(5, NaN, 1),
      samples(6, 1, 1),
      samples(7, 1),
    ]);
    expect(caption).toContain('2 samples for each value');
    expect(caption).toContain(
      'the claim holds on every sample at 3 of 7 values, on some at 2, on none at 2.',
    );
  });

  test('leaves out values that are not computed, not finite, or without the reading', () => {
    const { series, caption } = sweepFigure(rank, share, 3, [
      samples(1),
      samples(2, NaN, Infinity),
      { at: 3, samples: [[tells(1)], [asks(1, { id: 'C2' })]] },
      samples(4, NaN, 1, 0.5),
      samples(5),
    ]);
    expect(series[0]).toMatchObject({ x: [4], y: [0.75] });
    expect(caption).toContain('Rank from 4 to 4×, 2 samples');
    expect(caption).toContain('on every sample at 0 of 1 values, on some at 1, on none at 0.');
  });

  test('says so when there is nothing to draw', () => {
    const { series, caption, y } = sweepFigure(rank, share, 3, [samples(1), samples(2, NaN)]);
    expect([series[0]?.x, series[0]?.y]).toEqual([[], []]);
    expect(caption).toBe('This reading does not appear at any of these settings.');
    expect(y.scale).toBeUndefined();
  });

  test.each([
    ['positive and more than 100 times apart', [0.001, 0.2], 'log'],
    ['positive and 100 times apart', [0.01, 1], undefined],
    ['partly zero', [0, 1, 1000], undefined],
    ['partly negative', [-0.001, 1, 1000], undefined],
  ])('has a linear scale unless its numbers are far apart: %s', (_, values, scale) => {
    const { y } = sweepFigure(
      rank,
      share,
      3,
      values.map((value, i) => samples(i + 1, value)),
    );
    expect(y.scale).toBe(scale);
  });

  test('names in its table what the band holds', () => {
    const figure = sweepFigure(rank, share, 3, [samples(1, 0.1, 0.2, 0.9)]);
    const { head, rows } = figureTable(figure);
    expect(head.slice(3)).toEqual(['middle 80 %, from', 'middle 80 %, to']);
    expect(rows[0]?.length).toBe(head.length);
  });

  test('has a logarithmic scale where the threshold is far from the numbers', () => {
    const { y } = sweepFigure(rank, { ...share, threshold: 1e-9 }, 3, [samples(1, 1e-15, 2e-15)]);
    expect(y.scale).toBe('log');
  });

  test('has a linear scale where a logarithmic one could not show the threshold', () => {
    const { y } = sweepFigure(rank, { ...share, threshold: -1e-12 }, 3, [samples(1, 0.001, 1)]);
    expect(y.scale).toBeUndefined();
  });
});

describe('a quantile', () => {
  test('of 0 … n, in any order, is that share of n', () => {
    const shuffled = fc
      .integer({ min: 0, max: 40 })
      .map((n) => Array.from({ length: n + 1 }, (_, i) => i))
      .chain((list) =>
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      );
    fc.assert(
      fc.property(shuffled, fc.double({ min: 0, max: 1, noNaN: true }), (values, portion) => {
        expect(quantile(values, portion)).toBeCloseTo(portion * (values.length - 1), 12);
      }),
      { seed: 2 },
    );
  });

  test('is the middle one, the mean of the middle two, the least and the most', () => {
    expect(quantile([10, 2, 9], 0.5)).toBe(9);
    expect(quantile([10, 2, 9, 1], 0.5)).toBe(5.5);
    expect([quantile([3, -1, 2], 0), quantile([3, -1, 2], 1)]).toEqual([-1, 3]);
  });

  test('of one number is that number, of infinite ones infinite, of none NaN', () => {
    expect([0, 0.3, 1].map((portion) => quantile([7], portion))).toEqual([7, 7, 7]);
    expect(quantile([Infinity, Infinity, 1], 0.75)).toBe(Infinity);
    expect([0, 0.5, 1].map((portion) => quantile([], portion))).toEqual([NaN, NaN, NaN]);
  });

  test('leaves the numbers in their order', () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});

test('the trials of a finding are the samples at which it appears', () => {
  const all = [
    { seed: 1, claims: [tells(1), asks(0.75)] },
    { seed: 2, claims: [tells(2)] },
    { seed: 3, claims: [asks(0.25)] },
    { seed: 4, claims: [asks(NaN)] },
  ];
  expect(trialsOf('C1', all)).toEqual([
    { seed: 1, value: 0.75, holds: true },
    { seed: 3, value: 0.25, holds: false },
    { seed: 4, value: NaN, holds: false },
  ]);
  expect(trialsOf('I1', all)).toEqual([
    { seed: 1, value: 1, holds: true },
    { seed: 2, value: 2, holds: true },
  ]);
});

describe('the scale of a strip', () => {
  const ordinary = fc.double({ min: -1e100, max: 1e100, noNaN: true });
  const positive = fc.integer({ min: -100, max: 100 }).map((power) => 10 ** power);
  const some = fc.oneof(
    fc.array(ordinary, { minLength: 1 }),
    fc.array(positive, { minLength: 1 }),
    fc.tuple(ordinary, fc.integer({ min: 1, max: 9 })).map(([x, n]) => Array<number>(n).fill(x)),
  );

  test('places every value between its ends, in order', () => {
    fc.assert(
      fc.property(some, (values) => {
        const { place } = scaleFor(values);
        const places = values.toSorted((a, b) => a - b).map(place);
        for (const at of places) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(1);
        }
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test('reaches beyond its values by the same room on either side', () => {
    for (const values of [
      [1, 3, 5],
      [-2, 0],
      [0.001, 1000],
    ]) {
      const { place, low, high } = scaleFor(values);
      expect(place(Math.min(...values))).toBeGreaterThan(0.02);
      expect(place(Math.min(...values)) + place(Math.max(...values))).toBeCloseTo(1, 12);
      expect(place(low)).toBeCloseTo(0, 12);
      expect(place(high)).toBeCloseTo(1, 12);
    }
  });

  test('is logarithmic only for positive values more than 100 times apart', () => {
    const log = (...values: number[]): boolean => scaleFor(values).log;
    expect([log(0.01, 1.001), log(1, 5, 1e6)]).toEqual([true, true]);
    expect([log(1, 100), log(0, 1000), log(-1, 1, 1000), log(7)]).toEqual(Array(4).fill(false));
    const { place } = scaleFor([1e-4, 1, 1e4]);
    expect(place(1)).toBeCloseTo(0.5, 12);
  });

  test.each([0, 1, -3, 1e-300, 1e100])('puts equal values (%s) in the middle', (value) => {
    const { place, low, high } = scaleFor([value, value]);
    expect(place(value)).toBeCloseTo(0.5, 9);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });

  test('does not mind values that are not finite', () => {
    const { low, high } = scaleFor([NaN, 1, Infinity, 3, -Infinity]);
    expect({ low, high }).toEqual({ low: scaleFor([1, 3]).low, high: scaleFor([1, 3]).high });
  });
});

describe('the dots of a strip', () => {
  const place = fc.double({ min: -0.25, max: 1.25, noNaN: true });

  test('stand on spots of their own, in the column of their place, without gaps', () => {
    fc.assert(
      fc.property(fc.array(place), fc.integer({ min: 1, max: 20 }), (places, columns) => {
        const dots = stack(places, (at) => at, columns);
        expect(dots.map(({ item }) => item)).toEqual(places);
        const spots = new Set(dots.map(({ column, level }) => `${column} ${level}`));
        expect(spots.size).toBe(places.length);
        for (const { item, column, level } of dots) {
          const inside = Math.min(1, Math.max(0, item));
          expect(column / columns).toBeLessThanOrEqual(inside);
          expect((column + 1) / columns).toBeGreaterThanOrEqual(inside);
          if (level > 0) expect(spots).toContain(`${column} ${level - 1}`);
        }
      }),
      { seed: 4 },
    );
  });

  test('pile up in the order given', () => {
    expect(stack(['a', 'b', 'c'], (item) => (item === 'b' ? 1 : 0), 4)).toEqual([
      { item: 'a', column: 0, level: 0 },
      { item: 'b', column: 3, level: 0 },
      { item: 'c', column: 0, level: 1 },
    ]);
  });
});
