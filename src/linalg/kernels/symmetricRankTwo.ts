/**
 * For the symmetric matrix A whose lower triangle, rows and columns first … n − 1, stands in the
 * column-major a (leading dimension n): A ← A − u xᵀ − x uᵀ, and y ← A w of the result. u and w are
 * the columns of a at uAt and wAt; x and y are different arrays, used from `first` on.
 *
 * Each entry of the triangle is read once for both. Two columns a pass, to read and write y half as
 * often. Plain twin: BLAS dsyr2, then dsymv.
 */
export function symmetricRankTwoThenProduct(
  a: Float64Array,
  n: number,
  first: number,
  uAt: number,
  x: Float64Array,
  wAt: number,
  y: Float64Array,
): void {
  for (let i = first; i < n; i = (i + 1) | 0) y[i] = 0;
  let j = first;
  for (; j + 2 <= n; j = (j + 2) | 0) {
    const k = (j + 1) | 0;
    const p0 = (j * n) | 0;
    const p1 = (p0 + n) | 0;
    const u0 = a[(uAt + j) | 0]!;
    const u1 = a[(uAt + k) | 0]!;
    const x0 = x[j]!;
    const x1 = x[k]!;
    const w0 = a[(wAt + j) | 0]!;
    const w1 = a[(wAt + k) | 0]!;
    const corner = a[(p0 + j) | 0]! - u0 * x0 - x0 * u0;
    const between = a[(p0 + k) | 0]! - u1 * x0 - x1 * u0;
    const next = a[(p1 + k) | 0]! - u1 * x1 - x1 * u1;
    a[(p0 + j) | 0] = corner;
    a[(p0 + k) | 0] = between;
    a[(p1 + k) | 0] = next;
    let s0 = corner * w0 + between * w1;
    let s1 = between * w0 + next * w1;
    for (let i = (j + 2) | 0; i < n; i = (i + 1) | 0) {
      const ui = a[(uAt + i) | 0]!;
      const xi = x[i]!;
      const wi = a[(wAt + i) | 0]!;
      const q0 = (p0 + i) | 0;
      const q1 = (p1 + i) | 0;
      const a0 = a[q0]! - ui * x0 - xi * u0;
      const a1 = a[q1]! - ui * x1 - xi * u1;
      a[q0] = a0;
      a[q1] = a1;
      s0 += wi * a0;
      s1 += wi * a1;
      y[i] = y[i]! + (a0 * w0 + a1 * w1);
    }
    y[j]! += s0;
    y[k]! += s1;
  }
  if (j < n) {
    const at = (j * n + j) | 0;
    const uj = a[(uAt + j) | 0]!;
    const corner = a[at]! - uj * x[j]! - x[j]! * uj;
    a[at] = corner;
    y[j]! += corner * a[(wAt + j) | 0]!;
  }
}
