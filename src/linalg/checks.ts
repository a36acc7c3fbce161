import type { Columns } from './columns.ts';
import { NonFiniteError, ShapeError } from './errors.ts';

/** @throws ShapeError unless A and B have one shape. */
export function requireSameShape(A: Columns, B: Columns): void {
  if (A.m !== B.m || A.n !== B.n) {
    throw new ShapeError(`A is ${A.m}×${A.n} but B is ${B.m}×${B.n}: the shapes must be equal.`);
  }
}

/** @throws ShapeError unless the two matrices, called by their names, have equally many rows. */
export function requireSameRows(
  A: { readonly m: number; readonly n: number },
  nameA: string,
  B: { readonly m: number; readonly n: number },
  nameB: string,
): void {
  if (A.m !== B.m) {
    throw new ShapeError(
      `${nameA} is ${A.m}×${A.n} but ${nameB} is ${B.m}×${B.n}: they need equal row counts.`,
    );
  }
}

/** @throws ShapeError unless k is an integer from `least` to `most`. */
export function requireCount(k: number, least: number, most: number, what: string): void {
  if (!Number.isInteger(k) || k < least || k > most) {
    throw new ShapeError(
      `${what} is ${String(k)}: it must be an integer from ${least} to ${most}.`,
    );
  }
}

/** @throws NonFiniteError unless rcond is a finite number ≥ 0. */
export function requireTolerance(rcond: number): void {
  requireShare(rcond, 'rcond', 'the largest singular value');
}

/** @throws NonFiniteError unless the share is a finite number ≥ 0. */
export function requireShare(share: number, name: string, of: string): void {
  if (!Number.isFinite(share) || share < 0) {
    throw new NonFiniteError(
      `${name} is ${String(share)}: it must be a finite number of at least 0, a share of ${of}.`,
    );
  }
}

/**
 * Singular values divided by their largest (all zeros stay so).
 *
 * @throws ShapeError if s is not a list or is empty.
 * @throws NonFiniteError if a value is negative or not finite.
 */
export function relativeSpectrum(s: readonly number[]): number[] {
  const given: unknown = s;
  if (!(Array.isArray(given) || ArrayBuffer.isView(given)) || s.length === 0) {
    throw new ShapeError('s is not a list of singular values, or an empty one: pass svd(A).s.');
  }
  let largest = 0;
  s.forEach((value, i) => {
    if (!Number.isFinite(value) || value < 0) {
      throw new NonFiniteError(
        `s[${i}] is ${String(value)}: singular values are finite and at least 0.`,
      );
    }
    largest = Math.max(largest, value);
  });
  return Array.from(s, (value) => (largest === 0 ? 0 : value / largest));
}
