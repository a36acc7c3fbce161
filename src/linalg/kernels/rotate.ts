/** Rotates a[p …] and a[q …], `length` entries each: (x, y) ← (c x + s y, c y − s x). */
export function rotate(
  a: Float64Array,
  p: number,
  q: number,
  length: number,
  c: number,
  s: number,
): void {
  const end = (p + length) | 0;
  let j = q | 0;
  for (let i = p | 0; i < end; i = (i + 1) | 0) {
    const x = a[i]!;
    const y = a[j]!;
    a[i] = c * x + s * y;
    a[j] = c * y - s * x;
    j = (j + 1) | 0;
  }
}
