export interface MatrixLimits {
  readonly maxRows: number;
  readonly maxCols: number;
}

export type MatrixReading =
  | { readonly rows: readonly (readonly number[])[] }
  /** What is wrong and what to do, as a sentence for the reader. */
  | { readonly problem: string };

/** Longest text that is looked at; far above what the size limits allow. */
const MAX_TEXT = 100_000;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads a matrix as people paste it: rows on lines or after semicolons, cells after commas, tabs
 * or spaces; the brackets of NumPy, JSON and MATLAB are accepted. Never throws.
 */
export function readMatrixText(text: string, limits: MatrixLimits): MatrixReading {
  if (text.length > MAX_TEXT) {
    return {
      problem: `This text has ${text.length} characters; at most ${MAX_TEXT} are read. Paste a smaller matrix.`,
    };
  }
  const rows = text
    .replaceAll('−', '-')
    .replaceAll(/\]\s*,?\s*\[/g, '\n')
    .replaceAll(/[[\]]|\b(?:np\.)?array\(|\)/g, ' ')
    .split(/[;\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(cells);
  const first = rows[0];
  if (!first)
    return {
      problem:
        'There are no numbers here. Write rows on lines, cells separated by commas or spaces.',
    };
  for (const [i, row] of rows.entries()) {
    for (const [j, cell] of row.entries()) {
      const problem = cellProblem(cell);
      if (problem) return { problem: `Row ${i + 1}, column ${j + 1}: ${problem}` };
    }
    if (row.length !== first.length) {
      return {
        problem: `Row ${i + 1} has ${count(row.length)}, row 1 has ${count(first.length)}. All rows must be equally long.`,
      };
    }
  }
  if (rows.length > limits.maxRows || first.length > limits.maxCols) {
    return {
      problem: `This matrix is ${rows.length} × ${first.length}; the limit here is ${limits.maxRows} × ${limits.maxCols}. Paste a smaller block of it.`,
    };
  }
  return { rows: rows.map((row) => row.map((cell) => Number(cell) + 0)) };
}

/** Writes a matrix so that `readMatrixText` gives back the same doubles: `1,2;3,4`. */
export const writeMatrixText = (rows: readonly (readonly number[])[]): string =>
  rows.map((row) => row.join(',')).join(';');

const cells = (line: string): string[] =>
  /[,\t]/.test(line)
    ? line
        .replace(/,\s*$/, '')
        .split(/[,\t]/)
        .map((cell) => cell.trim())
    : line.split(/\s+/);

const count = (n: number): string => (n === 1 ? '1 number' : `${n} numbers`);

/** Why a cell can't be taken, or undefined. */
function cellProblem(cell: string): string | undefined {
  if (cell === '') return 'the cell is empty. Fill the gap, with 0 if you mean zero.';
  if (/^[+-]?(nan|inf|infinity)$/i.test(cell))
    return `“${cell}” is not a finite number. Replace it.`;
  if (!NUMBER.test(cell))
    return `“${cell.slice(0, 24)}” is not a number. Write decimals with a point, like 0.5.`;
  if (!Number.isFinite(Number(cell)))
    return `“${cell.slice(0, 24)}” is too large for a double. Use a smaller number.`;
  return undefined;
}
