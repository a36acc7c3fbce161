import { type AbstractMatrix, Matrix } from 'ml-matrix';
import { binaryExponent, ldexp, powerOfTwo } from './binary.ts';
import { NonFiniteError, ShapeError } from './errors.ts';
import { cleared, scratch } from './kernels/scratch.ts';

/** A dense m×n matrix as one column-major array (or its start): entry (i, j) is a[i + j·m]. */
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

/** The matrix `block` in the corner of an m×n identity, in the first m·n places of `to`. */
export function bordered(
  block: Columns,
  m: number,
  n: number,
  to: Float64Array = new Float64Array(m * n),
): Columns {
  cleared(to, m * n);
  for (let j = 0; j < block.n; j++) {
    for (let i = 0; i < block.m; i++) to[i + j * m] = block.a[i + j * block.m]!;
  }
  for (let j = block.n; j < Math.min(m, n); j++) to[j + j * m] = 1;
  return { m, n, a: to };
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value === null) return 'null';
  return typeof value === 'object' ? 'another kind of object' : `of type ${typeof value}`;
}

/** A as what the caller says it is, checked. */
function matrixGiven(A: Matrix, name: string): AbstractMatrix {
  const given: unknown = A;
  if (!Matrix.isMatrix(given)) {
    throw new ShapeError(
      `${name} is ${describe(given)}, not an ml-matrix Matrix: wrap rows of equal length as new Matrix(rows).`,
    );
  }
  if (given.rows === 0 || given.columns === 0) {
    throw new ShapeError(
      `${name} is empty (${given.rows}×${given.columns}): give it at least one row and one column.`,
    );
  }
  return given;
}

/** Copies A to a; entry (i, j) goes to i·rowStep + j·columnStep. Returns the largest modulus. */
function copyEntries(
  A: AbstractMatrix,
  a: Float64Array,
  rowStep: number,
  columnStep: number,
  name: string,
): number {
  let largest = 0;
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < A.columns; j++) {
      const x = A.get(i, j);
      largest = Math.max(largest, Math.abs(x));
      a[i * rowStep + j * columnStep] = x;
    }
  }
  if (!(largest < Infinity)) throw nonFinite(A, name);
  return largest;
}

/**
 * The entries of A, checked.
 *
 * @param name How messages call the matrix.
 * @throws ShapeError if A is no ml-matrix Matrix, or has no rows or no columns.
 * @throws NonFiniteError if an entry is not a finite number.
 */
export function columnsOf(A: Matrix, name = 'A'): Columns {
  const given = matrixGiven(A, name);
  const c = zeros(given.rows, given.columns);
  copyEntries(given, c.a, 1, c.m, name);
  return c;
}

const tallUnit = scratch();

/** Ten work arrays of this size squared take 1.3 GB, about what a browser's page can have. */
const MOST_COLUMNS = 4096;

/**
 * A, or Aᵀ if A is wide, checked and scaled in one go, as by `columnsOf` and `scaled`. The result
 * lasts only until the next call (see `scratch`).
 *
 * @throws ShapeError also if min(m, n) exceeds 4096.
 */
export function tallUnitOf(A: Matrix, name = 'A'): Scaled {
  const given = matrixGiven(A, name);
  const wide = given.rows < given.columns;
  const m = Math.max(given.rows, given.columns);
  const n = Math.min(given.rows, given.columns);
  if (n > MOST_COLUMNS) {
    throw new ShapeError(
      `${name} is ${given.rows}×${given.columns}: full factorisations stop at ${MOST_COLUMNS} rows or columns, whichever are fewer, for their memory. For the leading part of the SVD use truncatedSvd.`,
    );
  }
  const a = tallUnit(m * n);
  const largest = copyEntries(given, a, wide ? m : 1, wide ? 1 : m, name);
  const unit = { m, n, a };
  const exponent = largest === 0 ? 0 : binaryExponent(largest);
  if (exponent !== 0) timesPowerOfTwoInto(a, unit, -exponent);
  return { unit, exponent };
}

/** The error for the first entry of A that is not a finite number. */
function nonFinite(A: AbstractMatrix, name: string): NonFiniteError {
  let i = 0;
  let j = 0;
  while (Number.isFinite(A.get(i, j))) {
    j = (j + 1) % A.columns;
    if (j === 0) i++;
  }
  return new NonFiniteError(
    `${name} (${A.rows}×${A.columns}) holds ${String(A.get(i, j))} at row ${i}, column ${j} (counted from 0): every entry must be a finite number; mend or drop that row or column.`,
  );
}

/** Rows longer than this V8 allocates outside its heap, at many times the cost. */
const SHORT_ROW = 8;

/**
 * The ml-matrix Matrix with the entries of c (negative zeros become zeros). Long rows are views of
 * one array: allocating each on its own takes as long as a whole small factorisation.
 */
export function matrixOf({ m, n, a }: Columns): Matrix {
  if (n <= SHORT_ROW) {
    const A = new Matrix(m, n);
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) A.set(i, j, a[i + j * m]! + 0);
    return A;
  }
  const all = new Float64Array(m * n);
  const data: Float64Array[] = [];
  for (let i = 0; i < m; i++) {
    const at = i * n;
    for (let j = 0; j < n; j++) all[at + j] = a[i + j * m]! + 0;
    data.push(new Float64Array(all.buffer, 8 * at, n));
  }
  return Object.assign(new Matrix(0, n), { data, rows: m });
}

/** Aᵀ. */
export function transposed(c: Columns): Columns {
  const t = zeros(c.n, c.m);
  for (let j = 0; j < c.n; j++) {
    for (let i = 0; i < c.m; i++) t.a[j + i * c.n] = c.a[i + j * c.m]!;
  }
  return t;
}

function timesPowerOfTwoInto(to: Float64Array, { m, n, a }: Columns, e: number): void {
  const size = m * n;
  if (Math.abs(e) > 1022) {
    for (let i = 0; i < size; i++) to[i] = ldexp(a[i]!, e);
    return;
  }
  const factor = powerOfTwo(e);
  for (let i = 0; i < size; i++) to[i] = a[i]! * factor;
}

/** c · 2^e, entry by entry as `ldexp`. */
export function timesPowerOfTwo(c: Columns, e: number): Columns {
  const product = zeros(c.m, c.n);
  timesPowerOfTwoInto(product.a, c, e);
  return product;
}

/**
 * Takes an exact power of two out of A, so that squares neither overflow nor vanish. Entries below
 * 2^−1022 of the largest are rounded to subnormals, far under the rounding of any factorisation.
 */
export function scaled(c: Columns): Scaled {
  let largest = 0;
  for (let i = 0; i < c.a.length; i++) largest = Math.max(largest, Math.abs(c.a[i]!));
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
