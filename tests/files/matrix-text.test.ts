import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMatrixText, toCsv, writeMatrixText } from '#files';

const limits = { maxRows: 4, maxCols: 5 };

describe('a pasted matrix', () => {
  test.each([
    ['lines and spaces', '1 2\n3 4'],
    ['a spreadsheet', '1\t2\r\n3\t4\r\n'],
    ['CSV', '1,2\n3,4'],
    ['CSV with commas at line ends', '1,2,\n3,4,'],
    ['JSON', '[[1, 2], [3, 4]]'],
    ['NumPy', 'array([[1., 2.],\n       [3., 4.]])'],
    ['NumPy as printed', '[[1. 2.]\n [3. 4.]]'],
    ['MATLAB', '[1 2; 3 4]'],
  ])('is read from %s', (_, text) => {
    expect(readMatrixText(text, limits)).toEqual({
      rows: [
        [1, 2],
        [3, 4],
      ],
    });
  });

  test('may hold signs, exponents and a typographic minus', () => {
    expect(readMatrixText('-1e-3 +.5 −2', limits)).toEqual({ rows: [[-0.001, 0.5, -2]] });
  });

  test.each([
    ['text', '1 2\n3 four', 'Row 2, column 2: “four” is not a number'],
    ['a gap', '1,,2', 'Row 1, column 2: the cell is empty'],
    ['ragged rows', '1 2\n3', 'Row 2 has 1 number, row 1 has 2 numbers'],
    ['NaN', '1 nan', '“nan” is not a finite number'],
    ['infinity', '1 -inf', '“-inf” is not a finite number'],
    ['an overflow', '1e999', 'is too large'],
    ['too many rows', '1\n2\n3\n4\n5', '5 × 1; the limit here is 4 × 5'],
    ['too many columns', '1 2 3 4 5 6', '1 × 6; the limit here is 4 × 5'],
    ['nothing', '  \n ', 'There are no numbers'],
    ['a flood', '1 '.repeat(60_000), 'at most 100000 are read'],
    ['a hexadecimal number', '0x10', 'is not a number'],
  ])('with %s is refused with a reason', (_, text, reason) => {
    const reading = readMatrixText(text, limits);
    expect('problem' in reading && reading.problem).toContain(reason);
  });

  test('survives writing and reading with every bit', () => {
    const entry = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
    const rows = fc.array(fc.tuple(entry, entry, entry), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, (matrix) => {
        expect(readMatrixText(writeMatrixText(matrix), limits)).toEqual({ rows: matrix });
      }),
      { seed: 3 },
    );
  });

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        readMatrixText(text, limits);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});

test('CSV quotes what needs quoting and keeps numbers whole', () => {
  expect(
    toCsv([
      ['a, b', 'say "x"'],
      [0.1, 1e-300],
    ]),
  ).toBe('"a, b","say ""x"""\r\n0.1,1e-300\r\n');
});
