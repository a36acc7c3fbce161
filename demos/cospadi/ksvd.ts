import { Matrix } from 'ml-matrix';
import { flat } from '#learn';
import { multiply, ShapeError } from '#linalg';

/** Power iterations for the leading singular pair of an atom's residual, as in the paper. */
export const POWER_STEPS = 8;

/** Columns that are read together: several short sums run faster than one long one. */
const TOGETHER = 4;

/**
 * u ← E Eᵀ u / ‖E Eᵀ u‖; as it was if that is zero. E: `count` columns of `d` numbers, then zeros up to a
 * multiple of four columns. `next` is working space.
 */
function powerStep(
  E: Float64Array,
  count: number,
  d: number,
  u: Float64Array,
  next: Float64Array,
): void {
  next.fill(0);
  for (let j = 0; j < count; j += TOGETHER) {
    const p0 = j * d;
    const p1 = p0 + d;
    const p2 = p1 + d;
    const p3 = p2 + d;
    let v0 = 0;
    let v1 = 0;
    let v2 = 0;
    let v3 = 0;
    for (let c = 0; c < d; c++) {
      const x = u[c]!;
      v0 += E[p0 + c]! * x;
      v1 += E[p1 + c]! * x;
      v2 += E[p2 + c]! * x;
      v3 += E[p3 + c]! * x;
    }
    for (let c = 0; c < d; c++)
      next[c]! += v0 * E[p0 + c]! + v1 * E[p1 + c]! + (v2 * E[p2 + c]! + v3 * E[p3 + c]!);
  }
  let square = 0;
  for (let c = 0; c < d; c++) square += next[c]! * next[c]!;
  const length = Math.sqrt(square);
  if (length > 0) for (let c = 0; c < d; c++) u[c] = next[c]! / length;
}

/** Eᵀ u at one column that starts at `from`. */
function dot(E: Float64Array, from: number, u: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < u.length; c++) sum += E[from + c]! * u[c]!;
  return sum;
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
  const residual = flat(Matrix.sub(Y, multiply(D, S)).transpose());
  const atoms = flat(D.transpose());
  const codes = S.clone();
  const E = new Float64Array(d * (n + TOGETHER - 1));
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
    E.fill(0, count * d, (count + TOGETHER - 1) * d);
    for (let step = 0; step < POWER_STEPS; step++) powerStep(E, count, d, u, next);
    for (let place = 0; place < count; place++) {
      const j = users[place]!;
      const weight = dot(E, place * d, u);
      codes.set(i, j, weight);
      for (let c = 0; c < d; c++) residual[j * d + c] = E[place * d + c]! - weight * u[c]!;
    }
  }
  return { D: Matrix.from1DArray(D.columns, d, atoms).transpose(), S: codes };
}
