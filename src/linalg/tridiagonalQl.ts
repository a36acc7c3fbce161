import type { Columns } from './columns.ts';
import { ConvergenceError } from './errors.ts';
import { pythag } from './norm.ts';

const MAX_ITERATIONS = 60;

function largestSum(d: Float64Array, e: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < d.length; i++) {
    largest = Math.max(largest, Math.abs(d[i]!) + Math.abs(e[i]!));
  }
  return largest;
}

/**
 * Implicit QL iteration with Wilkinson's shift: overwrites the diagonal d of a symmetric tridiagonal
 * matrix by its eigenvalues, spoils the subdiagonal e, and turns Q into Q times the eigenvectors.
 * A subdiagonal entry is dropped once it is below ε/2 of the largest |dᵢ| + |eᵢ|: measured against its
 * neighbours alone, the rounding left by large entries can keep a block of small ones from settling.
 * Golub & Van Loan 8.3.3; EISPACK imtql2 (and the test of tql2).
 *
 * @throws ConvergenceError if an eigenvalue takes more than 60 iterations.
 */
export function tridiagonalQl(d: Float64Array, e: Float64Array, Q: Columns): void {
  const n = d.length;
  const z = Q.a;
  const bar = (largestSum(d, e) * Number.EPSILON) / 2;
  for (let l = 0; l < n; l++) {
    for (let iteration = 0; ; iteration++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]!) > bar) m++;
      if (m === l) break;
      if (iteration === MAX_ITERATIONS) {
        throw new ConvergenceError(
          `The QL iteration on a ${n}×${n} matrix took over ${MAX_ITERATIONS} steps for one eigenvalue: please report the matrix.`,
        );
      }
      let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      let r = pythag(g, 1);
      g = d[m]! - d[l]! + e[l]! / (g + (g < 0 ? -r : r));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * e[i]!;
        const b = c * e[i]!;
        r = pythag(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1]! -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1]! - p;
        r = (d[i]! - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        for (let left = i * n; left < (i + 1) * n; left++) {
          const x = z[left]!;
          const y = z[left + n]!;
          z[left + n] = s * x + c * y;
          z[left] = c * x - s * y;
        }
      }
      if (r === 0 && i >= l) continue;
      d[l]! -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
}
