import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { NamedArray } from '#demo';
import { arraysJson, nested, writeNpy, writeNpz, writeZip, type Nested } from '#files';

type Plain = Pick<NamedArray, 'shape' | 'values'>;

const array = (shape: number[], ...values: number[]): Plain => ({
  shape,
  values: Float64Array.from(values),
});

/** Any shape of up to three axes with values to fill it. */
const arrays = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) =>
  fc
    .array(fc.double(), {
      minLength: shape.reduce((a, b) => a * b, 1),
      maxLength: shape.reduce((a, b) => a * b, 1),
    })
    .map((values) => array(shape, ...values)),
);

/** Reads a .npy file as NEP 1 describes it, for doubles in C order. */
function readNpy(file: Uint8Array): { header: string; start: number } & Plain {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = 10 + view.getUint16(8, true);
  const header = strFromU8(file.subarray(10, start), true);
  const tuple = /'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '?';
  const shape = tuple.split(',').filter((size) => size.trim() !== '');
  const values = new Float64Array((file.length - start) / 8);
  return {
    header,
    start,
    shape: shape.map(Number),
    values: values.map((_, i) => view.getFloat64(start + 8 * i, true)),
  };
}

describe('a .npy file', () => {
  test('starts with the magic string and version 1.0', () => {
    expect([...writeNpy(array([], 1)).subarray(0, 8)]).toEqual([
      0x93,
      ...new TextEncoder().encode('NUMPY'),
      1,
      0,
    ]);
  });

  test.each([
    [[], '()'],
    [[3], '(3,)'],
    [[0], '(0,)'],
    [[2, 3], '(2, 3)'],
    [[2, 3, 4], '(2, 3, 4)'],
  ])('of shape %j says so as a Python tuple, with the type and the order', (shape, tuple) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const { header } = readNpy(writeNpy(array(shape, ...Array<number>(size).fill(0))));
    expect(header.trimEnd()).toBe(`{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`);
  });

  test('pads its header with spaces and a new line, so that the data start at a multiple of 64', () => {
    // An axis more is three characters more: 64 of them pass every length of padding.
    for (let axes = 2; axes < 66; axes++) {
      const { header, start } = readNpy(writeNpy(array(Array<number>(axes).fill(1), 0)));
      expect(start % 64).toBe(0);
      expect(header).toMatch(/\} {0,63}\n$/);
    }
  });

  test('holds its numbers as little-endian doubles', () => {
    expect([...writeNpy(array([2], 1, -2)).slice(-16)]).toEqual([
      ...[0, 0, 0, 0, 0, 0, 0xf0, 0x3f],
      ...[0, 0, 0, 0, 0, 0, 0x00, 0xc0],
    ]);
  });

  test('brings back its shape and every bit, also of −0, NaN and ∞', () => {
    const hard = array([2, 2, 2], -0, 0, NaN, Infinity, -Infinity, 5e-324, -1.5e308, 0.1);
    fc.assert(
      fc.property(arrays, ({ shape, values }) => {
        const read = readNpy(writeNpy({ shape, values }));
        expect(read.shape).toEqual(shape);
        expect(Array.from(read.values)).toEqual(Array.from(values));
      }),
      { seed: 1, examples: [[hard]] },
    );
  });
});

describe('a .npz file', () => {
  const named: NamedArray[] = [
    { name: 'keys', ...array([2, 1], 1, NaN) },
    { name: 'keys.0.error', ...array([], -0) },
    { name: 'empty', ...array([0]) },
  ];

  test('holds each array as a .npy file under its name, in order', () => {
    const files = unzipSync(writeNpz(named));
    expect(Object.entries(files)).toEqual(named.map((one) => [`${one.name}.npy`, writeNpy(one)]));
  });

  test('is stored, not compressed', () => {
    const long = { name: 'zeros', ...array([1000], ...Array<number>(1000).fill(0)) };
    const methods: number[] = [];
    unzipSync(writeNpz([long]), {
      filter: ({ compression, size, originalSize }) => {
        methods.push(compression, size - originalSize);
        return false;
      },
    });
    expect(methods).toEqual([0, 0]);
  });
});

describe('an archive', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  test('brings back bytes as they are and texts in UTF-8', () => {
    const bytes = Uint8Array.of(0, 255, 128);
    const files = unzipSync(writeZip({ 'a.txt': 'σ₁ ≥ 0\n', 'b.bin': bytes, 'none.txt': '' }));
    expect(Object.keys(files)).toEqual(['a.txt', 'b.bin', 'none.txt']);
    expect(files['a.txt']).toEqual(new TextEncoder().encode('σ₁ ≥ 0\n'));
    expect(files['b.bin']).toEqual(bytes);
    expect(files['none.txt']).toHaveLength(0);
  });

  test('of the same content has the same bytes on every day and in every time zone', () => {
    const made = ['1999-12-31', '2031-06-01'].flatMap((day) =>
      ['America/Los_Angeles', 'Pacific/Auckland'].map((zone) => {
        vi.stubEnv('TZ', zone);
        vi.setSystemTime(`${day}T12:00:00Z`);
        return {
          zip: writeZip({ 'a.txt': 'a' }),
          npz: writeNpz([{ name: 'x', ...array([1], 2) }]),
          offset: new Date().getTimezoneOffset(),
        };
      }),
    );
    const [first] = made;
    for (const { zip, npz } of made)
      expect({ zip, npz }).toEqual({ zip: first?.zip, npz: first?.npz });
    // The clock and the zone did change.
    expect(new Set(made.map(({ offset }) => offset)).size).toBeGreaterThan(1);
  });
});

const numbersOf = (value: Nested): number[] =>
  typeof value === 'object' ? value.flatMap(numbersOf) : [Number(value)];

describe('numbers in JSON', () => {
  test('are nested as their shape says', () => {
    expect(nested(array([], 7))).toBe(7);
    expect(nested(array([2, 3], 1, 2, 3, 4, 5, 6))).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(nested(array([2, 1, 2], 1, 2, 3, 4))).toEqual([[[1, 2]], [[3, 4]]]);
    expect([nested(array([0])), nested(array([2, 0]))]).toEqual([[], [[], []]]);
  });

  test('that are not finite become the words that Python reads', () => {
    expect(nested(array([3], NaN, Infinity, -Infinity))).toEqual(['NaN', 'Infinity', '-Infinity']);
  });

  test('stand on a line for each array, under its name', () => {
    expect(
      arraysJson([
        { name: 'a "b"', ...array([2], 1, NaN) },
        { name: 'c', ...array([], 0.1) },
      ]),
    ).toBe('{\n  "a \\"b\\"": [1,"NaN"],\n  "c": 0.1\n}\n');
  });

  test('can be read back, whatever they are', () => {
    fc.assert(
      fc.property(arrays, ({ shape, values }) => {
        const read: unknown = JSON.parse(arraysJson([{ name: 'x', shape, values }]));
        // JSON.stringify writes −0 as 0.
        const plain = { shape, values: values.map((value) => value + 0) };
        expect(read).toEqual({ x: nested(plain) });
        expect(numbersOf(nested(plain))).toEqual(Array.from(plain.values));
      }),
      { seed: 2 },
    );
  });
});
