/** Exchanges a[p …] and a[q …], `length` entries each. */
export function swap(a: Float64Array, p: number, q: number, length: number): void {
  for (let i = 0; i < length; i++) {
    const kept = a[p + i]!;
    a[p + i] = a[q + i]!;
    a[q + i] = kept;
  }
}
