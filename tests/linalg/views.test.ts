import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { svd } from '#linalg';
import { createRandom } from '#random';

const A = createRandom(31).normalMatrix(12, 10);

/** U of A, and the same numbers in a Matrix whose rows were made one by one. */
function both(): { view: Matrix; plain: Matrix } {
  const view = svd(A).U;
  return { view, plain: new Matrix(view.to2DArray()) };
}

const methods: Readonly<Record<string, (U: Matrix) => unknown>> = {
  get: (U) => U.get(3, 9),
  set: (U) => U.set(3, 9, 5),
  getRow: (U) => U.getRow(2),
  setRow: (U) => U.setRow(2, new Array<number>(10).fill(1)),
  getColumn: (U) => U.getColumn(9),
  setColumn: (U) => U.setColumn(9, new Array<number>(12).fill(1)),
  clone: (U) => U.clone(),
  to1DArray: (U) => U.to1DArray(),
  to2DArray: (U) => U.to2DArray(),
  toJSON: (U) => JSON.stringify(U),
  transpose: (U) => U.transpose(),
  mmul: (U) => U.mmul(A.transpose()),
  'mmul as second factor': (U) => A.transpose().mmul(U),
  add: (U) => U.add(A),
  'Matrix.sub': (U) => Matrix.sub(U, A),
  mul: (U) => U.mul(3),
  neg: (U) => U.neg(),
  mulRowVector: (U) => U.mulRowVector(A.getRow(0)),
  mulColumnVector: (U) => U.mulColumnVector(A.getColumn(0)),
  apply: (U) => U.apply((i, j) => U.set(i, j, i - j)),
  addRow: (U) => U.addRow(4, A.getRow(0)),
  'addRow at the end': (U) => U.addRow(A.getRow(0)),
  addColumn: (U) => U.addColumn(4, A.getColumn(0)),
  removeRow: (U) => U.removeRow(4),
  removeColumn: (U) => U.removeColumn(4),
  swapRows: (U) => U.swapRows(0, 11),
  swapColumns: (U) => U.swapColumns(0, 9),
  subMatrix: (U) => U.subMatrix(1, 7, 2, 9),
  subMatrixRow: (U) => U.subMatrixRow([7, 1]),
  subMatrixColumn: (U) => U.subMatrixColumn([9, 1]),
  setSubMatrix: (U) => U.setSubMatrix(Matrix.ones(3, 3), 2, 2),
  selection: (U) => U.selection([3, 1], [2, 0]),
  repeat: (U) => U.repeat({ rows: 2, columns: 2 }),
  fill: (U) => U.fill(2),
  sortRows: (U) => U.sortRows(),
  flipColumns: (U) => U.flipColumns(),
  max: (U) => [U.max(), U.min(), U.sum(), U.norm()],
  sums: (U) => [U.sum('row'), U.sum('column')],
  maxIndex: (U) => [U.maxIndex(), U.maxRow(3), U.minColumn(3)],
  iterate: (U) => [...U.values()],
  isMatrix: (U) => [Matrix.isMatrix(U), U.isSquare(), U.isEmpty(), U.size],
};

/** What Matrix keeps, whatever arrays it keeps it in. */
function told(result: unknown): unknown {
  return Matrix.isMatrix(result)
    ? { rows: result.rows, columns: result.columns, entries: result.to2DArray() }
    : result;
}

describe('a matrix that svd returns', () => {
  test.each(Object.entries(methods))('does as any other Matrix does: %s', (_, method) => {
    const { view, plain } = both();
    expect(view).toBeInstanceOf(Matrix);
    expect(told(method(view))).toEqual(told(method(plain)));
    expect(told(view)).toEqual(told(plain));
  });
  test('does not change in any other place when one entry is set', () => {
    const { view, plain } = both();
    view.set(5, 9, 7);
    for (let i = 0; i < view.rows; i++) {
      for (let j = 0; j < view.columns; j++) {
        expect(view.get(i, j)).toBe(i === 5 && j === 9 ? 7 : plain.get(i, j));
      }
    }
  });
  test('has a clone, a transpose and arrays of its own', () => {
    const { view, plain } = both();
    const copies = [view.clone(), view.transpose(), view.subMatrix(0, 11, 0, 9)];
    const arrays = view.to2DArray();
    view.fill(0);
    for (const copy of copies) expect(copy.norm()).toBeGreaterThan(1);
    expect(arrays).toEqual(plain.to2DArray());
  });
  test('shares no memory with another result, whichever is changed', () => {
    const first = svd(A);
    const second = svd(A);
    expect(second).toEqual(first);
    const kept = { U: second.U.clone(), s: [...second.s], V: second.V.clone() };
    first.U.fill(0);
    first.V.fill(0);
    first.s.fill(0);
    expect(second.U.to2DArray()).toEqual(kept.U.to2DArray());
    expect(second.V.to2DArray()).toEqual(kept.V.to2DArray());
    expect(second.s).toEqual(kept.s);
    expect(svd(A).U.to2DArray()).toEqual(kept.U.to2DArray());
  });
  test('shares no memory with the other factor, nor with A', () => {
    const before = A.clone();
    const { U, V } = svd(A);
    const kept = V.to2DArray();
    U.fill(3);
    expect(V.to2DArray()).toEqual(kept);
    expect(A).toEqual(before);
  });
  test('goes to a worker as arrays', () => {
    const { view, plain } = both();
    expect(structuredClone(view.to2DArray())).toEqual(plain.to2DArray());
  });
  test('may be the argument of svd', () => {
    const { view, plain } = both();
    expect(svd(view)).toEqual(svd(plain));
  });
});
