/** Task vectors and what is read off them: coefficients, trimming masks, the shared subspace. */
import { Matrix } from 'ml-matrix';
import { cosines, frobenius, hcat, projector, ShapeError, svd } from '#linalg';

/** Throws ShapeError unless there is at least one matrix and all have the shape of the first. */
export function sameShape(matrices: readonly Matrix[]): { rows: number; columns: number } {
  const [first] = matrices;
  if (!first) throw new ShapeError('merging needs at least one task');
  const { rows, columns } = first;
  if (matrices.some((M) => M.rows !== rows || M.columns !== columns))
    throw new ShapeError('all matrices that are merged must have one shape');
  return { rows, columns };
}

/**
 * `τ_i = θ_i − θ_0`. theta0: m×n, thetas: T of m×n → T of m×n.
 * Throws ShapeError if shapes differ.
 */
export function taskVectors(theta0: Matrix, thetas: readonly Matrix[]): Matrix[] {
  sameShape([theta0, ...thetas]);
  return thetas.map((theta) => Matrix.sub(theta, theta0));
}

/**
 * The coefficients of the paper, `λ_i = η / ‖τ_i‖_F`; 0 for a task vector that is zero.
 * taus: T of m×n → T numbers.
 */
export const taskAwareCoefficients = (taus: readonly Matrix[], eta: number): number[] =>
  taus.map((tau) => {
    const norm = frobenius(tau);
    return norm === 0 ? 0 : eta / norm;
  });

/**
 * Coefficients on the scale of task arithmetic. Task-aware: `η = λ̄ · mean_j ‖τ_j‖` (this choice of
 * η is the toy's); otherwise λ̄ for every task.
 */
export function coefficients(
  taus: readonly Matrix[],
  lambda: number,
  taskAware: boolean,
): number[] {
  if (!taskAware) return taus.map(() => lambda);
  const size = taus.reduce((sum, tau) => sum + frobenius(tau), 0) / taus.length;
  return taskAwareCoefficients(taus, lambda * size);
}

/** `Σ_i λ_i A_i`. matrices: T of m×n, weights: T. Throws ShapeError if counts or shapes differ. */
export function weightedSum(matrices: readonly Matrix[], weights: readonly number[]): Matrix {
  const { rows, columns } = sameShape(matrices);
  if (weights.length !== matrices.length)
    throw new ShapeError(`${matrices.length} matrices need as many weights, not ${weights.length}`);
  return matrices.reduce(
    (sum, A, i) => sum.add(Matrix.mul(A, weights[i] ?? 0)),
    Matrix.zeros(rows, columns),
  );
}

/**
 * 1 where `|τ|` is among the `keep` percent largest entries, else 0. As in the library code, one
 * entry more than `⌊d·(keep/100)⌋` of the d is kept, the product rounded as it is there (70 % of 90
 * are 62), and ties with the threshold are. tau: m×n → m×n.
 */
export function topMask(tau: Matrix, keep: number): Matrix {
  const sizes = tau.to1DArray().map(Math.abs);
  const sorted = Float64Array.from(sizes).sort().reverse();
  const last = Math.min(sizes.length - 1, Math.floor(sizes.length * (keep / 100)));
  const threshold = sorted[last] ?? 0;
  return Matrix.from1DArray(
    tau.rows,
    tau.columns,
    sizes.map((size) => Number(size >= threshold)),
  );
}

/** The subspace of output space that the tasks share. */
export interface SharedSubspace {
  /** Directions every task contributes, `⌊q/T⌋` with `q = min(m, n)`. */
  readonly perTask: number;
  /** Those directions, T of m×⌊q/T⌋; none where that is 0. */
  readonly bases: readonly Matrix[];
  /** Directions of the shared subspace, `⌊q/subspace⌋`. */
  readonly k: number;
  /** m×m, `U_k U_kᵀ`. */
  readonly P: Matrix;
  /** m×k with orthonormal columns; undefined where k is 0. */
  readonly basis?: Matrix;
  /** The q singular values of B: √(number of tasks that have the direction). */
  readonly spectrum: readonly number[];
  /** `s_k − s_{k+1}`; where it is tiny, P is ambiguous. 0 where there is no cut. */
  readonly gap: number;
}

/**
 * The first ⌊q/T⌋ left singular vectors of each τ_i side by side, filled up with zeros to m×q and
 * decomposed once more; the first k left singular vectors of that span the shared subspace.
 * P is zero where `⌊q/T⌋` (no spectrum then) or k is 0.
 * taus: T of m×n; subspace: the divisor of q. Throws ShapeError if shapes differ, RangeError if the
 * divisor is below 1.
 */
export function sharedSubspace(taus: readonly Matrix[], subspace: number): SharedSubspace {
  const { rows: m, columns: n } = sameShape(taus);
  if (!(subspace >= 1)) throw new RangeError(`the divisor must be at least 1, not ${subspace}`);
  const q = Math.min(m, n);
  const perTask = Math.floor(q / taus.length);
  const bases = perTask === 0 ? [] : taskBases(taus, perTask);
  const nothing = { perTask, bases, k: 0, P: Matrix.zeros(m, m), gap: 0 };
  if (perTask === 0) return { ...nothing, spectrum: [] };
  const B = Matrix.zeros(m, q);
  B.setSubMatrix(hcat(bases), 0, 0);
  const { U, s } = svd(B);
  const k = Math.floor(q / subspace);
  if (k === 0) return { ...nothing, spectrum: s };
  const basis = U.subMatrix(0, m - 1, 0, k - 1);
  return {
    perTask,
    bases,
    k,
    basis,
    P: projector(basis),
    spectrum: s,
    gap: (s[k - 1] ?? 0) - (s[k] ?? 0),
  };
}

/**
 * The first `count` left singular vectors of every task vector: T of m×count.
 * Throws RangeError unless 1 ≤ count ≤ min(m, n).
 */
export const taskBases = (taus: readonly Matrix[], count: number): Matrix[] =>
  taus.map((tau) => svd(tau).U.subMatrix(0, tau.rows - 1, 0, count - 1));

/** T×T cosines `⟨τ_i, τ_j⟩ / (‖τ_i‖ ‖τ_j‖)`; 0 where a task vector is zero. */
export const taskCosines = (taus: readonly Matrix[]): Matrix =>
  cosines(new Matrix(taus.map((tau) => tau.to1DArray())));
