import type { Columns } from './columns.ts';
import { makeReflector } from './householder.ts';
import type { HouseholderQr } from './householderQr.ts';
import { reflectAndMeasure } from './kernels/reflectAndMeasure.ts';
import { scratch } from './kernels/scratch.ts';
import { swap } from './kernels/swap.ts';
import { norm, sumOfSquares, TINY } from './norm.ts';

/** A P = (H_0 H_1 ⋯) R. */
export interface PivotedQr extends HouseholderQr {
  /** Column j of A P is column order[j] of A. */
  readonly order: Int32Array;
  /** Rows of R that are not negligible (under 1e-289). */
  readonly rank: number;
}

const scalars = scratch();
const diagonals = scratch();
const sumsOfSquares = scratch();

/**
 * QR with column pivoting of an m×n matrix of order one, which is overwritten: each step takes the
 * remaining column that is longest below the rows already done. The lengths are computed afresh at
 * every step, which spares the care that updating them needs. The result lasts only until the next
 * call (see `scratch`). Golub & Van Loan 5.4.2; LAPACK dgeqp3.
 */
export function pivotedQr(A: Columns): PivotedQr {
  const { m, n, a } = A;
  const steps = Math.min(m, n);
  const taus = scalars(steps);
  const diagonal = diagonals(steps);
  const order = new Int32Array(n);
  const squares = sumsOfSquares(n);
  const length = (j: number, k: number): number =>
    squares[j]! > 1e-280 ? Math.sqrt(squares[j]!) : norm(a, k + j * m, m - k);
  for (let j = 0; j < n; j++) {
    order[j] = j;
    squares[j] = sumOfSquares(a, j * m, m);
  }
  let rank = 0;
  for (; rank < steps; rank++) {
    const k = rank;
    let longest = -1;
    let column = k;
    for (let j = k; j < n; j++) {
      const size = length(j, k);
      if (size <= longest) continue;
      longest = size;
      column = j;
    }
    if (longest < TINY) break;
    if (column !== k) {
      swap(a, k * m, column * m, m);
      const kept = order[k]!;
      order[k] = order[column]!;
      order[column] = kept;
    }
    const at = k + k * m;
    taus[k] = makeReflector(a, at, m - k);
    diagonal[k] = a[at]!;
    a[at] = 1;
    reflectAndMeasure(a, m, k, n, taus[k], squares);
  }
  const reflectors = { m, count: rank, offset: 0, u: a, ld: m, taus };
  return { reflectors, diagonal, order, rank };
}
