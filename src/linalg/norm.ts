/** Lengths below this count as zero beside a matrix whose largest modulus is about one. */
export const TINY = 1e-289;

/** sqrt(a² + b²) without overflow or harmful underflow. (`Math.hypot` may differ between engines.) */
export function pythag(a: number, b: number): number {
  const square = a * a + b * b;
  if (square > 1e-280 && square < 1e280) return Math.sqrt(square);
  const x = Math.abs(a);
  const y = Math.abs(b);
  const large = Math.max(x, y);
  if (large === 0) return 0;
  const ratio = Math.min(x, y) / large;
  return large * Math.sqrt(1 + ratio * ratio);
}

/** Σ a_i² over a[at … at + length). Four partial sums are faster than one and round less. */
export function sumOfSquares(a: Float64Array, at: number, length: number): number {
  const end = (at + length) | 0;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = at;
  for (; i + 4 <= end; i = (i + 4) | 0) {
    const x0 = a[i]!;
    const x1 = a[(i + 1) | 0]!;
    const x2 = a[(i + 2) | 0]!;
    const x3 = a[(i + 3) | 0]!;
    s0 += x0 * x0;
    s1 += x1 * x1;
    s2 += x2 * x2;
    s3 += x3 * x3;
  }
  for (; i < end; i++) s0 += a[i]! * a[i]!;
  return s0 + s1 + (s2 + s3);
}

/**
 * The 2-norm of a[at … at + length), accurate down to subnormal entries. Entries must be below
 * 1e150 or so.
 */
export function norm(a: Float64Array, at: number, length: number): number {
  const square = sumOfSquares(a, at, length);
  if (square > 1e-280) return Math.sqrt(square);
  let largest = 0;
  for (let i = at; i < at + length; i++) largest = Math.max(largest, Math.abs(a[i]!));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = at; i < at + length; i++) {
    const x = a[i]! / largest;
    sum += x * x;
  }
  return largest * Math.sqrt(sum);
}
