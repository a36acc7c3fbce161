/**
 * For each column j = first … last − 1 of the column-major a (leading dimension ld), rows
 * top … bottom − 1: a_j ← a_j − u·y_j − x·v_j, and y_j ← wᵀ a_j of the result. u and w are the
 * columns of a at uAt and wAt.
 *
 * One pass over the matrix does what takes BLAS three: the pending rank-two update and the next
 * product with its transpose. Howell, Demmel, Fulton, Hammarling & Marmol, Cache efficient
 * bidiagonalization using BLAS 2.5 operators, ACM TOMS 34 (2008).
 */
export function rankTwoThenDots(
  a: Float64Array,
  ld: number,
  first: number,
  last: number,
  top: number,
  bottom: number,
  uAt: number,
  x: Float64Array,
  wAt: number,
  y: Float64Array,
  v: Float64Array,
  vAt: number,
): void {
  let j = first;
  for (; j + 3 <= last; j += 3) {
    const p0 = (j * ld) | 0;
    const p1 = (p0 + ld) | 0;
    const p2 = (p1 + ld) | 0;
    const y0 = y[j]!;
    const y1 = y[j + 1]!;
    const y2 = y[j + 2]!;
    const v0 = v[vAt + j]!;
    const v1 = v[vAt + j + 1]!;
    const v2 = v[vAt + j + 2]!;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    for (let i = top; i < bottom; i = (i + 1) | 0) {
      const ui = a[(uAt + i) | 0]!;
      const xi = x[i]!;
      const wi = a[(wAt + i) | 0]!;
      const q0 = (p0 + i) | 0;
      const q1 = (p1 + i) | 0;
      const q2 = (p2 + i) | 0;
      const a0 = a[q0]! - ui * y0 - xi * v0;
      const a1 = a[q1]! - ui * y1 - xi * v1;
      const a2 = a[q2]! - ui * y2 - xi * v2;
      a[q0] = a0;
      a[q1] = a1;
      a[q2] = a2;
      s0 += wi * a0;
      s1 += wi * a1;
      s2 += wi * a2;
    }
    y[j] = s0;
    y[j + 1] = s1;
    y[j + 2] = s2;
  }
  for (; j < last; j++) {
    const p = (j * ld) | 0;
    const yj = y[j]!;
    const vj = v[vAt + j]!;
    let s = 0;
    for (let i = top; i < bottom; i = (i + 1) | 0) {
      const q = (p + i) | 0;
      const aij = a[q]! - a[(uAt + i) | 0]! * yj - x[i]! * vj;
      a[q] = aij;
      s += a[(wAt + i) | 0]! * aij;
    }
    y[j] = s;
  }
}
