import { BOTH, BOTTOM, deflate, TOP } from './deflate.ts';
import { addProduct } from './kernels/product.ts';
import { rotate } from './kernels/rotate.ts';
import { scratch } from './kernels/scratch.ts';
import { pythag, TINY } from './norm.ts';
import { secularSvd } from './secularSvd.ts';

/** U (or nothing) and V as they grow: block diagonal, column-major, n×n. */
export interface Factors {
  readonly u: Float64Array;
  readonly v: Float64Array;
}

/** Rows lo … lo + len − 1 of B; one more column than rows unless the block ends where B does. */
export interface Block {
  readonly lo: number;
  readonly len: number;
  readonly extra: 0 | 1;
}

/** The bidiagonal matrix, and the singular values found so far in the places of their columns. */
export interface Problem {
  readonly n: number;
  readonly d: Float64Array;
  readonly e: Float64Array;
  readonly leftWanted: boolean;
  readonly values: Float64Array;
  /** Told of the cubes of the lengths of joined blocks. */
  readonly work: { report(done: number): void } | undefined;
}

/** Columns multiplied between two reports of progress. */
const COLUMNS = 96;

const diagonal = scratch();
const firstRow = scratch();
const keptDiagonal = scratch();
const keptRow = scratch();

/** Two lists of indices, each by ascending value, as one. */
function merged(values: Float64Array, p: readonly number[], q: readonly number[]): number[] {
  const all: number[] = [];
  let i = 0;
  let j = 0;
  while (i < p.length || j < q.length) {
    const takeP = j === q.length || (i < p.length && values[p[i]!]! <= values[q[j]!]!);
    all.push(takeP ? p[i++]! : q[j++]!);
  }
  return all;
}

/** The row between two solved blocks, in terms of their vectors, all divided by `scale`. */
interface Row {
  /** Diagonal d (0 in the middle) and row z, by columns of B. */
  readonly d: Float64Array;
  readonly z: Float64Array;
  /** Which half of its rows each column of V fills: TOP, BOTTOM or BOTH. */
  readonly spread: Uint8Array;
  readonly scale: number;
}

/**
 * α times the last row of V₁ beside β times the first row of V₂. If both blocks have a null vector,
 * one combination of them meets the row and takes the middle column of `v`; the other does not.
 */
function rowBetween(
  { n, d: diagonalOfB, e, values }: Problem,
  { lo, len, extra }: Block,
  middle: number,
  v: Float64Array,
): Row {
  const end = lo + len;
  let scale = Math.max(Math.abs(diagonalOfB[middle]!), Math.abs(e[middle]!));
  for (let j = lo; j < end; j++) if (j !== middle) scale = Math.max(scale, values[j]!);
  // A block of zeros keeps its scale 0: whatever its coupled problem yields is times 0.
  const unit = scale === 0 ? 1 : scale;
  const alpha = diagonalOfB[middle]! / unit;
  const beta = e[middle]! / unit;

  const d = diagonal(n);
  const z = firstRow(n);
  const spread = new Uint8Array(n);
  for (let j = lo; j < end; j++) {
    const upper = j <= middle;
    d[j] = j === middle ? 0 : values[j]! / unit;
    z[j] = upper ? alpha * v[middle + j * n]! : beta * v[middle + 1 + j * n]!;
    spread[j] = upper ? TOP : BOTTOM;
  }
  if (extra === 1) {
    const other = beta * v[middle + 1 + end * n]!;
    const both = pythag(z[middle]!, other);
    const c = both < TINY ? 1 : z[middle]! / both;
    const s = both < TINY ? 0 : other / both;
    rotate(v, lo + middle * n, lo + end * n, len + 1, c, s);
    z[middle] = both;
    spread[middle] = BOTH;
  }
  return { d, z, spread, scale };
}

/** The coupled columns, put in the order top, both, bottom, so that products skip blocks of zeros. */
interface Coupled {
  /** d and z of the kept columns, in their order. */
  readonly d: Float64Array;
  readonly z: Float64Array;
  /** Where the i-th kept column comes in the new order. */
  readonly place: Int32Array;
  /** Where the columns with nonzero upper rows start in the array, and those with lower ones. */
  readonly upper: Int32Array;
  readonly lower: Int32Array;
  /** How many columns come before the first of `lower`. */
  readonly lowerStart: number;
}

function couple(kept: readonly number[], { d, z, spread }: Row, n: number): Coupled {
  const k = kept.length;
  const keptD = keptDiagonal(k);
  const keptZ = keptRow(k);
  const columnAt = new Int32Array(k);
  const place = new Int32Array(k);
  const starts = [0, 0, 0];
  let filled = 0;
  for (const where of [TOP, BOTH, BOTTOM]) {
    starts[where] = filled;
    kept.forEach((column, i) => {
      if (spread[column] !== where) return;
      keptD[i] = d[column]!;
      keptZ[i] = z[column]!;
      columnAt[filled] = column * n;
      place[i] = filled++;
    });
  }
  const lowerStart = starts[BOTH]!;
  const upper = columnAt.subarray(0, starts[BOTTOM]);
  return { d: keptD, z: keptZ, place, upper, lower: columnAt.subarray(lowerStart), lowerStart };
}

/**
 * Joins two solved blocks through the row between them. With B₁ = U₁ [D₁ 0] V₁ᵀ above that row,
 * whose two entries are α and β, and B₂ = U₂ [D₂ 0] V₂ᵀ below it, diag(U₁, 1, U₂)ᵀ B diag(V₁, V₂) is
 * diagonal but for one row. The SVD of such a matrix is known once its secular equation is solved;
 * times the vectors of the blocks, which `from` holds and which are spoilt, it gives those of the
 * whole, in `to`. LAPACK dlasd1, dlasd3.
 *
 * @param first Columns of the upper block by ascending value; `second` likewise.
 * @returns The columns of the whole by ascending value.
 */
export function joinBlocks(
  problem: Problem,
  block: Block,
  first: readonly number[],
  second: readonly number[],
  from: Factors,
  to: Factors,
): number[] {
  const { n, leftWanted, values, work } = problem;
  const { lo, len, extra } = block;
  const middle = lo + first.length;
  const end = lo + len;
  const size = len + extra;
  const row = rowBetween(problem, block, middle, from.v);
  if (leftWanted) {
    from.u.fill(0, lo + middle * n, end + middle * n);
    from.u[middle + middle * n] = 1;
  }

  const sorted = merged(values, first, second);
  const { kept, loose } = deflate(middle, sorted, row.d, row.z, row.spread, (x, y, c, s) => {
    if (leftWanted) rotate(from.u, lo + x * n, lo + y * n, len, c, s);
    rotate(from.v, lo + x * n, lo + y * n, size, c, s);
  });
  const k = kept.length;
  const { d, z, place, upper, lower, lowerStart } = couple(kept, row, n);
  const coupled = secularSvd(k, d, z, place, { left: leftWanted });

  const multiply = (target: Float64Array, source: Float64Array, factor: Float64Array): void => {
    const bottom = middle + 1;
    const top = { a: source, columnAt: upper, row: lo, rows: bottom - lo };
    const low = { a: source, columnAt: lower, row: bottom, rows: lo + size - bottom };
    const step = work ? COLUMNS : k;
    for (let start = 0; start < k; start += step) {
      const count = Math.min(step, k - start);
      const at = (lo + start) * n;
      for (let j = 0; j < count; j++) target.fill(0, lo + at + j * n, lo + size + at + j * n);
      addProduct(target, lo + at, n, top, count, factor, start * k, k);
      addProduct(target, bottom + at, n, low, count, factor, start * k + lowerStart, k);
      work?.report(len ** 3 * (count / k / (leftWanted ? 2 : 1)));
    }
    loose.forEach((column, i) => {
      const at = lo + column * n;
      target.set(source.subarray(at, at + size), lo + (lo + k + i) * n);
    });
  };
  if (leftWanted) multiply(to.u, from.u, coupled.left);
  multiply(to.v, from.v, coupled.right);
  if (extra === 1) {
    const at = lo + end * n;
    to.v.set(from.v.subarray(at, at + size), at);
  }

  const coupledColumns: number[] = [];
  for (let j = 0; j < k; j++) {
    values[lo + j] = coupled.values[j]! * row.scale;
    coupledColumns.push(lo + j);
  }
  const looseColumns = loose.map((column, i) => {
    values[lo + k + i] = row.d[column]! * row.scale;
    return lo + k + i;
  });
  looseColumns.sort((p, q) => values[p]! - values[q]!);
  return merged(values, coupledColumns, looseColumns);
}
