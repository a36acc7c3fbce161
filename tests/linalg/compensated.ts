import type { Matrix } from 'ml-matrix';

interface Exact {
  readonly high: number;
  readonly low: number;
}

function split(x: number): Exact {
  const scaled = 134217729 * x;
  const high = scaled - (scaled - x);
  return { high, low: x - high };
}

/** x · y as a rounded product and its rounding error (Dekker, Numer. Math. 18, 1971). */
function product(x: number, y: number): Exact {
  const high = x * y;
  const a = split(x);
  const b = split(y);
  return { high, low: a.low * b.low - (high - a.high * b.high - a.low * b.high - a.high * b.low) };
}

/**
 * Σ x·y, started at `start`, as if in twice the working precision: Ogita, Rump & Oishi, Accurate sum
 * and dot product, SIAM J. Sci. Comput. 26 (2005), Dot2. `xLow` holds what the x lack.
 */
export function dot(
  x: Float64Array,
  y: Float64Array,
  start = 0,
  xLow: Float64Array = new Float64Array(x.length),
): number {
  let sum = start;
  let error = 0;
  for (let i = 0; i < x.length; i++) {
    const term = product(x[i]!, y[i]!);
    const next = sum + term.high;
    const kept = next - sum;
    error += sum - (next - kept) + (term.high - kept) + term.low + xLow[i]! * y[i]!;
    sum = next;
  }
  return sum + error;
}

function rowsOf(A: Matrix): Float64Array[] {
  return Array.from({ length: A.rows }, (_, i) => Float64Array.from(A.getRow(i)));
}

/** ‖A − U diag(s) Vᵀ‖_F with entries near one, the sums in twice the working precision. */
export function residualNorm(A: Matrix, U: Matrix, s: readonly number[], V: Matrix): number {
  const right = rowsOf(V);
  let squares = 0;
  rowsOf(U).forEach((row, i) => {
    const terms = s.map((value, k) => product(row[k]!, value));
    const high = Float64Array.from(terms, (term) => term.high);
    const low = Float64Array.from(terms, (term) => term.low);
    right.forEach((v, j) => {
      squares += dot(high, v, -A.get(i, j), low) ** 2;
    });
  });
  return Math.sqrt(squares);
}

/** ‖UᵀU − I‖_F, the sums in twice the working precision. */
export function orthonormalityDefect(U: Matrix): number {
  const columns = rowsOf(U.transpose());
  let squares = 0;
  columns.forEach((x, i) => {
    for (let j = 0; j <= i; j++) {
      const y = columns[j];
      if (y) squares += (i === j ? 1 : 2) * dot(x, y, i === j ? -1 : 0) ** 2;
    }
  });
  return Math.sqrt(squares);
}
