import type { Matrix } from 'ml-matrix';

/** The entries of A (m×n) row by row, m·n numbers, for loops that have no time for a Matrix. */
export const flat = (A: Matrix): Float64Array => Float64Array.from(A.to1DArray());
