/** x ← (I − τ v vᵀ) x from entry k on, with v_k = 1 implied. */
function reflect(v: Float64Array, tau: number, x: Float64Array, k: number): void {
  if (tau === 0) return;
  let sum = x[k]!;
  for (let i = k + 1; i < x.length; i++) sum += v[i]! * x[i]!;
  sum *= tau;
  x[k]! -= sum;
  for (let i = k + 1; i < x.length; i++) x[i]! -= sum * v[i]!;
}

/**
 * Q of the QR factorisation with non-negative diagonal of R, by plain Householder reflections; the
 * columns, no longer than a few thousand entries and of order one, are overwritten. Of independent
 * normal draws it is uniform (Haar) among the matrices with orthonormal columns. Mezzadri, How to
 * generate random matrices from the classical compact groups, Notices AMS 54 (2007).
 *
 * `qr` would do, but its bits may change when it is tuned, and those of a seed must not.
 */
export function haar(columns: readonly Float64Array[]): Float64Array[] {
  const taus: number[] = [];
  const signs: number[] = [];
  columns.forEach((v, k) => {
    columns.slice(0, k).forEach((earlier, j) => reflect(earlier, taus[j] ?? 0, v, j));
    let square = 0;
    for (let i = k + 1; i < v.length; i++) square += v[i]! * v[i]!;
    const tail = Math.sqrt(square);
    const alpha = v[k]!;
    if (tail === 0) {
      taus.push(0);
      signs.push(alpha < 0 ? -1 : 1);
      return;
    }
    const large = Math.max(Math.abs(alpha), tail);
    const ratio = Math.min(Math.abs(alpha), tail) / large;
    const size = large * Math.sqrt(1 + ratio * ratio);
    const beta = alpha >= 0 ? -size : size;
    const factor = 1 / (alpha - beta);
    for (let i = k + 1; i < v.length; i++) v[i]! *= factor;
    taus.push((beta - alpha) / beta);
    signs.push(beta < 0 ? -1 : 1);
  });
  return columns.map((v, k) => {
    const x = new Float64Array(v.length);
    x[k] = 1;
    for (let j = columns.length - 1; j >= 0; j--) {
      const u = columns[j];
      if (u) reflect(u, taus[j] ?? 0, x, j);
    }
    return signs[k] === -1 ? x.map((xi) => 0 - xi) : x;
  });
}
