import type { Matrix } from 'ml-matrix';
import type { Columns } from './columns.ts';
import { columnsOf } from './columns.ts';
import { ShapeError } from './errors.ts';

/** The matrices' entries, checked; messages call them matrices[0], matrices[1], … */
export function listOfColumns(matrices: readonly Matrix[]): readonly [Columns, ...Columns[]] {
  const given: unknown = matrices;
  if (!Array.isArray(given)) {
    throw new ShapeError('matrices is not an array: pass a list of Matrix.');
  }
  const [first, ...rest] = matrices.map((A, i) => columnsOf(A, `matrices[${i}]`));
  if (first === undefined) {
    throw new ShapeError('matrices is an empty list: give at least one Matrix.');
  }
  return [first, ...rest];
}
