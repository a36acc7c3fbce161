/** Rows of A and terms of the sum that are packed at a time: 128 KiB, which stays in a second-level cache. */
const ROWS = 64;
const TERMS = 256;
const packed = new Float64Array(ROWS * TERMS);
const tile = new Float64Array(12);

/** Four rows of A side by side for each term of the sum; rows past the end are zeros. */
function pack(
  a: Float64Array,
  columnAt: Int32Array,
  first: number,
  terms: number,
  row: number,
  rows: number,
): void {
  for (let i = 0; i < rows; i += 4) {
    const to = i * terms;
    const left = Math.min(4, rows - i);
    for (let p = 0; p < terms; p++) {
      const from = columnAt[first + p]! + row + i;
      const at = to + 4 * p;
      if (left === 4) {
        packed[at] = a[from]!;
        packed[at + 1] = a[from + 1]!;
        packed[at + 2] = a[from + 2]!;
        packed[at + 3] = a[from + 3]!;
      } else {
        for (let t = 0; t < 4; t++) packed[at + t] = t < left ? a[from + t]! : 0;
      }
    }
  }
}

/** c (4×3, leading dimension ldc) += four packed rows times the columns of b at b0, b1 and b2. */
function fourByThree(
  terms: number,
  from: number,
  b: Float64Array,
  b0: number,
  b1: number,
  b2: number,
  c: Float64Array,
  cAt: number,
  ldc: number,
): void {
  let c00 = 0;
  let c10 = 0;
  let c20 = 0;
  let c30 = 0;
  let c01 = 0;
  let c11 = 0;
  let c21 = 0;
  let c31 = 0;
  let c02 = 0;
  let c12 = 0;
  let c22 = 0;
  let c32 = 0;
  let i = from;
  for (let p = 0; p < terms; p = (p + 1) | 0) {
    const a0 = packed[i]!;
    const a1 = packed[(i + 1) | 0]!;
    const a2 = packed[(i + 2) | 0]!;
    const a3 = packed[(i + 3) | 0]!;
    i = (i + 4) | 0;
    const x0 = b[(b0 + p) | 0]!;
    const x1 = b[(b1 + p) | 0]!;
    const x2 = b[(b2 + p) | 0]!;
    c00 += a0 * x0;
    c01 += a0 * x1;
    c02 += a0 * x2;
    c10 += a1 * x0;
    c11 += a1 * x1;
    c12 += a1 * x2;
    c20 += a2 * x0;
    c21 += a2 * x1;
    c22 += a2 * x2;
    c30 += a3 * x0;
    c31 += a3 * x1;
    c32 += a3 * x2;
  }
  c[cAt]! += c00;
  c[cAt + 1]! += c10;
  c[cAt + 2]! += c20;
  c[cAt + 3]! += c30;
  const second = cAt + ldc;
  c[second]! += c01;
  c[second + 1]! += c11;
  c[second + 2]! += c21;
  c[second + 3]! += c31;
  const third = second + ldc;
  c[third]! += c02;
  c[third + 1]! += c12;
  c[third + 2]! += c22;
  c[third + 3]! += c32;
}

/** An m×k matrix whose columns may lie anywhere: entry (i, p) is a[columnAt[p] + row + i]. */
export interface Gathered {
  readonly a: Float64Array;
  readonly columnAt: Int32Array;
  readonly row: number;
  /** How many rows, m. */
  readonly rows: number;
}

/**
 * C += A B: C m×n at c[cAt], column-major with leading dimension ldc; A m×k; B k×n at b[bAt],
 * column-major with leading dimension ldb. C must not overlap A or B.
 *
 * Blocks of A are packed so that the innermost loop, which holds 4×3 sums in registers, reads both
 * factors in order. Goto & van de Geijn, Anatomy of high-performance matrix multiplication, ACM
 * TOMS 34 (2008). Plain twin: three nested loops.
 */
export function addProduct(
  c: Float64Array,
  cAt: number,
  ldc: number,
  { a, columnAt, row, rows: m }: Gathered,
  n: number,
  b: Float64Array,
  bAt: number,
  ldb: number,
): void {
  const k = columnAt.length;
  for (let first = 0; first < k; first += TERMS) {
    const terms = Math.min(TERMS, k - first);
    for (let top = 0; top < m; top += ROWS) {
      const rows = Math.min(ROWS, m - top);
      pack(a, columnAt, first, terms, row + top, rows);
      for (let j = 0; j < n; j += 3) {
        const columns = Math.min(3, n - j);
        const b0 = bAt + first + j * ldb;
        const b1 = columns > 1 ? b0 + ldb : b0;
        const b2 = columns > 2 ? b1 + ldb : b0;
        for (let i = 0; i < rows; i += 4) {
          const at = cAt + top + i + j * ldc;
          if (columns === 3 && i + 4 <= rows) {
            fourByThree(terms, i * terms, b, b0, b1, b2, c, at, ldc);
            continue;
          }
          tile.fill(0);
          fourByThree(terms, i * terms, b, b0, b1, b2, tile, 0, 4);
          for (let q = 0; q < columns; q++) {
            for (let t = 0; t < 4 && i + t < rows; t++) c[at + q * ldc + t]! += tile[4 * q + t]!;
          }
        }
      }
    }
  }
}
