import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choice,
  flag,
  int,
  MAX_SEED,
  matrix,
  real,
  seed,
  type ParamSchema,
  type ParamValues,
} from '#demo';
import { readFragment, writeFragment } from '#link';

const schema = {
  rank: int({ label: 'Rank', min: 1, max: 32, default: 8 }),
  noise: real({ label: 'Noise', min: -1, max: 1, default: 0.25 }),
  mode: choice({ label: 'Mode', options: { input: 'Input', model: 'Model' }, default: 'input' }),
  centre: flag({ label: 'Centre', default: true }),
  A: matrix({
    label: 'Matrix',
    maxRows: 4,
    maxCols: 4,
    default: [
      [1, 0],
      [0, 1],
    ],
  }),
  seed: seed(),
} satisfies ParamSchema;

const valid = fc.record({
  rank: fc.integer({ min: 1, max: 32 }),
  noise: fc.double({ min: -1, max: 1, noNaN: true }).map((x) => x + 0),
  mode: fc.constantFrom('input', 'model'),
  centre: fc.boolean(),
  A: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).chain(([m, n]) =>
    fc.array(
      fc.array(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
        { minLength: n, maxLength: n },
      ),
      { minLength: m, maxLength: m },
    ),
  ),
  seed: fc.integer({ min: 0, max: MAX_SEED }),
});

/** Whether every value fits the schema. */
function fits(values: ParamValues): boolean {
  const { rank, noise, mode, centre, A, seed: s } = values;
  const whole = (x: unknown, low: number, high: number): boolean =>
    typeof x === 'number' && Number.isInteger(x) && x >= low && x <= high;
  return (
    Object.keys(values).sort().join() === Object.keys(schema).sort().join() &&
    whole(rank, 1, 32) &&
    whole(s, 0, MAX_SEED) &&
    typeof noise === 'number' &&
    noise >= -1 &&
    noise <= 1 &&
    (mode === 'input' || mode === 'model') &&
    typeof centre === 'boolean' &&
    Array.isArray(A) &&
    A.length >= 1 &&
    A.length <= 4 &&
    A.every(
      (row: unknown) =>
        Array.isArray(row) && row.length >= 1 && row.length <= 4 && row.every(Number.isFinite),
    )
  );
}

describe('a link', () => {
  test('brings back exactly the state it was made from, without a notice', () => {
    fc.assert(
      fc.property(valid, (values) => {
        expect(readFragment(`#${writeFragment(values, schema)}`, schema)).toEqual({
          values,
          notices: [],
        });
      }),
      { seed: 1 },
    );
  });

  test('leaves defaults out and stays readable', () => {
    const { values } = readFragment('', schema);
    expect(writeFragment(values, schema)).toBe('');
    expect(
      writeFragment(
        {
          ...values,
          rank: 4,
          A: [
            [1, 2],
            [3, 4],
          ],
        },
        schema,
      ),
    ).toBe('v=1&rank=4&A=1,2;3,4');
  });

  test.each([
    ['colour=red', 'is not a setting of this page'],
    ['__proto__=1', 'is not a setting of this page'],
    ['rank=abc', 'is not a number; 8 is used'],
    ['rank=99', 'is outside 1 … 32; 32 is used'],
    ['rank=2.6', 'is not a whole number; 3 is used'],
    ['rank=1e999', 'is not a number; 8 is used'],
    ['noise=NaN', 'is not a number; 0.25 is used'],
    ['mode=output', 'is none of input, model; input is used'],
    ['centre=yes', 'is neither 1 nor 0'],
    ['A=1,2;3', 'Row 2 has 1 number, row 1 has 2 numbers'],
    ['A=1,2;3,NaN', 'is not a finite number'],
    ['seed=-1', 'is outside'],
    ['rank=8&noi', 'has no value and was ignored. Was the link cut off?'],
    ['rank=8&noise=%E0%A4%A', 'is damaged'],
    ['v=99', 'newer version'],
    ['v=one', 'makes no sense'],
    ['rank=3&rank=4', 'given twice'],
    ['A=~f8.1x1.AAAAAAAA8H8', 'Row 1, column 1 is not a finite number'],
    ['A=~f8.9x9.AAAA', 'This matrix is 9 × 9; the limit here is 4 × 4'],
    ['A=~f8.2x2.AAAA', 'A 2 × 2 matrix of f8 takes 43 letters; here are 4. Was the link cut off?'],
    ['A=~f8.1x1.AAAAAAAA8D9', 'Its last letter says more than the matrix holds'],
    ['A=~f2.1x1.AAA', 'It starts like a packed matrix but is none'],
    ['x'.repeat(70_000), 'longer than'],
  ])('says what is wrong with “%.40s”', (fragment, says) => {
    const { values, notices } = readFragment(fragment, schema);
    expect(notices.join(' ')).toContain(says);
    expect(fits(values)).toBe(true);
  });

  test('gives values that fit the schema, whatever the text', () => {
    const mutated = valid.chain((values) => {
      const text = writeFragment(values, schema);
      return fc
        .tuple(
          fc.nat(text.length),
          fc.nat(text.length),
          fc.string({ unit: 'binary', maxLength: 6 }),
        )
        .map(
          ([a, b, insert]) => text.slice(0, Math.min(a, b)) + insert + text.slice(Math.max(a, b)),
        );
    });
    const pairs = fc
      .array(fc.tuple(fc.constantFrom(...Object.keys(schema), 'v', 'x'), fc.string()), {
        maxLength: 8,
      })
      .map((list) => list.map(([name, value]) => `${name}=${value}`).join('&'));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), mutated, pairs), (fragment) => {
        expect(fits(readFragment(fragment, schema).values)).toBe(true);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });
});
