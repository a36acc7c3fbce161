import type { Matrix } from 'ml-matrix';
import { columnsOf, scaled, type Columns } from './columns.ts';

/** Rows and columns in pairs, none used twice. */
export interface Assignment {
  /** Column of each of the m rows; −1 for the m − n rows that have none where rows are more. */
  readonly columns: readonly number[];
  /** Sum of the scores of the min(m, n) pairs, in the units of S. */
  readonly total: number;
}

/**
 * Linear assignment: of m×n scores S, min(m, n) pairs of a row and a column, none used twice, with the
 * largest sum. Rows (columns, if they are fewer) are added one at a time, each along a shortest
 * augmenting path: O(min² · max) in all. Where several choices are best, which one is returned
 * depends on the order of rows and columns. Kuhn 1955 (“Hungarian method”); Jonker & Volgenant,
 * Computing 38 (1987); the same total as scipy.optimize.linear_sum_assignment(S, maximize=True).
 *
 * @throws ShapeError if S is not a Matrix or is empty.
 * @throws NonFiniteError if an entry is not finite.
 */
export function assignment(S: Matrix): Assignment {
  const given = columnsOf(S, 'S');
  const tall = given.m > given.n;
  const partners = partnersOf(scaled(tall ? columnsOf(S.transpose()) : given).unit);
  const columns = tall ? new Array<number>(given.m).fill(-1) : partners;
  if (tall) partners.forEach((row, column) => (columns[row] = column));
  const total = columns.reduce((sum, c, i) => (c < 0 ? sum : sum + given.a[i + c * given.m]!), 0);
  return { columns, total };
}

/** The best column of each row of an m×n table, m ≤ n. */
function partnersOf({ m, n, a }: Columns): number[] {
  // Column n stands for "nowhere yet"; prices are the dual variables of rows and columns.
  const rowPrice = new Float64Array(m);
  const columnPrice = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1).fill(-1);
  const before = new Int32Array(n + 1);
  const distance = new Float64Array(n + 1);
  const reached = new Uint8Array(n + 1);
  for (let row = 0; row < m; row++) {
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
        const reduced = -a[i + c * m]! - rowPrice[i]! - columnPrice[c]!;
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
  const partners = new Array<number>(m).fill(-1);
  for (let c = 0; c < n; c++) if (rowOf[c]! >= 0) partners[rowOf[c]!] = c;
  return partners;
}
