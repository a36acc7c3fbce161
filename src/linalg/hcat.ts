import type { Matrix } from 'ml-matrix';
import { matrixOf, zeros } from './columns.ts';
import { ShapeError } from './errors.ts';
import { listOfColumns } from './listOfColumns.ts';

/**
 * Matrices side by side, [A₁ | … | A_N], m×Σn_i.
 *
 * @throws ShapeError if the list is empty, an item is not a Matrix or is empty, or row counts differ.
 * @throws NonFiniteError if an entry is not finite.
 */
export function hcat(matrices: readonly Matrix[]): Matrix {
  const parts = listOfColumns(matrices);
  const m = parts[0].m;
  parts.forEach((part, i) => {
    if (part.m !== m) {
      throw new ShapeError(
        `matrices[${i}] is ${part.m}×${part.n} but matrices[0] has ${m} rows: matrices set side by side need equal row counts.`,
      );
    }
  });
  const joined = zeros(
    m,
    parts.reduce((sum, part) => sum + part.n, 0),
  );
  let at = 0;
  for (const part of parts) {
    joined.a.set(part.a, at);
    at += part.a.length;
  }
  return matrixOf(joined);
}
