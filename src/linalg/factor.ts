import type { Columns } from './columns.ts';
import { applyReflector, makeReflector } from './householder.ts';
import { norm, TINY } from './norm.ts';

/** A P = H₀ H₁ … R, the reflectors below and R on and above the diagonal of `packed`. */
export interface Factored {
  readonly packed: Columns;
  readonly taus: Float64Array;
  /** Column j of A P is column order[j] of A. */
  readonly order: Int32Array;
  /** Rows of R that are not negligible (under 1e-289); min(m, n) without pivoting. */
  readonly rank: number;
}

function longestColumn(c: Columns, k: number): { column: number; length: number } {
  let column = k;
  let length = -1;
  for (let j = k; j < c.n; j++) {
    const rest = norm(c.a, k + j * c.m, c.m - k);
    if (rest > length) {
      column = j;
      length = rest;
    }
  }
  return { column, length };
}

function swapColumns(c: Columns, i: number, j: number): void {
  const kept = c.a.slice(i * c.m, (i + 1) * c.m);
  c.a.copyWithin(i * c.m, j * c.m, (j + 1) * c.m);
  c.a.set(kept, j * c.m);
}

/**
 * Householder QR of a matrix whose largest modulus is about one, with column pivoting on request.
 * Golub & Van Loan 5.2.2 and 5.4.2 (LAPACK dgeqr2, dgeqp3). The norms of the remaining columns are
 * computed afresh at every step, which spares the care that updating them needs.
 */
export function factor(A: Columns, pivoting: boolean): Factored {
  const packed = { m: A.m, n: A.n, a: A.a.slice() };
  const { m, n, a } = packed;
  const steps = Math.min(m, n);
  const taus = new Float64Array(steps);
  const order = Int32Array.from({ length: n }, (_, j) => j);
  for (let k = 0; k < steps; k++) {
    if (pivoting) {
      const { column, length } = longestColumn(packed, k);
      if (length < TINY) return { packed, taus, order, rank: k };
      if (column !== k) {
        swapColumns(packed, k, column);
        const kept = order[k]!;
        order[k] = order[column]!;
        order[column] = kept;
      }
    }
    const at = k + k * m;
    const tau = makeReflector(a, at, m - k);
    taus[k] = tau;
    for (let j = k + 1; j < n; j++) applyReflector(a, at, tau, a, k + j * m, m - k);
  }
  return { packed, taus, order, rank: steps };
}

/** B ← H₀ H₁ … H_{rank−1} B. B has as many rows as the factored matrix. */
export function applyQ(f: Factored, B: Columns): void {
  const { m, a } = f.packed;
  for (let k = f.rank - 1; k >= 0; k--) {
    for (let j = 0; j < B.n; j++) {
      applyReflector(a, k + k * m, f.taus[k]!, B.a, k + j * m, m - k);
    }
  }
}
