/** All methods on one set of experts: what the figures and claims are made of. */
import { Matrix } from 'ml-matrix';
import { at, mean } from '#demo';
import { flat } from '#learn';
import { subspaceOverlap, svdvals } from '#linalg';
import { averageUpdate, taskArithmetic, ties, type TiesCombine } from './baselines.ts';
import { doge, leak, mergedUpdate, type Doge } from './descent.ts';
import type { DogeInputs } from './generate.ts';
import type { Params } from './params.ts';
import { sharedSubspace, taskCosines, taskVectors } from './taskVectors.ts';

/** The coefficients every method may choose from. */
export const GRID = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1, 1.2] as const;

/** The ways of TIES that are tried: percent kept, and how entries are combined. */
export const TIES_WAYS: readonly (readonly [keep: number, combine: TiesCombine])[] = [
  [20, 'sum'],
  [20, 'mean'],
  [50, 'sum'],
  [50, 'mean'],
];

/** Mean squared error per number of Y. W: m×n, X: N×n, Y: N×m. */
export const meanSquaredError = (W: Matrix, X: Matrix, Y: Matrix): number =>
  flatError(flat(W), flat(X), flat(Y), W.columns);

/** The same on rows of n (W, X) and m (Y) numbers: it is computed a thousand times. */
function flatError(W: Float64Array, X: Float64Array, Y: Float64Array, n: number): number {
  let total = 0;
  let y = 0;
  for (let x = 0; x < X.length; x += n) {
    for (let w = 0; w < W.length; w += n) {
      let rest = -Y[y++]!;
      for (let i = 0; i < n; i++) rest += W[w + i]! * X[x + i]!;
      total += rest * rest;
    }
  }
  return total / Y.length;
}

/** Samples of every task: X, T of N×n; Y, T of N×m. */
interface Samples {
  readonly X: readonly Matrix[];
  readonly Y: readonly Matrix[];
}

/**
 * Judges merged matrices: per task `(E_pre − E_merged) / (E_pre − E_expert)`, 1 for the expert, 0
 * for what is no better than the pretrained model.
 */
export function retainedBy(
  W0: Matrix,
  W: readonly Matrix[],
  { X, Y }: Samples,
): (merged: Matrix) => number[] {
  const samples = X.map((x, j) => ({ x: flat(x), y: flat(at(Y, j)) }));
  const errors = (each: (j: number) => Matrix): number[] =>
    samples.map(({ x, y }, j) => flatError(flat(each(j)), x, y, W0.columns));
  const before = errors(() => W0);
  const expert = errors((j) => at(W, j));
  return (merged) =>
    errors(() => merged).map(
      (error, j) => (at(before, j) - error) / (at(before, j) - at(expert, j)),
    );
}

/** What tuning found for one method. */
export interface Tuned {
  readonly lambda: number;
  /** Mean share retained on validation samples, for every coefficient of the grid. */
  readonly validation: readonly number[];
  /** Share retained on test samples, per task. */
  readonly retained: readonly number[];
  readonly mean: number;
}

export interface TunedTies extends Tuned {
  readonly keep: number;
  /** Whether entries that agree are averaged (with factor 2λ) and not added. */
  readonly averaged: boolean;
}

export interface Results {
  readonly average: { readonly retained: readonly number[]; readonly mean: number };
  readonly arithmetic: Tuned;
  readonly ties: TunedTies;
  readonly doge: Tuned;
  /** DOGE with Δ = 0, tuned on its own. */
  readonly plain: Tuned;
  /** DOGE without the projection, tuned on its own. */
  readonly free: Tuned;
  /** The objective at DOGE's coefficient, before the first step and after each. */
  readonly history: readonly number[];
  /** ‖PΔ‖/‖Δ‖. */
  readonly leak: number;
  readonly lambdas: readonly number[];
  readonly first: readonly (readonly number[])[];
  readonly sum: readonly (readonly number[])[];
  readonly Delta: readonly (readonly number[])[];
  readonly update: readonly (readonly number[])[];
  readonly P: readonly (readonly number[])[];
  readonly spectrum: readonly number[];
  readonly k: number;
  readonly perTask: number;
  readonly gap: number;
  readonly cosines: readonly (readonly number[])[];
  /** Overlap of the shared subspace and what each task puts into it; empty for k = 0. */
  readonly overlaps: readonly number[];
  /** ‖P v‖² for the planted shared output direction v. */
  readonly found: number;
  /** Singular values of τ_1, of Σ λ_i τ_i and of the merged update. */
  readonly spectra: {
    readonly first: readonly number[];
    readonly sum: readonly number[];
    readonly update: readonly number[];
  };
}

/** The coefficient of the grid with the highest mean on validation; the first of equals. */
function tuned(
  merge: (lambda: number) => Matrix,
  validate: (merged: Matrix) => number[],
  test: (merged: Matrix) => number[],
): Tuned {
  const tried = GRID.map((lambda) => merge(lambda));
  const validation = tried.map((merged) => mean(validate(merged)));
  const best = validation.indexOf(Math.max(...validation));
  const retained = test(at(tried, best));
  return { lambda: at(GRID, best), validation, retained, mean: mean(retained) };
}

/** Runs DOGE and everything it is compared with. Pure. */
export function run({ W0, W, Xva, Yva, Xte, Yte, vsh }: DogeInputs, p: Params): Results {
  const taus = taskVectors(W0, W);
  const shared = sharedSubspace(taus, p.subspace);
  const { basis } = shared;
  const nothing = Matrix.zeros(W0.rows, W0.rows);
  const validate = retainedBy(W0, W, { X: Xva, Y: Yva });
  const test = retainedBy(W0, W, { X: Xte, Y: Yte });
  const choose = (merge: (lambda: number) => Matrix): Tuned => tuned(merge, validate, test);
  const { keep, steps, optimizer, taskLambda: taskAware } = p;
  const solve = (lambda: number, P: Matrix, count = steps): Doge =>
    doge(W0, taus, P, { lambda, taskAware, keep, steps: count, optimizer });
  const P = p.project ? shared.P : nothing;

  const found = choose((lambda) => solve(lambda, P).merged);
  const free = p.project ? choose((lambda) => solve(lambda, nothing).merged) : found;
  const chosen = solve(found.lambda, P);
  const sum = mergedUpdate(taus, chosen.lambdas, Matrix.zeros(W0.rows, W0.columns));
  const update = Matrix.sub(chosen.merged, W0);
  const retained = test(Matrix.add(W0, averageUpdate(taus)));
  const first = at(taus, 0);
  return {
    average: { retained, mean: mean(retained) },
    arithmetic: choose((lambda) => Matrix.add(W0, taskArithmetic(taus, lambda))),
    ties: bestTies(W0, taus, choose),
    doge: found,
    plain: choose((lambda) => solve(lambda, P, 0).merged),
    free,
    history: chosen.history,
    leak: leak(shared.P, chosen.Delta),
    lambdas: chosen.lambdas,
    first: first.to2DArray(),
    sum: sum.to2DArray(),
    Delta: chosen.Delta.to2DArray(),
    update: update.to2DArray(),
    P: shared.P.to2DArray(),
    spectrum: shared.spectrum,
    k: shared.k,
    perTask: shared.perTask,
    gap: shared.gap,
    cosines: taskCosines(taus).to2DArray(),
    overlaps: basis ? shared.bases.map((U) => subspaceOverlap(U, basis).overlap) : [],
    found: shared.P.mmul(Matrix.columnVector([...vsh])).norm() ** 2,
    spectra: { first: svdvals(first), sum: svdvals(sum), update: svdvals(update) },
  };
}

/** TIES in the way that does best on validation samples; the first of equals. */
function bestTies(
  W0: Matrix,
  taus: readonly Matrix[],
  choose: (merge: (lambda: number) => Matrix) => Tuned,
): TunedTies {
  const tried = TIES_WAYS.map(([keep, combine]): TunedTies => {
    const update = ties(taus, keep, combine);
    const averaged = combine === 'mean';
    const factor = averaged ? 2 : 1;
    return {
      ...choose((lambda) => Matrix.add(W0, Matrix.mul(update, factor * lambda))),
      keep,
      averaged,
    };
  });
  return tried.reduce((best, way) =>
    Math.max(...way.validation) > Math.max(...best.validation) ? way : best,
  );
}
