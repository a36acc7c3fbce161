import type { Matrix } from 'ml-matrix';
import { requireCount, requireSameRows } from './checks.ts';
import type { Columns } from './columns.ts';
import { columnsOf, matrixOf, transposed, zeros } from './columns.ts';
import { combineColumns } from './kernels/combine.ts';
import { product } from './product.ts';

/** A column whose largest correlation with an atom is at most this counts as explained. */
const EXPLAINED = 1e-12;
/** An atom of which less than this share (squared) lies outside the chosen ones adds nothing. */
const DEPENDENT = 1e-12;

/** Working space for columns of k correlations and at most s codes. */
interface Space {
  /** Correlations of the atoms with what is left. */
  readonly left: Float64Array;
  readonly taken: Uint8Array;
  readonly support: Int32Array;
  /** k×s: correlations of the atoms with the orthonormal directions q_1, q_2, … of those chosen. */
  readonly H: Float64Array;
  /** Components of the signal along those directions; then the codes. */
  readonly codes: Float64Array;
  readonly weights: Float64Array;
  readonly sum: Float64Array;
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

/**
 * Codes one column from its correlations (DᵀX)_j with the k atoms and their Gram matrix. Each atom
 * that joins adds one direction q to an orthonormal basis of those chosen; what is left loses its
 * part along q. The signal itself is not needed.
 */
function encode(
  { a: G, n: k }: Columns,
  correlations: Float64Array,
  s: number,
  { left, taken, support, H, codes, weights, sum }: Space,
  into: Float64Array,
): void {
  left.set(correlations);
  taken.fill(0);
  let t = 0;
  while (t < s) {
    const atom = largest(left, taken);
    if (atom < 0 || Math.abs(left[atom]!) <= EXPLAINED) break;
    const own = G[atom + atom * k]!;
    let outside = own;
    for (let p = 0; p < t; p++) {
      const along = H[atom + p * k]!;
      weights[p] = along;
      outside -= along * along;
    }
    if (outside <= DEPENDENT * own) break;
    const length = Math.sqrt(outside);
    const part = left[atom]! / length;
    combineColumns(sum, H, k, 0, t, 0, k, weights, 0);
    for (let i = 0; i < k; i++) {
      const h = (G[i + atom * k]! - sum[i]!) / length;
      H[i + t * k] = h;
      left[i]! -= part * h;
    }
    codes[t] = part;
    support[t] = atom;
    taken[atom] = 1;
    t++;
  }
  for (let i = t - 1; i >= 0; i--) {
    const atom = support[i]!;
    codes[i]! /= H[atom + i * k]!;
    into[atom] = codes[i]!;
    for (let p = 0; p < i; p++) codes[p]! -= codes[i]! * H[atom + p * k]!;
  }
}

/**
 * Orthogonal matching pursuit: codes every column of X by at most s of the k atoms, the columns of D.
 * s times, the atom of largest correlation |d_iᵀ r| with what is left (the lowest index on ties) joins
 * the support, and all its coefficients are fitted anew by least squares. Stops early where no
 * correlation exceeds 1e-12 or the next atom depends linearly on those chosen (so more than d atoms
 * never join). Atoms are meant to have length 1; of others, long ones are preferred. Where two
 * chosen atoms enclose an angle θ, the fit is good to about ε/θ². Pati,
 * Rezaiifar & Krishnaprasad (Asilomar 1993), with the atoms' Gram matrix as in Rubinstein, Zibulevsky
 * & Elad, Batch-OMP (2008), and an orthonormal basis of the support in place of their Cholesky factor.
 *
 * @param D d×k, one atom a column; any shape and rank.
 * @param X d×n, one signal a column.
 * @param s Most non-zeros of a column, 1 … k.
 * @returns S, k×n, with X ≈ D S.
 * @throws ShapeError if a matrix is empty or not a Matrix, the row counts differ, or s is not an
 * integer in 1 … k.
 * @throws NonFiniteError if an entry is not finite.
 */
export function omp(D: Matrix, X: Matrix, s: number): Matrix {
  const atoms = columnsOf(D, 'D');
  const signals = columnsOf(X, 'X');
  requireSameRows(atoms, 'D', signals, 'X');
  const k = atoms.n;
  requireCount(s, 1, k, `The number of atoms s for a ${atoms.m}×${k} dictionary`);
  const most = Math.min(s, atoms.m);
  const Dt = transposed(atoms);
  const G = product(Dt, atoms);
  const correlations = product(Dt, signals);
  const S = zeros(k, signals.n);
  const space: Space = {
    left: new Float64Array(k),
    taken: new Uint8Array(k),
    support: new Int32Array(most),
    H: new Float64Array(k * most),
    codes: new Float64Array(most),
    weights: new Float64Array(most),
    sum: new Float64Array(k),
  };
  for (let from = 0; from < S.a.length; from += k) {
    const own = correlations.a.subarray(from, from + k);
    encode(G, own, most, space, S.a.subarray(from, from + k));
  }
  return matrixOf(S);
}
