/**
 * Sums over rows that may lie anywhere in a flat array: row k is the `length` numbers of `rows` from
 * `starts[k]` on, k = 0 … count − 1. Four rows a pass, to have four sums under way; every sum is taken
 * in the order a plain loop would take it, to the same bits.
 */

/** into[at + k] ← row_k · v for each k, v being the numbers of `vector` from `vectorAt` on. */
export function dotRows(
  into: Float64Array,
  at: number,
  rows: Float64Array,
  starts: Int32Array,
  count: number,
  vector: Float64Array,
  vectorAt: number,
  length: number,
): void {
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const row0 = starts[k]!;
    const row1 = starts[k + 1]!;
    const row2 = starts[k + 2]!;
    const row3 = starts[k + 3]!;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let i = 0; i < length; i = (i + 1) | 0) {
      const v = vector[(vectorAt + i) | 0]!;
      sum0 += v * rows[(row0 + i) | 0]!;
      sum1 += v * rows[(row1 + i) | 0]!;
      sum2 += v * rows[(row2 + i) | 0]!;
      sum3 += v * rows[(row3 + i) | 0]!;
    }
    into[at + k] = sum0;
    into[at + k + 1] = sum1;
    into[at + k + 2] = sum2;
    into[at + k + 3] = sum3;
  }
  for (; k < count; k++) {
    const row = starts[k]!;
    let sum = 0;
    for (let i = 0; i < length; i = (i + 1) | 0)
      sum += vector[(vectorAt + i) | 0]! * rows[(row + i) | 0]!;
    into[at + k] = sum;
  }
}

/** into[at + i] += Σ_k factors[k] · row_k[i] for i = 0 … length − 1. */
export function addRows(
  into: Float64Array,
  at: number,
  rows: Float64Array,
  starts: Int32Array,
  count: number,
  factors: Float64Array,
  length: number,
): void {
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const row0 = starts[k]!;
    const row1 = starts[k + 1]!;
    const row2 = starts[k + 2]!;
    const row3 = starts[k + 3]!;
    const factor0 = factors[k]!;
    const factor1 = factors[k + 1]!;
    const factor2 = factors[k + 2]!;
    const factor3 = factors[k + 3]!;
    for (let i = 0; i < length; i = (i + 1) | 0) {
      into[(at + i) | 0] =
        into[(at + i) | 0]! +
        factor0 * rows[(row0 + i) | 0]! +
        factor1 * rows[(row1 + i) | 0]! +
        factor2 * rows[(row2 + i) | 0]! +
        factor3 * rows[(row3 + i) | 0]!;
    }
  }
  for (; k < count; k++) {
    const row = starts[k]!;
    const factor = factors[k]!;
    for (let i = 0; i < length; i = (i + 1) | 0)
      into[(at + i) | 0]! += factor * rows[(row + i) | 0]!;
  }
}
