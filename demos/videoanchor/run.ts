/** VideoAnchor and its rivals on one set of tokens: what figures and claims are made of. */
import { Matrix } from 'ml-matrix';
import { at, mean, remember, sum, type Report } from '#demo';
import { spectralClustering, subspaceOverlap, svd, type SelfExpression } from '#linalg';
import { NOTHING, type VideoInputs } from './generate.ts';
import {
  affinity,
  agreement,
  anchorScore,
  areaUnderCurve,
  boostedAttention,
  boostedReadout,
  boosts,
  clusterShares,
  kmeansLabels,
  minMax,
  rowSums,
  selfExpression,
} from './method.ts';
import { ANCHORS, type Params } from './params.ts';

/** The ADMM iteration is cut here, to keep the largest setting quick. */
export const MOST_ITERATIONS = 300;
/** Singular values this much smaller than the largest are rounding. */
const NEGLIGIBLE = 1e-9;

/** One way to score tokens, and what the boosted attention makes of it. */
export interface Readout {
  /** Of the attention: text, recurring objects, other vision; their sum is 1. */
  readonly text: number;
  readonly anchors: number;
  readonly others: number;
  /** Components of the output on the value codes. */
  readonly codes: readonly number[];
  /** Share of those components on the recurring objects' codes. */
  readonly share: number;
}

export const METHODS = ['none', 'uniform', 'kmeans', 'size', 'self', 'anchor'] as const;
export type Method = (typeof METHODS)[number];

type Scored = 'kmeans' | 'size' | 'self' | 'anchor';

export interface Results {
  readonly objects: readonly number[];
  readonly frames: readonly number[];
  /** |C| with the tokens in their order by frame. */
  readonly coefficients: readonly (readonly number[])[];
  readonly rowSums: readonly number[];
  readonly iterations: number;
  readonly lambdaE: number;
  readonly lambdaZ: number;
  readonly labels: readonly number[];
  readonly kmeansLabels: readonly number[];
  readonly scores: Readonly<Record<Scored, readonly number[]>>;
  /** Mean score: what UniformBoost gives to each visual token. */
  readonly meanScore: number;
  readonly readouts: Readonly<Record<Method, Readout>>;
  /** How well a score ranks tokens of recurring objects before the rest. */
  readonly auc: Readonly<Record<Scored, number>>;
  /** Adjusted Rand index of groups and objects, on the recurring objects' tokens. */
  readonly agreement: { readonly ssc: number; readonly kmeans: number };
  /** Share of Σ|C| between tokens of one object, over columns of tokens that have an object. */
  readonly within: number;
  /** Largest change of the attention by the query's boost. */
  readonly queryEffect: number;
  /** Eigenvalues of the normalised affinity; singular values of the tokens. */
  readonly eigenvalues: readonly number[];
  readonly singularValues: readonly number[];
  /** Overlap of the spans of any two objects' tokens. */
  readonly overlap: readonly (readonly number[])[];
}

// The long steps do not depend on the boosts: turning a boost must not repeat them.
const rebuilt = remember(
  ({ X, alpha }: { X: Matrix; alpha: Params['alpha'] }, report: Report): SelfExpression => {
    const doing = 'rebuilding tokens from each other';
    report(0, doing);
    return selfExpression(X.transpose(), {
      alpha: Number(alpha),
      maxIterations: MOST_ITERATIONS,
      onIteration: (i) => {
        if (i % 50 === 0) report((0.8 * i) / MOST_ITERATIONS, doing);
      },
    });
  },
);
const grouped = remember(({ C, K }: { C: Matrix; K: number }) =>
  spectralClustering(affinity(C), K),
);
const groupedByKmeans = remember(({ X, K }: { X: Matrix; K: number }) => kmeansLabels(X, K));

/** Runs VideoAnchor and all it is compared with. Pure. */
export function run(inputs: VideoInputs, p: Params, report: Report): Results {
  const { X, obj, frame } = inputs;
  const { C, lambdaE, lambdaZ, iterations } = rebuilt({ X, alpha: p.alpha }, report);
  report(0.8, 'grouping the tokens');
  const { labels, values } = grouped({ C, K: p.K });
  const byKmeans = groupedByKmeans({ X, K: p.K });
  const r = rowSums(C);
  const scores = {
    kmeans: minMax(clusterShares(byKmeans)),
    size: minMax(clusterShares(labels)),
    self: minMax(r),
    anchor: anchorScore(C, labels),
  };
  const meanScore = mean(scores.anchor);
  const even = obj.map(() => meanScore);
  const of = (score: readonly number[]): Readout => readout(inputs, score, p);
  const marked = obj.map(isAnchor);
  const auc = (score: readonly number[]): number => areaUnderCurve(score, marked);
  const { alphaK } = p;
  const attended = (alphaQ: number): Matrix => attention(inputs, scores.anchor, { alphaQ, alphaK });
  return {
    objects: obj,
    frames: frame,
    coefficients: Matrix.abs(C).to2DArray(),
    rowSums: r,
    iterations,
    lambdaE,
    lambdaZ,
    labels,
    kmeansLabels: byKmeans,
    scores,
    meanScore,
    readouts: {
      none: of(obj.map(() => 0)),
      uniform: of(even),
      kmeans: of(scores.kmeans),
      size: of(scores.size),
      self: of(scores.self),
      anchor: of(scores.anchor),
    },
    auc: {
      kmeans: auc(scores.kmeans),
      size: auc(scores.size),
      self: auc(scores.self),
      anchor: auc(scores.anchor),
    },
    agreement: {
      ssc: agreement(labels, obj, marked),
      kmeans: agreement(byKmeans, obj, marked),
    },
    within: withinShare(C, obj),
    queryEffect: Matrix.sub(attended(p.alphaQ), attended(0)).abs().max(),
    eigenvalues: values,
    singularValues: svd(X).s,
    overlap: overlaps(X, obj, p.r),
  };
}

/** Whether an object recurs in every frame. */
export const isAnchor = (object: number): boolean => object >= 0 && object < ANCHORS;

type Boosts = Pick<Params, 'alphaQ' | 'alphaK'>;

/**
 * The query's attention to visual, then text tokens: 1×M. The paper leaves text queries unboosted;
 * here the query is boosted as if it were a visual token of score 1, so that α_Q has its chance.
 */
function attention(
  { lv, lt }: VideoInputs,
  score: readonly number[],
  { alphaQ, alphaK }: Boosts,
): Matrix {
  const logits = Matrix.rowVector([...lv, ...lt]);
  return boostedAttention(logits, boosts([1], alphaQ), boosts(score, alphaK, lt.length));
}

function readout(inputs: VideoInputs, score: readonly number[], p: Params): Readout {
  const { obj, lt, V, Vt, val } = inputs;
  const weights = attention(inputs, score, p);
  const values = new Matrix([...V.to2DArray(), ...Vt.to2DArray()]);
  const output = boostedReadout(weights, values, boosts(score, p.alphaV, lt.length));
  const codes = output.mmul(val.transpose()).to1DArray();
  const mass = weights.to1DArray();
  const over = (kind: (object: number) => boolean): number =>
    sum(obj.map((object, i) => (kind(object) ? at(mass, i) : 0)));
  return {
    text: sum(mass.slice(obj.length)),
    anchors: over(isAnchor),
    others: over((object) => !isAnchor(object)),
    codes,
    share: sum(codes.slice(0, ANCHORS)) / sum(codes),
  };
}

/** Σ|C_ij| with i and j of one object, over Σ|C_ij| with j of some object. */
function withinShare(C: Matrix, obj: readonly number[]): number {
  let within = 0;
  let total = 0;
  obj.forEach((own, j) => {
    if (own === NOTHING) return;
    obj.forEach((other, i) => {
      const size = Math.abs(C.get(i, j));
      total += size;
      if (own === other) within += size;
    });
  });
  return within / total;
}

/** Objects × objects: how much the r + 1 (at most) leading directions of their tokens overlap. */
function overlaps(X: Matrix, obj: readonly number[], r: number): number[][] {
  const names = [...new Set(obj)].filter((object) => object !== NOTHING).sort((a, b) => a - b);
  const spans = names.map((name) => {
    const rows = obj.flatMap((object, i) => (object === name ? [X.getRow(i)] : []));
    const { s, V } = svd(new Matrix(rows));
    const rank = s.filter((value) => value > NEGLIGIBLE * at(s, 0)).length;
    return V.subMatrix(0, V.rows - 1, 0, Math.min(rank, r + 1) - 1);
  });
  return spans.map((a) => spans.map((b) => subspaceOverlap(a, b).overlap));
}
