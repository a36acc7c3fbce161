import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNumber, type Demo, type ParamValues } from '#demo';
import { writeFragment } from '#link';
import { readPin, readState, writePin } from '../../src/app/read-state.ts';
import { viewSchema } from '../../src/app/view.ts';
import { loadDemo, slugs } from '../../src/demo/registry.ts';
import { anyState } from '../any-state.ts';

const demos = await Promise.all(slugs.map(async (slug) => ({ slug, demo: await loadDemo(slug) })));

/** Texts made of what links are made of, in and out of order. */
function hostile({ params }: Demo): fc.Arbitrary<string> {
  const names = fc.constantFrom(
    ...Object.keys(params),
    ...Object.keys(viewSchema),
    ...['v', '__proto__', 'constructor', 'toString', '<img src=x onerror=alert(1)>', ''],
  );
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double().map(String),
    fc.constantFrom('~f8.2x2.', '~i2.1x1.AAA', '~f8.99x99.AAAA', '~', '1,2;3', '%', '%00', '1e999'),
    fc.stringMatching(/^~(i2|f4|f8)\.\d{1,2}x\d{1,2}\.[\w-]{0,60}$/),
  );
  const piece = fc
    .tuple(names, values, fc.boolean())
    .map(([name, value, coded]) => `${name}=${coded ? encodeURIComponent(value) : value}`);
  const list = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('&'));
  const nested = list.map((text) => `pin=${encodeURIComponent(text)}`);
  return fc.oneof(fc.string({ unit: 'binary' }), list, nested);
}

const wellFormed = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  text.filter((one) => !/[\ud800-\udfff]/u.test(one));

/** Whether the parameters are a state of the demo as it stands: in range, and together. */
function fits({ params: schema, fit }: Demo, params: ParamValues): void {
  expect(Object.keys(params)).toEqual(Object.keys(schema));
  for (const [name, param] of Object.entries(schema)) {
    const value = params[name];
    if (isNumber(param)) {
      expect(value).toBeGreaterThanOrEqual(param.min);
      expect(value).toBeLessThanOrEqual(param.max);
    } else if (param.kind === 'matrix') {
      const rows = Array.isArray(value) ? value : [];
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThanOrEqual(param.maxRows);
      expect(rows.flat().every(Number.isFinite)).toBe(true);
    }
  }
  expect(fit(params)).toEqual(params);
}

describe.each(demos)('a page of $slug', ({ demo }) => {
  test('takes 1000 hostile fragments for a state that fits, and pins only one that fits', () => {
    fc.assert(
      fc.property(hostile(demo), (text) => {
        const { params, view } = readState(demo, text);
        fits(demo, params);
        const pinned = readPin(demo, view.pin);
        if (pinned) fits(demo, pinned);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('brings back a pinned state from its link, exactly', () => {
    const states = anyState(demo.params).map((params) => demo.fit(params));
    fc.assert(
      fc.property(states, states, (params, pinned) => {
        const view = { ...readState(demo, '').view, pin: writePin(demo, pinned) };
        const text = writeFragment({ ...params, ...view }, { ...demo.params, ...viewSchema });
        const reading = readState(demo, text);
        expect(reading).toEqual({ params, view, notices: [] });
        expect(readPin(demo, reading.view.pin)).toEqual(pinned);
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  test('pins nothing, and says why, when the pinned state is not exactly one of its own', () => {
    const wrong = fc.oneof(
      fc.constantFrom('nothing=1', 'seed=-1', 'v=99', 'pin=v%3D1', '<b>', 'seed=1&seed=2'),
      wellFormed(fc.string({ unit: 'binary', minLength: 1 })).map((text) => `x${text}`),
    );
    fc.assert(
      fc.property(wrong, (pin) => {
        const { view, notices } = readState(demo, `pin=${encodeURIComponent(pin)}`);
        expect(view.pin).toBe('');
        expect(notices).toHaveLength(1);
        expect(notices[0]).toMatch(/^The pinned state makes no sense, so nothing is pinned\. ./);
      }),
      { seed: 3 },
    );
  });
});
