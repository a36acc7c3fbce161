import { Matrix } from 'ml-matrix';
import { multiply, ShapeError } from '#linalg';

/** Power iterations for the leading singular pair of an atom's residual, as in the paper. */
export const POWER_STEPS = 8;

/** Entries column by column. */
function flat(A: Matrix): Float64Array {
  const { rows, columns } = A;
  const values = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++)
    for (let i = 0; i < rows; i++) values[i + j * rows] = A.get(i, j);
  return values;
}

/** v_j = e_j · u for the first `count` columns e_j of E, each of `d` numbers. */
function project(E: Float64Array, count: number, d: number, u: Float64Array, v: Float64Array) {
  for (let j = 0; j < count; j++) {
    let sum = 0;
    for (let c = 0; c < d; c++) sum += E[j * d + c]! * u[c]!;
    v[j] = sum;
  }
}

/** u ← E v / ‖E v‖; as it was if E v is zero. `next` is working space. */
function follow(
  E: Float64Array,
  count: number,
  d: number,
  v: Float64Array,
  u: Float64Array,
  next: Float64Array,
): void {
  next.fill(0);
  for (let j = 0; j < count; j++) {
    const weight = v[j]!;
    for (let c = 0; c < d; c++) next[c]! += weight * E[j * d + c]!;
  }
  let square = 0;
  for (let c = 0; c < d; c++) square += next[c]! * next[c]!;
  const length = Math.sqrt(square);
  if (length > 0) for (let c = 0; c < d; c++) u[c] = next[c]! / length;
}

/**
 * One K-SVD pass over the atoms, in order. Atom i is fitted to the columns Ω that use it: with
 * `E = (Y − D S)_Ω + d_i s_{i,Ω}`, its best direction u by eight power iterations on `E Eᵀ` started at
 * d_i, its coefficients `s_{i,Ω} = uᵀ E`; the residual follows at once. No update raises ‖Y − D S‖_F.
 * Atoms that no column uses stay as they are; so do the supports of S, but for coefficients that
 * happen to become zero.
 *
 * @param Y d1×d2.
 * @param D d1×k, columns of length 1.
 * @param S k×d2.
 * @throws ShapeError if the shapes do not fit.
 */
export function updateDictionary(Y: Matrix, D: Matrix, S: Matrix): { D: Matrix; S: Matrix } {
  if (D.columns !== S.rows || D.rows !== Y.rows || S.columns !== Y.columns)
    throw new ShapeError(
      `${D.rows}×${D.columns} times ${S.rows}×${S.columns} does not fit ${Y.rows}×${Y.columns}.`,
    );
  const [d, n] = [Y.rows, Y.columns];
  const residual = flat(Matrix.sub(Y, multiply(D, S)));
  const atoms = flat(D);
  const codes = S.clone();
  const E = new Float64Array(d * n);
  const v = new Float64Array(n);
  const next = new Float64Array(d);
  const users = new Int32Array(n);
  for (let i = 0; i < D.columns; i++) {
    const u = atoms.subarray(i * d, (i + 1) * d);
    let count = 0;
    for (let j = 0; j < n; j++) {
      const weight = codes.get(i, j);
      if (weight === 0) continue;
      for (let c = 0; c < d; c++) E[count * d + c] = residual[j * d + c]! + weight * u[c]!;
      users[count++] = j;
    }
    if (count === 0) continue;
    for (let step = 0; step < POWER_STEPS; step++) {
      project(E, count, d, u, v);
      follow(E, count, d, v, u, next);
    }
    project(E, count, d, u, v);
    for (let place = 0; place < count; place++) {
      const j = users[place]!;
      const weight = v[place]!;
      codes.set(i, j, weight);
      for (let c = 0; c < d; c++) residual[j * d + c] = E[place * d + c]! - weight * u[c]!;
    }
  }
  return { D: Matrix.from1DArray(D.columns, d, atoms).transpose(), S: codes };
}
