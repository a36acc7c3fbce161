/** An m×k factor, read where it lies: entry (i, p) is values[i·row + p·term]. */
export interface Factor {
  readonly values: Float64Array;
  readonly row: number;
  readonly term: number;
}

/** What m and n must be multiples of in `addProduct`. */
export const TILE_ROWS = 4;
export const TILE_COLUMNS = 3;

/**
 * C += A B: C m×n and B k×n row by row, A m×k. To each entry of C its k terms are added one after
 * the other. The innermost loop keeps 4×3 sums in registers, so that each number it fetches is used
 * three or four times.
 */
export function addProduct(
  C: Float64Array,
  { values: A, row, term }: Factor,
  B: Float64Array,
  m: number,
  n: number,
  k: number,
): void {
  for (let i = 0; i < m; i += TILE_ROWS) {
    for (let j = 0; j < n; j += TILE_COLUMNS) {
      const r0 = i * n + j;
      const r1 = r0 + n;
      const r2 = r1 + n;
      const r3 = r2 + n;
      let c00 = C[r0]!;
      let c01 = C[r0 + 1]!;
      let c02 = C[r0 + 2]!;
      let c10 = C[r1]!;
      let c11 = C[r1 + 1]!;
      let c12 = C[r1 + 2]!;
      let c20 = C[r2]!;
      let c21 = C[r2 + 1]!;
      let c22 = C[r2 + 2]!;
      let c30 = C[r3]!;
      let c31 = C[r3 + 1]!;
      let c32 = C[r3 + 2]!;
      let a = i * row;
      let b = j;
      for (let p = 0; p < k; p++) {
        const a0 = A[a]!;
        const a1 = A[a + row]!;
        const a2 = A[a + 2 * row]!;
        const a3 = A[a + 3 * row]!;
        const b0 = B[b]!;
        const b1 = B[b + 1]!;
        const b2 = B[b + 2]!;
        c00 += a0 * b0;
        c01 += a0 * b1;
        c02 += a0 * b2;
        c10 += a1 * b0;
        c11 += a1 * b1;
        c12 += a1 * b2;
        c20 += a2 * b0;
        c21 += a2 * b1;
        c22 += a2 * b2;
        c30 += a3 * b0;
        c31 += a3 * b1;
        c32 += a3 * b2;
        a += term;
        b += n;
      }
      C[r0] = c00;
      C[r0 + 1] = c01;
      C[r0 + 2] = c02;
      C[r1] = c10;
      C[r1 + 1] = c11;
      C[r1 + 2] = c12;
      C[r2] = c20;
      C[r2 + 1] = c21;
      C[r2 + 2] = c22;
      C[r3] = c30;
      C[r3 + 1] = c31;
      C[r3 + 2] = c32;
    }
  }
}
