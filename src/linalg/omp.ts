import type { Matrix } from 'ml-matrix';
import { requireCount, requireSameRows } from './checks.ts';
import type { Columns } from './columns.ts';
import { columnsOf, matrixOf, transposed, zeros } from './columns.ts';
import { product } from './product.ts';

/** A column whose largest correlation with an atom is at most this counts as explained. */
const EXPLAINED = 1e-12;
/** An atom of which less than this share (squared) lies outside the chosen ones adds nothing. */
const DEPENDENT = 1e-12;

/** Solves R c = v in place, R lower triangular (t×t, rows of length `width`), or Rᵀ c = v. */
function substitute(R: Float64Array, width: number, t: number, v: Float64Array, back: boolean) {
  for (let step = 0; step < t; step++) {
    const i = back ? t - 1 - step : step;
    let sum = v[i]!;
    if (back) for (let j = i + 1; j < t; j++) sum -= R[j * width + i]! * v[j]!;
    else for (let j = 0; j < i; j++) sum -= R[i * width + j]! * v[j]!;
    v[i] = sum / R[i * width + i]!;
  }
}

/** The place of the entry of largest modulus among those not taken, the first of equals; −1 if none. */
function largest(values: Float64Array, taken: readonly number[]): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (taken.includes(i)) continue;
    if (best < 0 || Math.abs(values[i]!) > Math.abs(values[best]!)) best = i;
  }
  return best;
}

/** Codes one column from its correlations (DᵀX)_j with the k atoms and their Gram matrix. */
function encode(G: Columns, correlations: Float64Array, s: number, into: Float64Array): void {
  const k = G.n;
  const support: number[] = [];
  const R = new Float64Array(s * s);
  const left = correlations.slice();
  let codes = new Float64Array(0);
  while (support.length < s) {
    const atom = largest(left, support);
    if (atom < 0 || Math.abs(left[atom]!) <= EXPLAINED) break;
    const t = support.length;
    const row = Float64Array.from(support, (i) => G.a[i + atom * k]!);
    substitute(R, s, t, row, false);
    const own = G.a[atom + atom * k]!;
    const outside = row.reduce((rest, x) => rest - x * x, own);
    if (outside <= DEPENDENT * own) break;
    R.set(row, t * s);
    R[t * s + t] = Math.sqrt(outside);
    support.push(atom);
    codes = Float64Array.from(support, (i) => correlations[i]!);
    substitute(R, s, t + 1, codes, false);
    substitute(R, s, t + 1, codes, true);
    left.set(correlations);
    support.forEach((i, place) => {
      const c = codes[place]!;
      for (let j = 0; j < k; j++) left[j]! -= c * G.a[j + i * k]!;
    });
  }
  support.forEach((i, place) => (into[i] = codes[place]!));
}

/**
 * Orthogonal matching pursuit: codes every column of X by at most s of the k atoms, the columns of D.
 * s times, the atom of largest correlation |d_iᵀ r| with what is left (the lowest index on ties) joins
 * the support, and all its coefficients are fitted anew by least squares. Stops early where no
 * correlation exceeds 1e-12 or the next atom depends linearly on those chosen. Atoms are meant to
 * have length 1. Pati, Rezaiifar & Krishnaprasad (Asilomar 1993), with the atoms' Gram matrix and a
 * progressive Cholesky factor as in Rubinstein, Zibulevsky & Elad, Batch-OMP (2008).
 *
 * @param D d×k, one atom a column.
 * @param X d×n, one signal a column.
 * @param s Most non-zeros of a column, 1 … min(d, k).
 * @returns S, k×n, with X ≈ D S.
 * @throws ShapeError if a matrix is empty or not a Matrix, the row counts differ, or s is not an
 * integer in 1 … min(d, k).
 * @throws NonFiniteError if an entry is not finite.
 */
export function omp(D: Matrix, X: Matrix, s: number): Matrix {
  const atoms = columnsOf(D, 'D');
  const signals = columnsOf(X, 'X');
  requireSameRows(atoms, 'D', signals, 'X');
  const k = atoms.n;
  requireCount(s, 1, Math.min(atoms.m, k), `The number of atoms s for a ${atoms.m}×${k} dictionary`);
  const Dt = transposed(atoms);
  const G = product(Dt, atoms);
  const correlations = product(Dt, signals);
  const S = zeros(k, signals.n);
  for (let j = 0; j < signals.n; j++) {
    const [from, to] = [j * k, (j + 1) * k];
    encode(G, correlations.a.subarray(from, to), s, S.a.subarray(from, to));
  }
  return matrixOf(S);
}
