/**
 * x_i ← Σ_j a_ij v_j over the columns j = first … last − 1 of the column-major a (leading dimension
 * ld), for the rows i = top … bottom − 1. Four columns a pass, to read and write x a quarter as often.
 */
export function combineColumns(
  x: Float64Array,
  a: Float64Array,
  ld: number,
  first: number,
  last: number,
  top: number,
  bottom: number,
  v: Float64Array,
  vAt: number,
): void {
  let j = first;
  for (let i = top; i < bottom; i = (i + 1) | 0) x[i] = 0;
  for (; j + 4 <= last; j += 4) {
    const p0 = (j * ld) | 0;
    const p1 = (p0 + ld) | 0;
    const p2 = (p1 + ld) | 0;
    const p3 = (p2 + ld) | 0;
    const v0 = v[vAt + j]!;
    const v1 = v[vAt + j + 1]!;
    const v2 = v[vAt + j + 2]!;
    const v3 = v[vAt + j + 3]!;
    for (let i = top; i < bottom; i = (i + 1) | 0) {
      x[i] =
        x[i]! +
        (a[(p0 + i) | 0]! * v0 + a[(p1 + i) | 0]! * v1) +
        (a[(p2 + i) | 0]! * v2 + a[(p3 + i) | 0]! * v3);
    }
  }
  for (; j < last; j++) {
    const p = (j * ld) | 0;
    const vj = v[vAt + j]!;
    for (let i = top; i < bottom; i = (i + 1) | 0) x[i]! += a[(p + i) | 0]! * vj;
  }
}
