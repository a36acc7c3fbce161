import { ConvergenceError } from './errors.ts';
import { pythag, TINY } from './norm.ts';
import { rotateColumns, type RotatedColumns } from './rotatedColumns.ts';

const MAX_ITERATIONS = 60;

/**
 * Implicit QR iteration with Wilkinson's shift: overwrites the diagonal d of an n×n symmetric
 * tridiagonal matrix by its eigenvalues, spoils the n − 1 entries e beside it, and turns V into V times
 * the eigenvectors. An entry of e is dropped once it is at most `bar`: measured against its neighbours
 * alone, the rounding left by large entries can keep a block of small ones from settling.
 * Golub & Van Loan 8.3.3; EISPACK imtql2 (turned upside down), and the test of tql2.
 *
 * @throws ConvergenceError if an eigenvalue takes more than 60 iterations.
 */
export function tridiagonalQr(
  d: Float64Array,
  e: Float64Array,
  n: number,
  bar: number,
  V: RotatedColumns,
): void {
  for (let high = n - 1; high > 0; high--) {
    for (let iteration = 0; ; iteration++) {
      let low = high;
      while (low > 0 && Math.abs(e[low - 1]!) > bar) low--;
      if (low === high) break;
      if (iteration === MAX_ITERATIONS) {
        throw new ConvergenceError(
          `The QR iteration on a ${n}×${n} tridiagonal matrix took over ${MAX_ITERATIONS} steps for one eigenvalue: please report the matrix.`,
        );
      }
      const last = e[high - 1]!;
      const half = (d[high - 1]! - d[high]!) / 2;
      const root = pythag(half, last);
      let g = d[low]! - d[high]! + last * (last / (half + (half < 0 ? -root : root)));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = low;
      for (; i < high; i++) {
        const f = s * e[i]!;
        const b = c * e[i]!;
        const r = pythag(f, g);
        if (i > low) e[i - 1] = r;
        if (r < TINY) break;
        s = f / r;
        c = g / r;
        g = d[i]! - p;
        const t = (d[i + 1]! - g) * s + 2 * c * b;
        p = s * t;
        d[i] = g + p;
        g = c * t - b;
        rotateColumns(V, i, i + 1, c, s);
      }
      d[i]! -= p;
      if (i === high) e[high - 1] = g;
    }
  }
}
