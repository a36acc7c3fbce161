/** The modification Δ of the task vectors: a data-free objective and its projected descent. */
import { Matrix } from 'ml-matrix';
import { eigh, frobenius, ShapeError } from '#linalg';
import { adam, flat } from '#learn';
import type { Optimizer } from './params.ts';
import { coefficients, sameShape, topMask, weightedSum } from './taskVectors.ts';

/** `M(Δ) = Σ_i λ_i (τ_i + Δ)`. taus: T of m×n, lambdas: T, Delta: m×n → m×n. */
export const mergedUpdate = (
  taus: readonly Matrix[],
  lambdas: readonly number[],
  Delta: Matrix,
): Matrix =>
  weightedSum(
    taus.map((tau) => Matrix.add(tau, Delta)),
    lambdas,
  );

/**
 * `θ_0 + Σ_i λ_i (τ_i + Δ) ∘ mask_i`, the masks taken from the τ_i alone.
 * theta0: m×n, taus: T of m×n, lambdas: T, keep: percent → m×n.
 */
export const trimmedMerge = (
  theta0: Matrix,
  taus: readonly Matrix[],
  lambdas: readonly number[],
  Delta: Matrix,
  keep: number,
): Matrix =>
  weightedSum(
    taus.map((tau) => Matrix.add(tau, Delta).mul(topMask(tau, keep))),
    lambdas,
  ).add(theta0);

/** What one look at the merged update gives. */
export interface Slope {
  /** `L = Σ_j Σ_r e_jr²` with `e_jr = ⟨τ_j[r], τ_j[r] − M[r]⟩`. */
  readonly objective: number;
  /** m×n, the gradient of L by Δ: `G[r] = −2 Λ Σ_j e_jr τ_j[r]`, `Λ = Σ λ_i`. */
  readonly gradient: Matrix;
}

/**
 * The data-free objective and its gradient. taus: T of m×n; M: m×n, the merged update; lambdaSum: Λ.
 * Throws ShapeError if shapes differ.
 */
export function slope(taus: readonly Matrix[], M: Matrix, lambdaSum: number): Slope {
  const { rows, columns } = sameShape([M, ...taus]);
  const gradient = new Float64Array(rows * columns);
  const value = addSlope(gradient, taus.map(flat), flat(M), columns, lambdaSum);
  return { objective: value, gradient: Matrix.from1DArray(rows, columns, gradient) };
}

/** The objective alone. */
export const objective = (taus: readonly Matrix[], M: Matrix): number =>
  slope(taus, M, 1).objective;

/** Adds the gradient to G and returns the objective; all arrays hold rows of n numbers. */
function addSlope(
  G: Float64Array,
  taus: readonly Float64Array[],
  M: Float64Array,
  n: number,
  lambdaSum: number,
): number {
  let total = 0;
  for (const tau of taus) {
    for (let from = 0; from < M.length; from += n) {
      let e = 0;
      for (let i = from; i < from + n; i++) e += tau[i]! * (tau[i]! - M[i]!);
      total += e * e;
      const factor = -2 * lambdaSum * e;
      for (let i = from; i < from + n; i++) G[i]! += factor * tau[i]!;
    }
  }
  return total;
}

/** `G − P G`: the part of a gradient outside the shared subspace. P: m×m, G: m×n → m×n. */
export const projectGradient = (P: Matrix, G: Matrix): Matrix => Matrix.sub(G, P.mmul(G));

/**
 * `max_r λ_max(A_r A_rᵀ)`, A_r (T×n) being row r of all task vectors: `2 Λ²` times this is the
 * Lipschitz constant of the gradient.
 */
export function largestRowGram(taus: readonly Matrix[]): number {
  const { rows } = sameShape(taus);
  return Math.max(
    ...Array.from({ length: rows }, (_, r) => {
      const A = new Matrix(taus.map((tau) => tau.getRow(r)));
      return eigh(A.mmul(A.transpose())).values[0] ?? 0;
    }),
  );
}

/** The step of plain gradient descent that cannot overshoot, `1 / (2 Λ² max_r λ_max(A_r A_rᵀ))`. */
export function safeStep(taus: readonly Matrix[], lambdaSum: number): number {
  const curvature = 2 * lambdaSum * lambdaSum * largestRowGram(taus);
  return curvature === 0 ? 0 : 1 / curvature;
}

/** Root mean square of all entries of all task vectors. */
export const rootMeanSquare = (taus: readonly Matrix[]): number =>
  Math.sqrt(
    taus.reduce((sum, tau) => sum + frobenius(tau) ** 2, 0) / (taus.length * (taus[0]?.size ?? 1)),
  );

export interface DescentOptions {
  readonly steps: number;
  readonly optimizer: Optimizer;
  /** Default: `safeStep` for gradient steps; for Adam 0.0025 of the task vectors' mean size. */
  readonly lr?: number;
}

export interface Descent {
  /** m×n, the one modification of all task vectors. */
  readonly Delta: Matrix;
  /** The objective before the first step and after each: steps + 1 numbers. */
  readonly history: readonly number[];
}

/** Adam's learning rate as a share of the mean size of the task vectors' entries. */
const ADAM_SHARE = 0.0025;

/**
 * Minimises L(Δ) from Δ = 0, every gradient projected by I − P.
 * taus: T of m×n, lambdas: T, P: m×m (zeros: no projection).
 * Throws ShapeError if shapes differ.
 */
export function descend(
  taus: readonly Matrix[],
  lambdas: readonly number[],
  P: Matrix,
  { steps, optimizer, lr }: DescentOptions,
): Descent {
  const { rows: m, columns: n } = sameShape(taus);
  if (P.rows !== m || P.columns !== m) throw new ShapeError(`the projector must be ${m}×${m}`);
  const lambdaSum = lambdas.reduce((a, b) => a + b, 0);
  const start = flat(weightedSum(taus, lambdas));
  const stack = taus.map(flat);
  const projector = P.max() === 0 && P.min() === 0 ? undefined : flat(P);
  const rate =
    lr ?? (optimizer === 'gd' ? safeStep(taus, lambdaSum) : ADAM_SHARE * rootMeanSquare(taus));
  const moments = adam(m * n, { lr: rate, beta2: 0.999 });
  const Delta = new Float64Array(m * n);
  const M = Float64Array.from(start);
  const history: number[] = [];
  for (let step = 0; step <= steps; step++) {
    const G = new Float64Array(m * n);
    history.push(addSlope(G, stack, M, n, lambdaSum));
    if (step === steps) break;
    const projected = projector ? outside(projector, G, m, n) : G;
    if (optimizer === 'adam') moments.step(Delta, projected);
    else for (let i = 0; i < Delta.length; i++) Delta[i]! -= rate * projected[i]!;
    for (let i = 0; i < M.length; i++) M[i] = start[i]! + lambdaSum * Delta[i]!;
  }
  return { Delta: Matrix.from1DArray(m, n, Delta), history };
}

/** `G − P G`, rows of n numbers. */
function outside(P: Float64Array, G: Float64Array, m: number, n: number): Float64Array {
  const out = Float64Array.from(G);
  for (let r = 0; r < m; r++) {
    for (let k = 0; k < m; k++) {
      const p = P[r * m + k]!;
      for (let c = 0; c < n; c++) out[r * n + c]! -= p * G[k * n + c]!;
    }
  }
  return out;
}

/** `‖P Δ‖ / ‖Δ‖`: how much of the modification lies where it must not; 0 for Δ = 0. */
export function leak(P: Matrix, Delta: Matrix): number {
  const size = frobenius(Delta);
  return size === 0 ? 0 : frobenius(P.mmul(Delta)) / size;
}

export interface DogeOptions extends DescentOptions {
  /** λ̄: on the scale of task arithmetic's coefficient. */
  readonly lambda: number;
  readonly taskAware: boolean;
  /** Percent of every task vector that is used. */
  readonly keep: number;
}

export interface Doge extends Descent {
  readonly lambdas: readonly number[];
  /** θ_0 + Σ λ_i (τ_i + Δ) ∘ mask_i, m×n. */
  readonly merged: Matrix;
}

/**
 * The whole method for one layer, on our scale of coefficients. With an η of the library's, call
 * `taskAwareCoefficients`, `descend` and `trimmedMerge` one after the other, as here.
 * theta0: m×n, taus: T of m×n, P: m×m. Throws ShapeError if shapes differ.
 */
export function doge(
  theta0: Matrix,
  taus: readonly Matrix[],
  P: Matrix,
  options: DogeOptions,
): Doge {
  const lambdas = coefficients(taus, options.lambda, options.taskAware);
  const found = descend(taus, lambdas, P, options);
  return {
    ...found,
    lambdas,
    merged: trimmedMerge(theta0, taus, lambdas, found.Delta, options.keep),
  };
}
