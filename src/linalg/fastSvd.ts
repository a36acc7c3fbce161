import { bidiagonalSvd } from './bidiagonalSvd.ts';
import { bidiagonalise } from './bidiagonalise.ts';
import type { Columns } from './columns.ts';
import { cleared, scratch } from './kernels/scratch.ts';
import { part, type Progress } from './progress.ts';
import { reflectInParts } from './reflectInParts.ts';
import type { Triple } from './triple.ts';

const leftVectors = scratch();
const rightVectors = scratch();
const values = scratch();

/**
 * The svd of A (m ≥ n, largest modulus about one) with u of `width` ≥ n columns:
 * A = Q B Pᵀ with B bidiagonal, the SVD of B, and the reflections of Q and P applied to its vectors.
 * Errors are relative to the largest singular value. The result lasts only until the next call (see
 * `scratch`). Golub & Van Loan 8.6.
 */
export function fastSvd(A: Columns, width: number, progress?: Progress): Triple {
  const { m, n } = A;
  const { d, e, left, right } = bidiagonalise(A, part(progress, 0, 0.35));
  const s = values(n);
  const u = cleared(leftVectors(m * width), m * width);
  const v = rightVectors(n * n);
  bidiagonalSvd(d, e, n, s, u, m, v, n, part(progress, 0.35, 0.6));
  for (let j = n; j < width; j++) u[j + j * m] = 1;
  reflectInParts(left, u, m, width, part(progress, 0.6, 0.8));
  reflectInParts(right, v, n, n, part(progress, 0.8, 1));
  return { u: { m, n: width, a: u }, s, v: { m: n, n, a: v } };
}
