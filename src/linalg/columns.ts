import { Matrix } from 'ml-matrix';
import { binaryExponent, ldexp } from './binary.ts';
import { NonFiniteError, ShapeError } from './errors.ts';

/** A dense m×n matrix as one column-major array: entry (i, j) is a[i + j·m]. Kernels work on it. */
export interface Columns {
  readonly m: number;
  readonly n: number;
  readonly a: Float64Array;
}

/** A matrix as A = 2^exponent · unit, the largest modulus in `unit` lying in [1, 2) (or all zeros). */
export interface Scaled {
  readonly unit: Columns;
  readonly exponent: number;
}

/** An m×n matrix of zeros. */
export function zeros(m: number, n: number): Columns {
  return { m, n, a: new Float64Array(m * n) };
}

/** An m×n matrix with ones on its main diagonal. */
export function eye(m: number, n: number): Columns {
  const c = zeros(m, n);
  for (let j = 0; j < Math.min(m, n); j++) c.a[j + j * m] = 1;
  return c;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value === null) return 'null';
  return typeof value === 'object' ? 'another kind of object' : `of type ${typeof value}`;
}

/**
 * The entries of A, checked.
 *
 * @param name How messages call the matrix.
 * @throws ShapeError if A is no ml-matrix Matrix, or has no rows or no columns.
 * @throws NonFiniteError if an entry is not a finite number.
 */
export function columnsOf(A: Matrix, name = 'A'): Columns {
  const given: unknown = A;
  if (!Matrix.isMatrix(given)) {
    throw new ShapeError(
      `${name} is ${describe(given)}, not an ml-matrix Matrix: wrap rows of equal length as new Matrix(rows).`,
    );
  }
  const m = given.rows;
  const n = given.columns;
  if (m === 0 || n === 0) {
    throw new ShapeError(`${name} is empty (${m}×${n}): give it at least one row and one column.`);
  }
  const c = zeros(m, n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const x: unknown = given.get(i, j);
      if (typeof x !== 'number' || !Number.isFinite(x)) {
        throw new NonFiniteError(
          `${name} (${m}×${n}) holds ${String(x)} at row ${i}, column ${j} (counted from 0): every entry must be a finite number; mend or drop that row or column.`,
        );
      }
      c.a[i + j * m] = x;
    }
  }
  return c;
}

/** The ml-matrix Matrix with the entries of c (negative zeros become zeros). */
export function matrixOf(c: Columns): Matrix {
  const A = new Matrix(c.m, c.n);
  for (let j = 0; j < c.n; j++) {
    for (let i = 0; i < c.m; i++) A.set(i, j, c.a[i + j * c.m]! + 0);
  }
  return A;
}

/** Aᵀ. */
export function transposed(c: Columns): Columns {
  const t = zeros(c.n, c.m);
  for (let j = 0; j < c.n; j++) {
    for (let i = 0; i < c.m; i++) t.a[j + i * c.n] = c.a[i + j * c.m]!;
  }
  return t;
}

/** c · 2^e, entry by entry as `ldexp`. */
export function timesPowerOfTwo(c: Columns, e: number): Columns {
  return { m: c.m, n: c.n, a: c.a.map((x) => ldexp(x, e)) };
}

/**
 * Takes an exact power of two out of A, so that squares neither overflow nor vanish. Entries below
 * 2^−1022 of the largest are rounded to subnormals, far under the rounding of any factorisation.
 */
export function scaled(c: Columns): Scaled {
  let largest = 0;
  for (const x of c.a) largest = Math.max(largest, Math.abs(x));
  if (largest === 0) return { unit: c, exponent: 0 };
  const exponent = binaryExponent(largest);
  return { unit: exponent === 0 ? c : timesPowerOfTwo(c, -exponent), exponent };
}

/**
 * A result scaled back by 2^e.
 *
 * @throws NonFiniteError if it is too large for a double.
 */
export function scaledBack(x: number, e: number, what: string): number {
  const y = ldexp(x, e);
  if (!Number.isFinite(y)) {
    throw new NonFiniteError(
      `${what} is too large for a double (over 1.8e308): divide the matrix by a constant first.`,
    );
  }
  return y;
}
