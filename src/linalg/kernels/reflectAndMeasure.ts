/**
 * Applies the reflector I − τ u uᵀ, kept in column k of the column-major m×n matrix a (u_k = 1), to
 * the columns after k, and stores the sums of squares of what then lies below row k in `squares`.
 */
export function reflectAndMeasure(
  a: Float64Array,
  m: number,
  k: number,
  n: number,
  tau: number,
  squares: Float64Array,
): void {
  const uAt = (k * m) | 0;
  let j = k + 1;
  for (; j + 4 <= n; j += 4) {
    const p0 = (j * m) | 0;
    const p1 = (p0 + m) | 0;
    const p2 = (p1 + m) | 0;
    const p3 = (p2 + m) | 0;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let i = k; i < m; i = (i + 1) | 0) {
      const u = a[(uAt + i) | 0]!;
      s0 += u * a[(p0 + i) | 0]!;
      s1 += u * a[(p1 + i) | 0]!;
      s2 += u * a[(p2 + i) | 0]!;
      s3 += u * a[(p3 + i) | 0]!;
    }
    s0 *= tau;
    s1 *= tau;
    s2 *= tau;
    s3 *= tau;
    a[p0 + k]! -= s0;
    a[p1 + k]! -= s1;
    a[p2 + k]! -= s2;
    a[p3 + k]! -= s3;
    let q0 = 0;
    let q1 = 0;
    let q2 = 0;
    let q3 = 0;
    for (let i = k + 1; i < m; i = (i + 1) | 0) {
      const u = a[(uAt + i) | 0]!;
      const i0 = (p0 + i) | 0;
      const i1 = (p1 + i) | 0;
      const i2 = (p2 + i) | 0;
      const i3 = (p3 + i) | 0;
      const x0 = a[i0]! - s0 * u;
      const x1 = a[i1]! - s1 * u;
      const x2 = a[i2]! - s2 * u;
      const x3 = a[i3]! - s3 * u;
      a[i0] = x0;
      a[i1] = x1;
      a[i2] = x2;
      a[i3] = x3;
      q0 += x0 * x0;
      q1 += x1 * x1;
      q2 += x2 * x2;
      q3 += x3 * x3;
    }
    squares[j] = q0;
    squares[j + 1] = q1;
    squares[j + 2] = q2;
    squares[j + 3] = q3;
  }
  for (; j < n; j++) {
    const p = (j * m) | 0;
    let s = 0;
    for (let i = k; i < m; i = (i + 1) | 0) s += a[(uAt + i) | 0]! * a[(p + i) | 0]!;
    s *= tau;
    a[p + k]! -= s;
    let q = 0;
    for (let i = k + 1; i < m; i = (i + 1) | 0) {
      const x = a[(p + i) | 0]! - s * a[(uAt + i) | 0]!;
      a[(p + i) | 0] = x;
      q += x * x;
    }
    squares[j] = q;
  }
}
