/** The last result of `fourDots`. */
export const dots = new Float64Array(4);

/** dots_k ← Σ_i x[p + i] · x[q + i + k·ld], k = 0 … 3, i = 0 … n − 1. */
export function fourDots(x: Float64Array, p: number, q: number, ld: number, n: number): void {
  const q1 = (q + ld) | 0;
  const q2 = (q1 + ld) | 0;
  const q3 = (q2 + ld) | 0;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < n; i = (i + 1) | 0) {
    const a = x[(p + i) | 0]!;
    s0 += a * x[(q + i) | 0]!;
    s1 += a * x[(q1 + i) | 0]!;
    s2 += a * x[(q2 + i) | 0]!;
    s3 += a * x[(q3 + i) | 0]!;
  }
  dots[0] = s0;
  dots[1] = s1;
  dots[2] = s2;
  dots[3] = s3;
}
