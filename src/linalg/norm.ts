/** Lengths below this count as zero beside a matrix whose largest modulus is about one. */
export const TINY = 1e-289;

/** sqrt(a² + b²) without overflow or harmful underflow. (`Math.hypot` may differ between engines.) */
export function pythag(a: number, b: number): number {
  const x = Math.abs(a);
  const y = Math.abs(b);
  const large = Math.max(x, y);
  if (large === 0) return 0;
  const ratio = Math.min(x, y) / large;
  return large * Math.sqrt(1 + ratio * ratio);
}

/**
 * The 2-norm of a[at … at + length), accurate down to subnormal entries. Entries must be below
 * 1e150 or so.
 */
export function norm(a: Float64Array, at: number, length: number): number {
  let sum = 0;
  for (let i = at; i < at + length; i++) sum += a[i]! * a[i]!;
  if (sum > 1e-280) return Math.sqrt(sum);
  let largest = 0;
  for (let i = at; i < at + length; i++) largest = Math.max(largest, Math.abs(a[i]!));
  if (largest === 0) return 0;
  sum = 0;
  for (let i = at; i < at + length; i++) {
    const x = a[i]! / largest;
    sum += x * x;
  }
  return largest * Math.sqrt(sum);
}
