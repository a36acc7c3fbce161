import type { Matrix } from 'ml-matrix';
import { mean } from '#demo';
import { assignment, ShapeError } from '#linalg';

/** How a matching came out. */
export interface Matching {
  /** Right pairs, as a share of all pairs. */
  readonly accuracy: number;
  /** Σ S over the pairs. */
  readonly total: number;
}

/**
 * Step 6: the one-to-one matching that maximises Σᵢ S[i, π(i)]; right pairs stand on the diagonal of
 * S (m×l). Columns are handed over in the order `shuffle`, a permutation of 0 … l − 1, so that ties do
 * not favour the diagonal.
 *
 * @throws ShapeError if `shuffle` has not l numbers, or as `assignment`.
 * @throws NonFiniteError as `assignment`.
 */
export function matching(S: Matrix, shuffle: readonly number[]): Matching {
  if (shuffle.length !== S.columns) {
    throw new ShapeError(`S is ${S.rows}×${S.columns} but shuffle has ${shuffle.length} numbers.`);
  }
  const shuffled = S.subMatrixColumn([...shuffle]);
  const { columns, total } = assignment(shuffled);
  const right = columns.filter((column, i) => shuffle[column] === i).length;
  return { accuracy: right / Math.min(S.rows, S.columns), total };
}

/**
 * Step 6: share of rows i of S (m×l, m ≤ l) whose own column i is among the `top` highest of the row. The
 * place of a score is the number of higher ones plus half of those equal to it. To retrieve shapes
 * for texts hand over Sᵀ.
 *
 * @throws ShapeError if rows are more than columns.
 */
export function retrieval(S: Matrix, top: number): number {
  if (S.rows > S.columns) {
    throw new ShapeError(`S is ${S.rows}×${S.columns}: each row needs a column of its own.`);
  }
  const found = Array.from({ length: S.rows }, (_, i) => {
    const row = S.getRow(i);
    const own = S.get(i, i);
    const higher = row.filter((score) => score > own).length;
    const equal = row.filter((score) => score === own).length - 1;
    return higher + equal / 2 < top ? 1 : 0;
  });
  return mean(found);
}
