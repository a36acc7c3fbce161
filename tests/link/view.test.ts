import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  defaults,
  isNumber,
  MAX_SEED,
  type Demo,
  type Param,
  type ParamValue,
  type ParamValues,
} from '#demo';
import { readFragment, writeFragment } from '#link';
import { viewOf, viewSchema, type View } from '../../src/app/view.ts';
import { loadDemo, slugs } from '../../src/demo/registry.ts';

const demos = await Promise.all(slugs.map(async (slug) => ({ slug, demo: await loadDemo(slug) })));

const real = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);

/** Any value of a parameter. */
function valueOf(param: Param): fc.Arbitrary<ParamValue> {
  switch (param.kind) {
    case 'int':
      return fc.integer({ min: param.min, max: param.max });
    case 'real':
      return fc.double({ min: param.min, max: param.max, noNaN: true }).map((x) => x + 0);
    case 'choice':
      return fc.constantFrom(...Object.keys(param.options));
    case 'flag':
      return fc.boolean();
    case 'seed':
      return fc.integer({ min: 0, max: MAX_SEED });
    case 'matrix':
      return fc
        .tuple(
          fc.integer({ min: 1, max: param.maxRows }),
          fc.integer({ min: 1, max: Math.min(4, param.maxCols) }),
        )
        .chain(([rows, columns]) => {
          const row = fc.array(real, { minLength: columns, maxLength: columns });
          return fc.array(row, { minLength: rows, maxLength: rows });
        });
  }
}

const paramsOf = ({ params }: Demo): fc.Arbitrary<ParamValues> =>
  fc.record(
    Object.fromEntries(Object.entries(params).map(([name, param]) => [name, valueOf(param)])),
  );

const names = fc.constantFrom('', 'rank', 'rank,low-rank,C1.0');

/** Any view of a demo. */
function viewsOf({ params }: Demo): fc.Arbitrary<View> {
  const numbers = Object.keys(params).filter((name) => isNumber(params[name]));
  return fc.record({
    seeds: fc.integer({ min: 0, max: 200 }),
    sweep: fc.constantFrom('', ...numbers),
    of: fc.constantFrom('', 'C1', 'C1.0', 'low-rank', 'low_rank.12'),
    by: fc.integer({ min: 1, max: 20 }),
    pin: fc.constantFrom('', 'v=1', 'v=1&seed=7&align=0.5', '<b>&=%'),
    off: names,
    step: fc.integer({ min: 0, max: 99 }),
    solved: names,
    present: fc.constantFrom('', 'motion'),
    show: names,
    hide: names,
    lock: names,
    limit: fc.constantFrom('', 'rank:1:8', 'rank:1:8,align:-0.5:1e-9'),
    predict: names,
    guess: fc.constantFrom('', 'C1:holds', 'C1:holds,C2:fails'),
  });
}

describe.each(demos)('a link to $slug', ({ demo }) => {
  const linked = { ...demo.params, ...viewSchema };

  test('brings back the view together with the parameters', () => {
    fc.assert(
      fc.property(paramsOf(demo), viewsOf(demo), (params, view) => {
        const values = { ...params, ...view };
        const reading = readFragment(`#${writeFragment(values, linked)}`, linked);
        expect(reading).toEqual({ values, notices: [] });
        expect(viewOf(reading.values)).toEqual(view);
      }),
      { seed: 1 },
    );
  });

  test('without a view is the link it was before there were views', () => {
    fc.assert(
      fc.property(paramsOf(demo), (params) => {
        const atRest = { ...params, ...viewOf(defaults(viewSchema)) };
        expect(writeFragment(atRest, linked)).toBe(writeFragment(params, demo.params));
      }),
      { seed: 2 },
    );
  });

  test('never takes a parameter for a part of the view or the version', () => {
    const taken = new Set([...Object.keys(viewSchema), 'v']);
    expect(Object.keys(demo.params).filter((name) => taken.has(name))).toEqual([]);
  });
});

describe('the view in a link', () => {
  const atRest: View = {
    ...{ seeds: 0, sweep: '', of: '', by: 5, pin: '', off: '' },
    ...{ step: 0, solved: '', present: '', show: '', hide: '', lock: '', limit: '' },
    ...{ predict: '', guess: '' },
  };

  test('rests by default', () => {
    expect(viewOf(readFragment('', viewSchema).values)).toEqual(atRest);
    expect(writeFragment({ ...atRest }, viewSchema)).toBe('');
  });

  test('stays readable', () => {
    expect(
      writeFragment({ seeds: 50, sweep: 'rank', of: 'C1.0', by: 10, pin: 'v=1&k=2' }, viewSchema),
    ).toBe('v=1&seeds=50&sweep=rank&of=C1.0&by=10&pin=v%3D1%26k%3D2');
    expect(writeFragment({ lock: 'seed', limit: 'rank:2:8,k:1:4' }, viewSchema)).toBe(
      'v=1&lock=seed&limit=rank:2:8,k:1:4',
    );
  });

  test.each<[string, Partial<View>, string]>([
    ['seeds=201', { seeds: 200 }, 'Samples: “201” is outside 0 … 200; 200 is used.'],
    ['seeds=-1', { seeds: 0 }, 'is outside 0 … 200; 0 is used.'],
    ['seeds=2.5', { seeds: 3 }, 'is not a whole number; 3 is used.'],
    ['seeds=1e999', {}, 'is not a number; 0 is used.'],
    ['seeds=NaN', {}, 'is not a number; 0 is used.'],
    ['by=0', { by: 1 }, 'Samples for each value: “0” is outside 1 … 20; 1 is used.'],
    ['by=1000000', { by: 20 }, 'is outside 1 … 20; 20 is used.'],
    ['by=many', {}, 'is not a number; 5 is used.'],
    ['sweep=', {}, 'Setting swept: “” is not a name; nothing is used.'],
    ['sweep=a%20b', {}, 'is not a name; nothing is used.'],
    ['sweep=%3Cscript%3E', {}, 'is not a name; nothing is used.'],
    ['sweep=rank%0A', {}, 'is not a name; nothing is used.'],
    ['hide=a,,b', {}, 'Hidden controls: “a,,b” is not a list of names; nothing is used.'],
    ['limit=rank:1:2:3', {}, 'is not a list of names'],
    [`show=${'x,'.repeat(64)}x`, {}, 'is not a list of names'],
    ['of=%00', {}, 'Reading plotted: '],
    [`of=${'x'.repeat(65)}`, {}, 'is not a name; nothing is used.'],
    ['of=C1&of=C2', { of: 'C2' }, 'Reading plotted is given twice; the last one counts.'],
    ['of=%E0%A4%A', {}, 'is damaged'],
  ])('with %.30s shows what makes sense, and says what does not', (fragment, view, says) => {
    const { values, notices } = readFragment(fragment, viewSchema);
    expect(viewOf(values)).toEqual({ ...atRest, ...view });
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(says);
  });

  test('takes names up to 64 letters', () => {
    const name = 'x'.repeat(64);
    expect(viewOf(readFragment(`of=${name}`, viewSchema).values).of).toBe(name);
  });

  test('is a view, whatever the text', () => {
    const pair = fc
      .tuple(
        fc.constantFrom('seeds', 'sweep', 'of', 'by', '__proto__'),
        fc.string({ unit: 'binary' }),
      )
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const numbers = fc
      .tuple(fc.constantFrom('seeds', 'by'), fc.double())
      .map(([name, value]) => `${name}=${value}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(pair, numbers), { maxLength: 6 }), (pieces) => {
        const { seeds, sweep, of, by } = viewOf(readFragment(pieces.join('&'), viewSchema).values);
        expect([seeds, by].every(Number.isInteger)).toBe(true);
        expect(seeds >= 0 && seeds <= 200 && by >= 1 && by <= 20).toBe(true);
        for (const name of [sweep, of]) expect(name).toMatch(/^[\w.-]{0,64}$/);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
