import { readMatrixText, writeMatrixText, type MatrixLimits, type MatrixReading } from '#files';
import { PACKED, packMatrix, unpackMatrix } from './packed-matrix.ts';

/** Up to this many characters a matrix stays readable in its link. */
const READABLE = 400;

/** A matrix as numbers, `1,2;3,4`, or packed where that is long and packing makes it shorter. */
export function writeMatrix(rows: readonly (readonly number[])[]): string {
  const text = writeMatrixText(rows);
  if (text.length <= READABLE) return text;
  const packed = packMatrix(rows);
  return packed.length < text.length ? packed : text;
}

/** Reads either form. Never throws. */
export const readMatrix = (text: string, limits: MatrixLimits): MatrixReading =>
  text.startsWith(PACKED) ? unpackMatrix(text, limits) : readMatrixText(text, limits);
