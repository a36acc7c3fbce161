import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaults, matrix, type ParamSchema } from '#demo';
import { MAX_FRAGMENT, readFragment, writeFragment } from '#link';
import { viewSchema } from '../../src/app/view.ts';
import { loadDemo, slugs } from '../../src/demo/registry.ts';

const MOST = 24;
const schema = {
  A: matrix({ label: 'Matrix', maxRows: MOST, maxCols: MOST, default: [[0]] }),
} satisfies ParamSchema;

type Rows = readonly (readonly number[])[];
const write = (A: Rows): string => writeFragment({ A }, schema).replace(/^v=1&A=/, '');
const read = (text: string): ReturnType<typeof readFragment> => readFragment(`A=${text}`, schema);

const whole = fc.integer({ min: -32_768, max: 32_767 });
const single = fc.float({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
const edge = fc.constantFrom(
  ...[32_767, 32_768, -32_768, -32_769, 0.1, 1 / 3, Number.MIN_VALUE, Number.MAX_VALUE],
  ...[2 ** -149, 2 ** -150, 3.4028234663852886e38, 3.4028235e38, 16_777_217],
);

const matrices = (entry: fc.Arbitrary<number>): fc.Arbitrary<number[][]> =>
  fc
    .tuple(fc.integer({ min: 1, max: MOST }), fc.integer({ min: 1, max: MOST }))
    .chain(([m, n]) =>
      fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: m, maxLength: m }),
    );

describe('a matrix in a link', () => {
  test.each([
    ['whole numbers', whole, 'i2'],
    ['single-precision numbers', fc.oneof(whole, single), 'f4'],
    ['doubles', double, 'f8'],
    ['numbers at the edges of the formats', fc.oneof(edge, whole, double), 'f8'],
  ])('of %s comes back bit by bit', (_, entry, widest) => {
    const forms = new Set<string>();
    fc.assert(
      fc.property(matrices(entry), (A) => {
        const text = write(A);
        forms.add(/^~(\w+)/.exec(text)?.[1] ?? 'readable');
        const { values, notices } = read(text);
        expect(notices).toEqual([]);
        expect(values['A']).toEqual(A);
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(forms).toContain('readable');
    expect(forms).toContain(widest);
  });

  test('stays readable while it is short, and whenever packing makes it no shorter', () => {
    const zeros = Array.from({ length: MOST }, () => Array.from({ length: MOST }, () => 0));
    expect(write(zeros)).toMatch(/^0,0,/);
    const thirds = Array.from({ length: 4 }, (_, i) => [1, 2, 3].map((j) => (i - j) / 3));
    expect(write(thirds)).not.toContain('~');
    const many = Array.from({ length: 8 }, () => thirds.flat());
    expect(write(many)).toMatch(/^~f8\.8x12\.[\w-]{1024}$/);
  });

  test('has one packed form only: any other letter in it changes the matrix or is refused', () => {
    const A = Array.from({ length: 9 }, (_, i) =>
      [3, 7, 11, 13, 17, 19, 23].map((j) => (i + 1) / j),
    );
    const packed = write(A);
    expect(packed).toMatch(/^~f8/);
    const letters = fc.constantFrom(...Array.from('ABCDwxyz0189-_~.=+/ %x🙂'));
    fc.assert(
      fc.property(fc.nat(packed.length - 1), letters, (at, letter) => {
        const changed = packed.slice(0, at) + letter + packed.slice(at + 1);
        fc.pre(changed !== packed);
        const { values, notices } = read(changed);
        const same = JSON.stringify(values['A']) === JSON.stringify(A);
        expect(notices.length > 0 || !same).toBe(true);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  test('is refused whole when a piece is missing or added', () => {
    fc.assert(
      fc.property(matrices(double), fc.integer({ min: -40, max: 40 }), (A, by) => {
        const packed = write(A);
        fc.pre(packed.startsWith('~') && by !== 0);
        const text = by < 0 ? packed.slice(0, by) : packed + 'A'.repeat(by);
        const { values, notices } = read(text);
        expect(notices).toHaveLength(1);
        expect(values).toEqual(defaults(schema));
      }),
      { seed: 3 },
    );
  });
});

test.each(slugs)('the largest link of %s, compared with the largest, is read', async (slug) => {
  const { params } = await loadDemo(slug);
  const largest = Object.fromEntries(
    Object.entries(params).map(([name, param]) => [
      name,
      param.kind === 'matrix'
        ? Array.from({ length: param.maxRows }, () =>
            Array.from({ length: param.maxCols }, () => -1.234567890123456e-250),
          )
        : param.kind === 'real' || param.kind === 'int'
          ? param.max
          : param.default,
    ]),
  );
  const pin = writeFragment(largest, params) || 'v=1';
  const linked = { ...params, ...viewSchema };
  const text = writeFragment({ ...largest, pin }, linked);
  expect(text.length).toBeLessThan(MAX_FRAGMENT);
  const { values, notices } = readFragment(text, linked);
  expect(notices).toEqual([]);
  expect(values).toMatchObject({ ...largest, pin });
});
