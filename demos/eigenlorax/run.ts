/** The method and its rivals on one set of donors and one new task. */
import { Matrix } from 'ml-matrix';
import { at, type Report } from '#demo';
import { multiply } from '#linalg';
import { rebuiltError, storedNumbers, subspaceFloor, trainedNumbers } from './adapter.ts';
import type { EigenInputs } from './generate.ts';
import type { Params } from './params.ts';
import {
  addPseudoComponents,
  explainedVariance,
  principalComponents,
  randomBasis,
  sharedPart,
  stackFactors,
  type Bases,
} from './subspace.ts';
import { loadingsPath, loraPath, moments, type Path } from './training.ts';

/** Adam steps on the new task, and the rate of the loadings. */
export const STEPS = 200;
const LOADINGS_LR = 0.05;
/** LoRA may choose among these. */
const LORA_LRS = [0.005, 0.02, 0.05];
/** The sample sizes of the crossover figure. */
export const SIZES = [6, 12, 24, 48, 96, 192] as const;
/** An error of half the signal: how soon is it reached? */
const HALF = 0.5;

/** One number for the inputs' side, one for the outputs'. */
export interface BothSides<T> {
  readonly A: T;
  readonly B: T;
}

export interface Results {
  /** Eigenvalues of the centred stacks, n and m. */
  readonly eigenvalues: BothSides<readonly number[]>;
  /** Share of variance in the first 1 … n components. */
  readonly explained: BothSides<readonly number[]>;
  /** |Cᵀ V|, (K+P)×s: components against the planted directions. */
  readonly cosines: BothSides<readonly (readonly number[])[]>;
  /** ‖Cᵀ V‖²/min(K+P, s). */
  readonly overlap: BothSides<number>;
  /** Errors of the new task at `ntrain` samples. */
  readonly errors: {
    readonly eigen: number;
    readonly lora: number;
    readonly random: number;
    /** The least possible inside the subspace, and inside its principal components alone. */
    readonly floor: number;
    readonly principalFloor: number;
  };
  /** The same before the first step and after each. */
  readonly curves: { readonly eigen: Path; readonly lora: Path; readonly random: Path };
  readonly bySize: { readonly eigen: readonly number[]; readonly lora: readonly number[] };
  /** Steps until the error is at most 0.5, LoRA at its fastest rate; Infinity if never. */
  readonly stepsToHalf: { readonly eigen: number; readonly lora: number };
  /** Relative squared error of the donors rebuilt from their loadings. */
  readonly rebuilt: number;
  /** Numbers trained for the new task, and stored for the donors and it. */
  readonly trained: { readonly lora: number; readonly eigen: number };
  readonly stored: { readonly lora: number; readonly eigen: number };
}

const lowest = (path: Path): number => Math.min(...path);

const firstBelow = (path: Path, bound: number): number => {
  const step = path.findIndex((error) => error <= bound);
  return step < 0 ? Infinity : step;
};

const firstRows = (M: Matrix, count: number): Matrix => M.subMatrix(0, count - 1, 0, M.columns - 1);
const firstColumns = (M: Matrix, count: number): Matrix =>
  count === 0 ? new Matrix(M.rows, 0) : M.subMatrix(0, M.rows - 1, 0, count - 1);

/** The path with the lowest point: rate and step chosen by the truth, in LoRA's favour. */
const bestPath = (paths: readonly Path[]): Path =>
  paths.reduce((best, path) => (lowest(path) < lowest(best) ? path : best));

/** Runs EigenLoRAx and its rivals. Pure. */
export function run(inputs: EigenInputs, params: Params, report: Report): Results {
  const { K, P, ntrain, r } = params;
  const { X, Y, D, LA0, LB0 } = inputs;
  const donors = inputs.A.map((A, t) => ({ A, B: at(inputs.B, t) }));

  report(0, 'finding the principal components');
  const stack = stackFactors(donors);
  const side = { A: principalComponents(stack.A, K), B: principalComponents(stack.B, K) };
  const bases: Bases = {
    A: addPseudoComponents(side.A.C, firstColumns(inputs.RA, P)),
    B: addPseudoComponents(side.B.C, firstColumns(inputs.RB, P)),
  };
  const components = K + P;
  const chance: Bases = {
    A: randomBasis(inputs.QA, components),
    B: randomBasis(inputs.QB, components),
  };

  const start = { A: firstRows(LA0, components), B: firstRows(LB0, components) };
  const options = { steps: STEPS, lr: LOADINGS_LR };
  /** EigenLoRAx, and LoRA at each rate, from the first samples. */
  const learned = (samples: number): { readonly eigen: Path; readonly loras: readonly Path[] } => {
    const data = moments(X, Y, samples);
    return {
      eigen: loadingsPath(data, bases, start, D, options),
      loras: LORA_LRS.map((lr) => loraPath(data, inputs.A0, D, { steps: STEPS, lr })),
    };
  };
  const here = learned(ntrain);
  const curves = {
    eigen: here.eigen,
    lora: bestPath(here.loras),
    random: loadingsPath(moments(X, Y, ntrain), chance, start, D, options),
  };
  const sized = SIZES.map((size, i) => {
    report((i + 1) / (SIZES.length + 1), `training on ${size} samples`);
    const { eigen, loras } = size === ntrain ? here : learned(size);
    return { eigen: at(eigen, STEPS), lora: lowest(bestPath(loras)) };
  });

  const sizes = { m: D.rows, n: D.columns, r, components };
  const cosines = (C: Matrix, V: Matrix): number[][] =>
    multiply(C.transpose(), V).abs().to2DArray();
  return {
    eigenvalues: { A: side.A.values, B: side.B.values },
    explained: { A: explainedVariance(side.A.values), B: explainedVariance(side.B.values) },
    cosines: { A: cosines(bases.A, inputs.Vs), B: cosines(bases.B, inputs.Us) },
    overlap: { A: sharedPart(bases.A, inputs.Vs), B: sharedPart(bases.B, inputs.Us) },
    errors: {
      eigen: at(curves.eigen, STEPS),
      lora: lowest(curves.lora),
      random: lowest(curves.random),
      floor: subspaceFloor(bases, D, r),
      principalFloor: subspaceFloor({ A: side.A.C, B: side.B.C }, D, r),
    },
    curves,
    bySize: { eigen: sized.map(({ eigen }) => eigen), lora: sized.map(({ lora }) => lora) },
    stepsToHalf: {
      eigen: firstBelow(curves.eigen, HALF),
      lora: Math.min(...here.loras.map((path) => firstBelow(path, HALF))),
    },
    rebuilt: rebuiltError(bases, donors),
    trained: trainedNumbers(sizes),
    stored: storedNumbers(sizes, donors.length + 1),
  };
}
