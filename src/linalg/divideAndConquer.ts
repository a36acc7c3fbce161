import { bidiagonalQr } from './bidiagonalQr.ts';
import { type Block, type Factors, joinBlocks, type Problem } from './joinBlocks.ts';
import { cleared, scratch } from './kernels/scratch.ts';
import { pythag, TINY } from './norm.ts';
import type { Progress } from './progress.ts';
import { rotateColumns, rotatedIdentity, type RotatedColumns } from './rotatedColumns.ts';

/** Blocks up to this size go to the QR iteration. */
const LEAF = 16;

const values = scratch();
const leftVectors = scratch();
const rightVectors = scratch();
const spareLeft = scratch();
const spareRight = scratch();
const leafDiagonal = scratch();
const leafSuperdiagonal = scratch();

/**
 * Rotates the column after the last into the others: from the right to lower bidiagonal form beside a
 * column of zeros, then from the left to upper bidiagonal form again (LAPACK dlasdq).
 */
function foldExtraColumn(
  d: Float64Array,
  e: Float64Array,
  len: number,
  U: RotatedColumns | undefined,
  V: RotatedColumns,
): void {
  const pass = (count: number, vectors: RotatedColumns | undefined): void => {
    for (let i = 0; i < count; i++) {
      const r = pythag(d[i]!, e[i]!);
      const c = r < TINY ? 1 : d[i]! / r;
      const s = r < TINY ? 0 : e[i]! / r;
      const next = i + 1 < len ? d[i + 1]! : 0;
      d[i] = r;
      e[i] = s * next;
      if (i + 1 < len) d[i + 1] = c * next;
      if (vectors) rotateColumns(vectors, i, i + 1, c, s);
    }
  };
  pass(len, V);
  pass(len - 1, U);
}

function solveLeaf(problem: Problem, { lo, len, extra }: Block, to: Factors): number[] {
  const { n, leftWanted } = problem;
  const d = leafDiagonal(len);
  const e = leafSuperdiagonal(len);
  let scale = 0;
  for (let i = lo; i < lo + len; i++) {
    scale = Math.max(scale, Math.abs(problem.d[i]!), Math.abs(problem.e[i]!));
  }
  // A block of noise may be as small as doubles go: at order one nothing in it underflows.
  if (scale === 0) scale = 1;
  for (let i = 0; i < len; i++) {
    d[i] = problem.d[lo + i]! / scale;
    e[i] = problem.e[lo + i]! / scale;
  }
  const at = lo + lo * n;
  const U = leftWanted ? rotatedIdentity(len, to.u, at, n) : undefined;
  const V = rotatedIdentity(len + extra, to.v, at, n);
  if (extra === 1) foldExtraColumn(d, e, len, U, V);
  bidiagonalQr(d, e, len, U, V);
  const indices: number[] = [];
  for (let i = 0; i < len; i++) {
    problem.values[lo + i] = d[i]! * scale;
    indices.push(lo + i);
  }
  return indices.sort((p, q) => problem.values[p]! - problem.values[q]!);
}

/** Solves a block into `to`, its halves having been solved into `spare`; returns its order. */
function solve(
  problem: Problem,
  block: Block,
  depth: number,
  to: Factors,
  spare: Factors,
): number[] {
  if (depth === 0) return solveLeaf(problem, block, to);
  const { lo, len, extra } = block;
  const above = (len - 1) >> 1;
  const below = len - 1 - above;
  const first = solve(problem, { lo, len: above, extra: 1 }, depth - 1, spare, to);
  const second = solve(problem, { lo: lo + above + 1, len: below, extra }, depth - 1, spare, to);
  return joinBlocks(problem, block, first, second, spare, to);
}

/** Adds up the work of the joins, about len³ each: n³ (1 + 2/8 + 4/64 + …) in all. */
function cubes(n: number, progress: Progress): { report(done: number): void } {
  const total = (4 / 3) * n ** 3;
  let sum = 0;
  return {
    report(done) {
      sum += done;
      progress(Math.min(1, sum / total));
    },
  };
}

/** B = U diag(values) Vᵀ. */
export interface BidiagonalSvd extends Factors {
  /** Non-negative, in no particular order. */
  readonly values: Float64Array;
  /** Indices of the values, ascending. */
  readonly ascending: readonly number[];
}

/**
 * SVD of the n×n upper bidiagonal matrix with diagonal d and superdiagonal e by divide and conquer:
 * without one of its rows B falls into two blocks; each is solved on its own, the same way, and the
 * row joins them again through a secular equation. Blocks of up to 16 rows go to the QR iteration.
 * The result lasts only until the next call (see `scratch`).
 *
 * M. Gu & S. C. Eisenstat, A divide-and-conquer algorithm for the bidiagonal SVD, SIAM J. Matrix
 * Anal. Appl. 16 (1995); LAPACK dbdsdc, dlasd0.
 */
export function divideAndConquer(
  d: Float64Array,
  e: Float64Array,
  n: number,
  leftWanted: boolean,
  progress?: Progress,
): BidiagonalSvd {
  const size = n * n;
  const leftSize = leftWanted ? size : 0;
  const to = {
    u: cleared(leftVectors(leftSize), leftSize),
    v: cleared(rightVectors(size), size),
  };
  const spare = {
    u: cleared(spareLeft(leftSize), leftSize),
    v: cleared(spareRight(size), size),
  };
  let depth = 0;
  for (let len = n; len > LEAF; len >>= 1) depth++;
  const work = progress && cubes(n, progress);
  const problem = { n, d, e, leftWanted, values: values(n), work };
  const ascending = solve(problem, { lo: 0, len: n, extra: 0 }, depth, to, spare);
  return { values: problem.values, ascending, u: to.u, v: to.v };
}
