import type { Columns } from './columns.ts';
import { zeros } from './columns.ts';
import { addProduct } from './kernels/product.ts';

/** A B for an m×k and a k×n matrix. Every entry is summed in one order, wherever it stands. */
export function product(A: Columns, B: Columns): Columns {
  const C = zeros(A.m, B.n);
  addTo(C, A, B);
  return C;
}

/** C ← C + A B. */
export function addTo(C: Columns, A: Columns, B: Columns): void {
  const columnAt = new Int32Array(A.n);
  for (let p = 0; p < A.n; p++) columnAt[p] = p * A.m;
  addProduct(C.a, 0, C.m, { a: A.a, columnAt, row: 0, rows: A.m }, C.n, B.a, 0, B.m);
}
