import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  absolute,
  deviation,
  exact,
  free,
  magnified,
  relative,
  scaled,
  toleranceOf,
  type Tolerances,
} from '#demo';
import { namedArrays } from '../../src/demo/arrays.ts';

describe('a tolerance', () => {
  test('says what it is measured against', () => {
    expect([absolute(1e-9), relative(1e-8), scaled(1e-7), exact]).toEqual([
      { kind: 'absolute', within: 1e-9 },
      { kind: 'relative', within: 1e-8 },
      { kind: 'scaled', within: 1e-7 },
      { kind: 'absolute', within: 0 },
    ]);
  });

  test('that is wide, and a result left out, give a reason', () => {
    expect(magnified(1e-3, 'training')).toEqual({
      kind: 'absolute',
      within: 1e-3,
      why: 'training',
    });
    expect(free('a basis')).toEqual({ kind: 'free', why: 'a basis' });
  });
});

describe('the tolerance of a result', () => {
  const tolerances: Tolerances = {
    keys: absolute(1),
    'keys.bySize.*.error': absolute(3),
    'keys.bySize': absolute(2),
    'values.*': absolute(4),
  };
  const within = (name: string): unknown => {
    const tolerance = toleranceOf(tolerances, name);
    return tolerance && 'within' in tolerance ? tolerance.within : undefined;
  };

  test.each([
    ['keys', 1],
    ['keys.error', 1],
    ['keys.bySize.0', 2],
    ['keys.bySize.0.rank', 2],
    ['keys.bySize.0.error', 3],
    ['keys.bySize.12.error.0', 3],
    ['values.0', 4],
  ])('%s is declared at the longest start that fits', (name, expected) => {
    expect(within(name)).toBe(expected);
  });

  test('is not declared by half a step, nor by a star for no step', () => {
    expect([within('keysets'), within('key'), within('values'), within('')]).toEqual(
      Array(4).fill(undefined),
    );
  });
});

const KINDS = ['absolute', 'relative', 'scaled'] as const;

describe('the deviation', () => {
  test('is the largest gap itself, as a share of each number, or of the largest', () => {
    const [ours, theirs] = [
      [1.5, -8, 5],
      [1, -10, 5],
    ];
    expect(KINDS.map((kind) => deviation(kind, ours, theirs))).toEqual([2, 0.5, 0.2]);
  });

  test('beside zeros is absolute, whatever the kind', () => {
    expect(KINDS.map((kind) => deviation(kind, [0.25, 0], [0, 0]))).toEqual([0.25, 0.25, 0.25]);
  });

  test('measures against their numbers, not ours', () => {
    expect(deviation('relative', [4], [2])).toBe(1);
    expect(deviation('relative', [2], [4])).toBe(0.5);
  });

  test.each(KINDS)('of the same numbers is zero, finite or not (%s)', (kind) => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        expect(deviation(kind, values, Float64Array.from(values))).toBe(0);
      }),
      { seed: 1 },
    );
    expect(deviation(kind, [-0, NaN, Infinity], [0, NaN, Infinity])).toBe(0);
  });

  test.each(KINDS)('is infinite where only one is finite, or the signs differ (%s)', (kind) => {
    for (const [a, b] of [
      [NaN, 1],
      [Infinity, 1],
      [Infinity, NaN],
      [Infinity, -Infinity],
    ] as const) {
      expect([deviation(kind, [2, a], [2, b]), deviation(kind, [2, b], [2, a])]).toEqual([
        Infinity,
        Infinity,
      ]);
    }
  });

  test('is not shrunk by an infinity beside it', () => {
    expect(deviation('scaled', [Infinity, 3], [Infinity, 2])).toBe(0.5);
  });

  test('of arrays of different lengths is infinite, of empty ones zero', () => {
    expect(deviation('absolute', [1], [1, 1])).toBe(Infinity);
    expect(deviation('absolute', [1, 1], [1])).toBe(Infinity);
    expect(deviation('absolute', [], [])).toBe(0);
  });
});

/** Named arrays, in short: [name, shape, values]. */
const listed = (values: object): unknown[] =>
  namedArrays(values).map(({ name, shape, values: flat }) => [name, shape, Array.from(flat)]);

describe('named arrays', () => {
  const M = new Matrix([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  test('are numbers, truth values, matrices row by row, and lists, in the order of their keys', () => {
    expect(listed({ z: 7, yes: true, no: false, M, list: [1, -0, NaN], none: [] })).toEqual([
      ['z', [], [7]],
      ['yes', [], [1]],
      ['no', [], [0]],
      ['M', [2, 3], [1, 2, 3, 4, 5, 6]],
      ['list', [3], [1, -0, NaN]],
      ['none', [0], []],
    ]);
  });

  test('stack what is equally shaped', () => {
    expect(
      listed({
        nested: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        stack: [M, M],
        flags: [true, false],
        mixed: [2, true],
      }),
    ).toEqual([
      ['nested', [3, 2], [1, 2, 3, 4, 5, 6]],
      ['stack', [2, 2, 3], [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]],
      ['flags', [2], [1, 0]],
      ['mixed', [2], [2, 1]],
    ]);
  });

  test('take what is uneven apart, its parts named by their path', () => {
    expect(
      listed({
        ragged: [[1], [2, 3]],
        matrices: [M, new Matrix([[7]])],
        bySize: [{ rank: 1, error: [0.5, 0.25] }, { rank: 2 }],
        deep: { side: { angle: 3 } },
        numberAndList: [1, [2]],
      }),
    ).toEqual([
      ['ragged.0', [1], [1]],
      ['ragged.1', [2], [2, 3]],
      ['matrices.0', [2, 3], [1, 2, 3, 4, 5, 6]],
      ['matrices.1', [1, 1], [7]],
      ['bySize.0.rank', [], [1]],
      ['bySize.0.error', [2], [0.5, 0.25]],
      ['bySize.1.rank', [], [2]],
      ['deep.side.angle', [], [3]],
      ['numberAndList.0', [], [1]],
      ['numberAndList.1', [1], [2]],
    ]);
  });

  test('leave out words and what is undefined, alone and among numbers', () => {
    expect(
      listed({
        word: 'a',
        gone: undefined,
        nothing: null,
        words: ['a', 'b'],
        some: [1, undefined, 2],
        first: ['a', 1],
        pair: { word: 'a', value: 3 },
      }),
    ).toEqual([
      ['some.0', [], [1]],
      ['some.2', [], [2]],
      ['first.1', [], [1]],
      ['pair.value', [], [3]],
    ]);
  });

  test('hold as many numbers as their shape says', () => {
    const deep = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.double(),
        fc.boolean(),
        fc.constant('word'),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), deep), (values) => {
        for (const { shape, values: flat } of namedArrays(values))
          expect(flat).toHaveLength(shape.reduce((a, b) => a * b, 1));
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test('are copies: changing them leaves the matrix alone', () => {
    const own = new Matrix([[1]]);
    namedArrays({ own })[0]?.values.fill(9);
    expect(own.get(0, 0)).toBe(1);
  });
});
