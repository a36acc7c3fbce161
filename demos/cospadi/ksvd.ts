import { Matrix } from 'ml-matrix';
import { multiply, ShapeError } from '#linalg';

/** Power iterations for the leading singular pair of an atom's residual, as in the paper. */
export const POWER_STEPS = 8;

/** Columns as one flat array each. */
const columns = (A: Matrix): Float64Array[] =>
  Array.from({ length: A.columns }, (_, j) => Float64Array.from(A.getColumn(j)));

/** v_j = e_j · u for every column e_j of E. */
const project = (E: readonly Float64Array[], u: Float64Array): Float64Array =>
  Float64Array.from(E, (e) => {
    let sum = 0;
    for (let c = 0; c < u.length; c++) sum += e[c]! * u[c]!;
    return sum;
  });

/** u ← E v / ‖E v‖; as it was if E v is zero. */
function follow(E: readonly Float64Array[], v: Float64Array, u: Float64Array): Float64Array {
  const next = new Float64Array(u.length);
  E.forEach((e, j) => {
    const weight = v[j]!;
    for (let c = 0; c < u.length; c++) next[c]! += weight * e[c]!;
  });
  const length = Math.sqrt(next.reduce((sum, x) => sum + x * x, 0));
  return length > 0 ? next.map((x) => x / length) : u;
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
  const residual = columns(Matrix.sub(Y, multiply(D, S)));
  const atoms = columns(D);
  const codes = S.clone();
  atoms.forEach((d, i) => {
    const coefficients = codes.getRow(i);
    const users = coefficients.flatMap((c, j) => (c === 0 ? [] : [j]));
    if (users.length === 0) return;
    const E = users.map((j) => {
      const weight = coefficients[j]!;
      return residual[j]!.map((x, c) => x + weight * d[c]!);
    });
    let u = d;
    for (let step = 0; step < POWER_STEPS; step++) u = follow(E, project(E, u), u);
    const fitted = project(E, u);
    users.forEach((j, place) => {
      const weight = fitted[place]!;
      codes.set(i, j, weight);
      residual[j] = E[place]!.map((x, c) => x - weight * u[c]!);
    });
    atoms[i] = u;
  });
  return { D: new Matrix(atoms.map((atom) => Array.from(atom))).transpose(), S: codes };
}
