/** All methods on one layer: what the figures and claims are made of. */
import { Matrix } from 'ml-matrix';
import { mean, type Report } from '#demo';
import { multiply, orth, relativeError, subspaceOverlap, svd } from '#linalg';
import { cospadiSize, cospadiStored, svdRank, svdStored, type Split } from './budget.ts';
import type { CospadiInputs } from './generate.ts';
import {
  cospadi,
  cutSvd,
  eckartYoung,
  networkOutput,
  outputError,
  recompose,
  taskLoss,
  unwhiten,
  whiteningFactor,
  type Learned,
} from './method.ts';
import type { Params } from './params.ts';

/** The splits of the ρ curve, and the compressions of the other one. */
const RHOS = [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5] as const;
const CRS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7] as const;
/** Alternations of the curves, at most: each point is a run of its own. */
const CURVE_ITERS = 15;
/** Dictionaries that the bars need; and all that are learned. */
const BARS = 4;
const STEPS = BARS + RHOS.length + CRS.length;
/** The columns whose spans are compared. */
const SPANS = 16;

/** One number for each method. */
export interface ByMethod {
  readonly svd: number;
  readonly svdLlm: number;
  readonly cospadiFree: number;
  readonly cospadi: number;
  readonly masked: number;
  readonly dense: number;
}

export interface Results {
  /** Atoms and non-zeros; with the mask in the budget; the rank of both SVDs; k = s of ρ = 1. */
  readonly sizes: {
    readonly k: number;
    readonly s: number;
    readonly maskedK: number;
    readonly maskedS: number;
    readonly r: number;
    readonly denseK: number;
  };
  /** Numbers stored as a share of those of W. */
  readonly stored: {
    readonly cospadi: number;
    readonly masked: number;
    readonly svd: number;
    readonly dense: number;
  };
  /** Relative output errors on held-out inputs. */
  readonly errors: ByMethod;
  /** The same of the weights themselves. */
  readonly weightErrors: ByMethod;
  /** Squared task errors as shares of the answers' energy. */
  readonly losses: ByMethod & { readonly original: number };
  /** Calibration errors: CoSpaDi after each alternation, SVD-LLM, ρ = 1 and its Eckart–Young bound. */
  readonly objective: readonly number[];
  readonly freeObjective: readonly number[];
  readonly svdLlmCalibration: number;
  readonly denseCalibration: number;
  readonly denseBound: number;
  readonly rhoCurve: { readonly rhos: readonly number[]; readonly cospadi: readonly number[] };
  readonly crCurve: {
    readonly crs: readonly number[];
    readonly cospadi: readonly number[];
    readonly svdLlm: readonly number[];
  };
  /** Singular values of W and of the whitened weight, each divided by its largest. */
  readonly spectra: { readonly plain: readonly number[]; readonly whitened: readonly number[] };
  /** Of each of the k atoms: how many columns use it, and the norm of its coefficients. */
  readonly uses: readonly number[];
  readonly strengths: readonly number[];
  /** k×d2 and r×d2: the sparse codes of CoSpaDi and the dense ones of SVD-LLM. */
  readonly codes: readonly (readonly number[])[];
  readonly denseCodes: readonly (readonly number[])[];
  /** Overlap of the spans of the atoms that the first columns use, and its mean over pairs. */
  readonly spans: readonly (readonly number[])[];
  readonly meanOverlap: number;
}

/** Runs CoSpaDi and everything it is compared with. Pure. */
export function run(inputs: CospadiInputs, params: Params, report: Report): Results {
  const { W, b, W2, Xcal, Xtest, Ytest, perm } = inputs;
  const { cr, rho, iters } = params;
  const [d1, d2] = [W.rows, W.columns];
  const L = whiteningFactor(Xcal);
  const whitened = multiply(L, W);
  const plainSvd = svd(W);
  const whitenedSvd = svd(whitened);

  const split = cospadiSize(d1, d2, cr, rho);
  const masked = cospadiSize(d1, d2, cr, rho, true);
  const dense = cospadiSize(d1, d2, cr, 1);
  const r = svdRank(d1, d2, cospadiStored(d1, d2, split));

  const learned = new Map<string, Learned>();
  /** CoSpaDi with calibration data. Bars and curves share what they have in common. */
  const learn = ({ k, s }: Split, rounds: number): Learned => {
    const key = [k, s, rounds].join();
    const known = learned.get(key) ?? cospadi(W, { k, s, iters: rounds, perm }, L);
    learned.set(key, known);
    return known;
  };
  const step = (done: number): void => report(done / STEPS, 'learning dictionaries');
  step(0);
  const ours = learn(split, iters);
  step(1);
  const free = cospadi(W, { ...split, iters, perm });
  step(2);
  const maskPaid = learn(masked, iters);
  step(3);
  const all = learn(dense, iters);
  const low = cutSvd(whitenedSvd, r);
  const changed = {
    svd: recompose(cutSvd(plainSvd, r)),
    svdLlm: unwhiten(L, recompose(low)),
    cospadiFree: recompose(free),
    cospadi: recompose(ours),
    masked: recompose(maskPaid),
    dense: recompose(all),
  };
  const each = (measure: (V: Matrix) => number): ByMethod => ({
    svd: measure(changed.svd),
    svdLlm: measure(changed.svdLlm),
    cospadiFree: measure(changed.cospadiFree),
    cospadi: measure(changed.cospadi),
    masked: measure(changed.masked),
    dense: measure(changed.dense),
  });
  const loss = (V: Matrix): number => taskLoss(networkOutput(Xtest, V, b, W2), Ytest);

  const curveIters = Math.min(iters, CURVE_ITERS);
  const rhoErrors = RHOS.map((at, i) => {
    step(BARS + i);
    return learn(cospadiSize(d1, d2, cr, at), curveIters).objective.at(-1) ?? NaN;
  });
  const crErrors = CRS.map((at, i) => {
    step(BARS + RHOS.length + i);
    const size = cospadiSize(d1, d2, at, rho);
    const rank = svdRank(d1, d2, cospadiStored(d1, d2, size));
    return {
      cospadi: outputError(Xtest, W, recompose(learn(size, curveIters))),
      svdLlm: outputError(Xtest, W, unwhiten(L, recompose(cutSvd(whitenedSvd, rank)))),
    };
  });
  const codes = ours.S.to2DArray();
  const spans = spanOverlaps(multiply(L, ours.D), ours.S);

  const share = (numbers: number): number => numbers / (d1 * d2);
  return {
    sizes: {
      k: split.k,
      s: split.s,
      maskedK: masked.k,
      maskedS: masked.s,
      r,
      denseK: dense.k,
    },
    stored: {
      cospadi: share(cospadiStored(d1, d2, split)),
      masked: share(cospadiStored(d1, d2, masked, true)),
      svd: share(svdStored(d1, d2, r)),
      dense: share(svdStored(d1, d2, dense.k)),
    },
    errors: each((V) => outputError(Xtest, W, V)),
    weightErrors: each((V) => relativeError(V, W)),
    losses: { ...each(loss), original: loss(W) },
    objective: ours.objective,
    freeObjective: free.objective,
    svdLlmCalibration: eckartYoung(whitenedSvd.s, r),
    denseCalibration: all.objective.at(-1) ?? NaN,
    denseBound: eckartYoung(whitenedSvd.s, dense.k),
    rhoCurve: { rhos: RHOS, cospadi: rhoErrors },
    crCurve: {
      crs: CRS,
      cospadi: crErrors.map((error) => error.cospadi),
      svdLlm: crErrors.map((error) => error.svdLlm),
    },
    spectra: { plain: relativeTo(plainSvd.s), whitened: relativeTo(whitenedSvd.s) },
    uses: codes.map((row) => row.filter((c) => c !== 0).length),
    strengths: codes.map((row) => Math.sqrt(row.reduce((sum, c) => sum + c * c, 0))),
    codes,
    denseCodes: low.S.to2DArray(),
    spans,
    meanOverlap: mean(spans.flatMap((row, i) => row.slice(0, i))),
  };
}

const relativeTo = (s: readonly number[]): number[] => {
  const most = Math.max(...s);
  return s.map((value) => (most > 0 ? value / most : 0));
};

/**
 * Subspace overlap (mean cos² of the principal angles) of the spans of the atoms that two columns
 * use, for the first columns. D: d1×k, S: k×d2 → SPANS×SPANS, symmetric.
 */
function spanOverlaps(D: Matrix, S: Matrix): number[][] {
  const count = Math.min(SPANS, S.columns);
  const bases = Array.from({ length: count }, (_, j) => {
    const used = S.getColumn(j).flatMap((c, i) => (c === 0 ? [] : [i]));
    return used.length === 0
      ? undefined
      : orth(new Matrix(used.map((i) => D.getColumn(i))).transpose());
  });
  return bases.map((U) => bases.map((V) => (U && V ? subspaceOverlap(U, V).overlap : 0)));
}
