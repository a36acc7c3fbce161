import type { Matrix } from 'ml-matrix';
import { columnsOf } from './columns.ts';
import { ShapeError } from './errors.ts';

/** One partner for each row, every column used once. */
export interface Assignment {
  /** Column of each row. */
  readonly columns: readonly number[];
  /** Sum of the scores of the pairs, in the units of S. */
  readonly total: number;
}

/**
 * Linear assignment: the permutation π that maximises Σᵢ S[i, π(i)] over the n×n scores S. Rows are
 * added one at a time, each along a shortest augmenting path, O(n³) in all. Where several
 * permutations are best, which one is returned depends on the order of rows and columns. Kuhn 1955
 * (“Hungarian method”); Jonker & Volgenant, Computing 38 (1987).
 *
 * @throws ShapeError if S is not a Matrix, is empty or not square.
 * @throws NonFiniteError if an entry is not finite.
 */
export function assignment(S: Matrix): Assignment {
  const { m: n, n: width, a } = columnsOf(S, 'S');
  if (n !== width) {
    throw new ShapeError(`S is ${n}×${width}, not square: pairs need as many rows as columns.`);
  }
  // Column n stands for "nowhere yet"; prices are the dual variables of rows and columns.
  const rowPrice = new Float64Array(n);
  const columnPrice = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1).fill(-1);
  const before = new Int32Array(n + 1);
  const distance = new Float64Array(n + 1);
  const reached = new Uint8Array(n + 1);
  for (let row = 0; row < n; row++) {
    distance.fill(Infinity);
    reached.fill(0);
    rowOf[n] = row;
    let j = n;
    do {
      reached[j] = 1;
      const i = rowOf[j]!;
      let nearest = Infinity;
      let next = -1;
      for (let c = 0; c < n; c++) {
        if (reached[c] === 1) continue;
        const reduced = -a[i + c * n]! - rowPrice[i]! - columnPrice[c]!;
        if (reduced < distance[c]!) {
          distance[c] = reduced;
          before[c] = j;
        }
        if (distance[c]! < nearest || next === -1) {
          nearest = distance[c]!;
          next = c;
        }
      }
      for (let c = 0; c <= n; c++) {
        if (reached[c] === 1) {
          rowPrice[rowOf[c]!]! += nearest;
          columnPrice[c]! -= nearest;
        } else {
          distance[c]! -= nearest;
        }
      }
      j = next;
    } while (rowOf[j] !== -1);
    while (j !== n) {
      const from = before[j]!;
      rowOf[j] = rowOf[from]!;
      j = from;
    }
  }
  const columns = new Array<number>(n).fill(0);
  let total = 0;
  for (let c = 0; c < n; c++) columns[rowOf[c]!] = c;
  for (let i = 0; i < n; i++) total += a[i + columns[i]! * n]!;
  return { columns, total };
}
