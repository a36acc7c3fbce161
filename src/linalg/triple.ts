import type { Columns } from './columns.ts';

/** A = u diag(s) vᵀ inside the svd routines: s descending, u perhaps with extra columns. */
export interface Triple {
  readonly u: Columns;
  readonly s: Float64Array;
  readonly v: Columns;
}
