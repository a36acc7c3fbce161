import { Matrix } from 'ml-matrix';
import { sum } from '#demo';
import { gram, multiply, ShapeError } from '#linalg';
import { centredPairs, type Pairs } from './pairs.ts';

/**
 * Step 5: S_ij = CKA([XA; x_i], [YA; y_j]), linear kernels, for rows x_i of XQ and y_j of YQ; m×l.
 * A row more changes the centred cross-product by w x'y'ᵀ, with w = n/(n+1) and x', y' less the
 * anchors' means, so every pair follows from three p×p, q×q, p×q products of the anchors. 0 where one
 * side is constant.
 *
 * @throws ShapeError if the anchors differ in number, or a side's anchors and queries in columns.
 */
export function localCka(XA: Matrix, YA: Matrix, XQ: Matrix, YQ: Matrix): Matrix {
  if (XA.rows !== YA.rows) {
    throw new ShapeError(`XA is ${XA.rows}×${XA.columns} but YA is ${YA.rows}×${YA.columns}.`);
  }
  const centred = centredPairs({ XA, YA, XQ, YQ });
  const w = XA.rows / (XA.rows + 1);
  const Cxy = multiply(centred.XA.transpose(), centred.YA);
  const x = ownSide(centred.XA, centred.XQ, w);
  const y = ownSide(centred.YA, centred.YQ, w);
  const cross = multiply(multiply(centred.XQ, Cxy), centred.YQ.transpose());
  const squares = sum(Cxy.to1DArray().map((c) => c * c));
  return new Matrix(
    x.size.map((hx, i) =>
      y.size.map((hy, j) => {
        const number =
          squares + 2 * w * cross.get(i, j) + w * w * (x.length2[i] ?? 0) * (y.length2[j] ?? 0);
        return hx === 0 || hy === 0 ? 0 : number / (Math.sqrt(hx) * Math.sqrt(hy));
      }),
    ),
  );
}

/** ‖x'_i‖² of each query and ‖(cross-product of the anchors and x_i)‖²_F, one side with itself. */
function ownSide(
  anchors: Matrix,
  queries: Matrix,
  w: number,
): { length2: number[]; size: number[] } {
  const C = gram(anchors);
  const squares = sum(C.to1DArray().map((c) => c * c));
  const turned = multiply(queries, C).mul(queries);
  const length2 = queries.clone().mul(queries).sum('row');
  const along = turned.sum('row');
  const size = length2.map((l, i) => squares + 2 * w * (along[i] ?? 0) + w * w * l * l);
  return { length2, size };
}

/** Local CKA of `Pairs`. */
export const localCkaScores = ({ XA, YA, XQ, YQ }: Pairs): Matrix => localCka(XA, YA, XQ, YQ);
