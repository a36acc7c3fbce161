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

/** Working space for columns of k correlations and at most s codes. */
interface Space {
  readonly left: Float64Array;
  readonly taken: Uint8Array;
  readonly support: Int32Array;
  readonly codes: Float64Array;
  /** Cholesky factor of the chosen atoms' Gram matrix, s×s row by row. */
  readonly R: Float64Array;
}

/** The place of the entry of largest modulus among those not taken, the first of equals; −1 if none. */
function largest(values: Float64Array, taken: Uint8Array): number {
  let best = -1;
  let most = -1;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > most && taken[i] === 0) {
      best = i;
      most = size;
    }
  }
  return best;
}

/** Codes one column from its correlations (DᵀX)_j with the k atoms and their Gram matrix. */
function encode(
  { a: G, n: k }: Columns,
  correlations: Float64Array,
  s: number,
  { left, taken, support, codes, R }: Space,
  into: Float64Array,
): void {
  left.set(correlations);
  taken.fill(0);
  let t = 0;
  while (t < s) {
    const atom = largest(left, taken);
    if (atom < 0 || Math.abs(left[atom]!) <= EXPLAINED) break;
    for (let p = 0; p < t; p++) codes[p] = G[support[p]! + atom * k]!;
    substitute(R, s, t, codes, false);
    const own = G[atom + atom * k]!;
    let outside = own;
    for (let p = 0; p < t; p++) {
      outside -= codes[p]! * codes[p]!;
      R[t * s + p] = codes[p]!;
    }
    if (outside <= DEPENDENT * own) break;
    R[t * s + t] = Math.sqrt(outside);
    support[t] = atom;
    taken[atom] = 1;
    t++;
    for (let p = 0; p < t; p++) codes[p] = correlations[support[p]!]!;
    substitute(R, s, t, codes, false);
    substitute(R, s, t, codes, true);
    left.set(correlations);
    for (let p = 0; p < t; p++) {
      const c = codes[p]!;
      const from = support[p]! * k;
      for (let j = 0; j < k; j++) left[j]! -= c * G[from + j]!;
    }
    for (let p = 0; p < t; p++) into[support[p]!] = codes[p]!;
  }
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
  requireCount(
    s,
    1,
    Math.min(atoms.m, k),
    `The number of atoms s for a ${atoms.m}×${k} dictionary`,
  );
  const Dt = transposed(atoms);
  const G = product(Dt, atoms);
  const correlations = product(Dt, signals);
  const S = zeros(k, signals.n);
  const space: Space = {
    left: new Float64Array(k),
    taken: new Uint8Array(k),
    support: new Int32Array(s),
    codes: new Float64Array(s),
    R: new Float64Array(s * s),
  };
  for (let from = 0; from < S.a.length; from += k) {
    const own = correlations.a.subarray(from, from + k);
    encode(G, own, s, space, S.a.subarray(from, from + k));
  }
  return matrixOf(S);
}
