/** How alike the layers of a stack are: token by token, and as spaces. */
import type { Matrix } from 'ml-matrix';
import { at, mean } from '#demo';
import { subspaceOverlap, svd } from '#linalg';
import { cka, tokenCosine } from './method.ts';
import type { Overlap, Similarity } from './results.ts';

/** What does not depend on the groups. */
type Likeness = Pick<Similarity, 'cosine' | 'cka' | 'overlap'>;

/** How many leading singular vectors are compared. */
const VECTORS = 8;

/** How alike the N ≥ 2 caches n×d of a stack are. */
export function likenessOf(X: readonly Matrix[]): Likeness {
  const first = leadingLeft(at(X, 0));
  return {
    cosine: pairwise(X, tokenCosine),
    cka: pairwise(X, cka),
    overlap: {
      next: overlapOf(first, leadingLeft(at(X, 1))),
      last: overlapOf(first, leadingLeft(at(X, X.length - 1))),
    },
  };
}

/** f of each two layers, N×N; f is symmetric and 1 on equal arguments. */
function pairwise(X: readonly Matrix[], f: (X: Matrix, Y: Matrix) => number): number[][] {
  const table = X.map(() => X.map(() => 1));
  X.forEach((Xi, i) => {
    for (let j = 0; j < i; j++) {
      const value = f(Xi, at(X, j));
      at(table, i)[j] = value;
      at(table, j)[i] = value;
    }
  });
  return table;
}

/** Mean of an N×N table over the pairs of different layers of one group; of neighbours if G = 1. */
export function meanInside(table: readonly number[][], G: number): number {
  const found = table.flatMap((row, i) =>
    row.filter((_, j) =>
      G === 1 ? j === i + 1 : i < j && Math.floor(i / G) === Math.floor(j / G),
    ),
  );
  return mean(found);
}

function overlapOf(U1: Matrix, U2: Matrix): Overlap {
  const { overlap, cosines2 } = subspaceOverlap(U1, U2);
  return { cosines2: cosines2.to2DArray(), shared: overlap };
}

const leadingLeft = (X: Matrix): Matrix => {
  const { U } = svd(X);
  return U.subMatrix(0, U.rows - 1, 0, Math.min(VECTORS, U.columns) - 1);
};
