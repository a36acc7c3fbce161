import type { Columns } from './columns.ts';
import { ConvergenceError } from './errors.ts';
import { dots, fourDots } from './kernels/fourDots.ts';
import { rotate } from './kernels/rotate.ts';
import { swap } from './kernels/swap.ts';
import { norm, TINY } from './norm.ts';
import type { Progress } from './progress.ts';

const MAX_SWEEPS = 60;

/** The cosine of two columns of lengths a and b, given their inner product unless it may underflow. */
function cosine(
  x: Float64Array,
  p: number,
  q: number,
  n: number,
  a: number,
  b: number,
  dot: number,
): number {
  if (a * b > 1e-280) return dot / a / b;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (x[p + i]! / a) * (x[q + i]! / b);
  return sum;
}

/** tan of the angle that makes two columns of lengths a, b and the given cosine orthogonal. */
function tangentOf(a: number, b: number, cos: number): number {
  const zeta = (b / a - a / b) / (2 * cos);
  const size = Math.abs(zeta);
  const tangent = size > 1e8 ? 0.5 / size : 1 / (size + Math.sqrt(1 + size * size));
  return zeta < 0 ? -tangent : tangent;
}

/**
 * One-sided Jacobi (Hestenes 1958) with de Rijk's pivoting (1989): rotates the columns of the n×n X
 * in pairs until every two are orthogonal, |cos| ≤ ε·max(4, √n), and applies the same rotations to
 * W. Both are overwritten; the array of X has room for three more columns. Returns the lengths of
 * the columns of X; those shorter than 1e-289 are left alone. Golub & Van Loan 8.6.3; LAPACK dgesvj.
 *
 * A rotation by θ of p and q changes the cosine of q and r by about cos(p, r) times tan θ or, if q is
 * much shorter, times cos(p, q). A sweep in which all of that was negligible is the last: no further
 * one has to confirm it.
 *
 * @throws ConvergenceError after 60 sweeps (ten are plenty in practice).
 */
export function jacobi(X: Columns, W: Columns, progress?: Progress): Float64Array {
  const { n, a: x } = X;
  const w = W.a;
  const tolerance = Number.EPSILON * Math.max(4, Math.sqrt(n));
  const lengths = new Float64Array(n);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    for (let j = 0; j < n; j++) lengths[j] = norm(x, j * n, n);
    let largestCosine = 0;
    let largestTangent = 0;
    for (let p = 0; p < n - 1; p++) {
      if (progress && p % 8 === 0) progress(1 - (1 - p / (2 * n)) / 2 ** sweep);
      let longest = p;
      for (let j = p + 1; j < n; j++) if (lengths[j]! > lengths[longest]!) longest = j;
      if (longest !== p) {
        swap(x, p * n, longest * n, n);
        swap(w, p * n, longest * n, n);
        swap(lengths, p, longest, 1);
      }
      let known = p + 1; // Inner products with the columns known … known + 3 are in `dots`.
      let fresh = false;
      for (let q = p + 1; q < n; q++) {
        if (!fresh || q >= known + 4) {
          known = q;
          fourDots(x, p * n, q * n, n, n);
          fresh = true;
        }
        const a = lengths[p]!;
        const b = lengths[q]!;
        if (a < TINY || b < TINY) continue;
        const cos = cosine(x, p * n, q * n, n, a, b, dots[q - known]!);
        if (Math.abs(cos) <= tolerance) continue;
        const t = tangentOf(a, b, cos);
        largestCosine = Math.max(largestCosine, Math.abs(cos));
        largestTangent = Math.max(largestTangent, Math.abs(t));
        const c = 1 / Math.sqrt(1 + t * t);
        rotate(x, p * n, q * n, n, c, -c * t);
        rotate(w, p * n, q * n, n, c, -c * t);
        lengths[p] = norm(x, p * n, n);
        lengths[q] = norm(x, q * n, n);
        fresh = false;
      }
    }
    const spoilt = n * largestCosine * Math.max(largestCosine, largestTangent);
    if (spoilt <= tolerance) return lengths;
  }
  throw new ConvergenceError(
    `The ${n}×${n} Jacobi iteration did not settle in ${MAX_SWEEPS} sweeps: please report the matrix; rescaling its rows or columns may help.`,
  );
}
