import type { Matrix } from 'ml-matrix';
import { matrixOf, zeros } from './columns.ts';
import { ShapeError } from './errors.ts';
import { listOfColumns } from './listOfColumns.ts';

/**
 * Matrices stacked, [A₁; …; A_N], Σm_i×n.
 *
 * @throws ShapeError if the list is empty, an item is not a Matrix or is empty, or column counts
 * differ.
 * @throws NonFiniteError if an entry is not finite.
 */
export function vcat(matrices: readonly Matrix[]): Matrix {
  const parts = listOfColumns(matrices);
  const n = parts[0].n;
  parts.forEach((part, i) => {
    if (part.n !== n) {
      throw new ShapeError(
        `matrices[${i}] is ${part.m}×${part.n} but matrices[0] has ${n} columns: stacked matrices need equal column counts.`,
      );
    }
  });
  const joined = zeros(
    parts.reduce((sum, part) => sum + part.m, 0),
    n,
  );
  let top = 0;
  for (const part of parts) {
    for (let j = 0; j < n; j++) {
      joined.a.set(part.a.subarray(j * part.m, (j + 1) * part.m), top + j * joined.m);
    }
    top += part.m;
  }
  return matrixOf(joined);
}
