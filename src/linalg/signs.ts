import type { Columns } from './columns.ts';

/**
 * The sign rule shared by svd and eigh: −1 or 1, the sign of the first entry of a[at … at + length)
 * whose modulus is within a relative 1e-12 of the largest. (The allowance keeps a column such as
 * (1, −1)/√2 from flipping on its last bit.)
 */
export function leadingSign(a: Float64Array, at: number, length: number): 1 | -1 {
  let largest = 0;
  for (let i = at; i < at + length; i++) largest = Math.max(largest, Math.abs(a[i]!));
  const bar = largest * (1 - 1e-12);
  for (let i = at; i < at + length; i++) {
    if (Math.abs(a[i]!) >= bar) return a[i]! < 0 ? -1 : 1;
  }
  return 1;
}

/** Negates a[at … at + length). */
export function negate(a: Float64Array, at: number, length: number): void {
  for (let i = at; i < at + length; i++) a[i] = -a[i]!;
}

/**
 * The rule for singular vectors: each column of u is led by a positive entry and the column of v that
 * belongs to it follows; further columns of v obey the rule on their own. Overwrites both.
 */
export function fixSigns(u: Columns, v: Columns): void {
  const shared = Math.min(u.n, v.n);
  for (let j = 0; j < u.n; j++) {
    if (leadingSign(u.a, j * u.m, u.m) === 1) continue;
    negate(u.a, j * u.m, u.m);
    if (j < shared) negate(v.a, j * v.m, v.m);
  }
  for (let j = shared; j < v.n; j++) {
    if (leadingSign(v.a, j * v.m, v.m) === -1) negate(v.a, j * v.m, v.m);
  }
}
