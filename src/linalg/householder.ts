import { norm, pythag, sumOfSquares, TINY } from './norm.ts';

/**
 * An elementary reflector H = I − τ v vᵀ, v₀ = 1, with H x = β e₁ for x = a[at … at + length).
 * Overwrites x by (β, v₁, v₂, …) and returns τ; τ = 0 stands for H = I.
 * LAPACK dlarfg; Golub & Van Loan, Matrix Computations (4th ed.), 5.1.3.
 */
export function makeReflector(a: Float64Array, at: number, length: number): number {
  const tail = norm(a, at + 1, length - 1);
  if (tail < TINY) {
    a.fill(0, at + 1, at + length);
    return 0;
  }
  const alpha = a[at]!;
  const beta = alpha >= 0 ? -pythag(alpha, tail) : pythag(alpha, tail);
  const factor = 1 / (alpha - beta);
  for (let i = at + 1; i < at + length; i++) a[i]! *= factor;
  a[at] = beta;
  // From v as it was rounded, τ makes H orthogonal to a few ε even if its entries are all alike.
  return 2 / (1 + sumOfSquares(a, at + 1, length - 1));
}

/** x ← H x for x = b[bAt … bAt + length) and the reflector kept in v from vAt on (v₀ = 1 implied). */
export function applyReflector(
  v: Float64Array,
  vAt: number,
  tau: number,
  b: Float64Array,
  bAt: number,
  length: number,
): void {
  if (tau === 0) return;
  let sum = b[bAt]!;
  for (let i = 1; i < length; i++) sum += v[vAt + i]! * b[bAt + i]!;
  if (sum === 0) return;
  sum *= tau;
  b[bAt]! -= sum;
  for (let i = 1; i < length; i++) b[bAt + i]! -= sum * v[vAt + i]!;
}
