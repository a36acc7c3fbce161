import type { Columns } from './columns.ts';
import { ConvergenceError } from './errors.ts';
import { norm, TINY } from './norm.ts';

const MAX_SWEEPS = 60;

function cosine(x: Float64Array, p: number, q: number, n: number, a: number, b: number): number {
  let dot = 0;
  if (a * b > 1e-280) {
    for (let i = 0; i < n; i++) dot += x[p + i]! * x[q + i]!;
    return dot / a / b;
  }
  for (let i = 0; i < n; i++) dot += (x[p + i]! / a) * (x[q + i]! / b);
  return dot;
}

function rotate(x: Float64Array, p: number, q: number, n: number, c: number, s: number): void {
  for (let i = 0; i < n; i++) {
    const left = x[p + i]!;
    const right = x[q + i]!;
    x[p + i] = c * left - s * right;
    x[q + i] = s * left + c * right;
  }
}

function swap(x: Float64Array, p: number, q: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const kept = x[p + i]!;
    x[p + i] = x[q + i]!;
    x[q + i] = kept;
  }
}

/**
 * One-sided Jacobi (Hestenes 1958) with de Rijk's pivoting (1989): rotates the columns of the square
 * X in pairs until every two are orthogonal, |cos| ≤ ε·max(4, √n), and applies the same rotations to
 * W. Both are overwritten; returns the column lengths. Columns shorter than 1e-289 are left alone.
 * Golub & Van Loan 8.6.3; LAPACK dgesvj.
 *
 * @throws ConvergenceError after 60 sweeps (ten are plenty in practice).
 */
export function jacobi(X: Columns, W: Columns): Float64Array {
  const { n, a: x } = X;
  const w = W.a;
  const tolerance = Number.EPSILON * Math.max(4, Math.sqrt(n));
  const lengths = new Float64Array(n);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    for (let j = 0; j < n; j++) lengths[j] = norm(x, j * n, n);
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      let longest = p;
      for (let j = p + 1; j < n; j++) if (lengths[j]! > lengths[longest]!) longest = j;
      if (longest !== p) {
        swap(x, p * n, longest * n, n);
        swap(w, p * n, longest * n, n);
        swap(lengths, p, longest, 1);
      }
      for (let q = p + 1; q < n; q++) {
        const a = lengths[p]!;
        const b = lengths[q]!;
        if (a < TINY || b < TINY) continue;
        const cos = cosine(x, p * n, q * n, n, a, b);
        if (Math.abs(cos) <= tolerance) continue;
        rotated = true;
        const zeta = (b / a - a / b) / (2 * cos);
        const size = Math.abs(zeta);
        const tangent = size > 1e8 ? 0.5 / size : 1 / (size + Math.sqrt(1 + size * size));
        const t = zeta < 0 ? -tangent : tangent;
        const c = 1 / Math.sqrt(1 + t * t);
        rotate(x, p * n, q * n, n, c, c * t);
        rotate(w, p * n, q * n, n, c, c * t);
        lengths[p] = norm(x, p * n, n);
        lengths[q] = norm(x, q * n, n);
      }
    }
    if (!rotated) return lengths;
  }
  throw new ConvergenceError(
    `The ${n}×${n} Jacobi iteration did not settle in ${MAX_SWEEPS} sweeps: please report the matrix; rescaling its rows or columns may help.`,
  );
}
