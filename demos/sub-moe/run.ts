/** All methods on one layer: what the figures and claims are made of. */
import { Matrix } from 'ml-matrix';
import { at, mean, type Report } from '#demo';
import { adjustedRandIndex, relativeError } from '#linalg';
import {
  activationFactor,
  averageFactors,
  frequencyMerge,
  keepDominant,
  keptExperts,
  plainMerge,
  vanillaSvdMerge,
  whitenedFactors,
} from './baselines.ts';
import {
  clusterExperts,
  groupsOf,
  hcSmoeLabels,
  mSmoeLabels,
  outputSimilarity,
  randomLabels,
  routerSimilarity,
} from './clustering.ts';
import type { SubMoeInputs } from './generate.ts';
import {
  expertFrequency,
  expertHidden,
  expertOutput,
  mixtureOutput,
  poolGates,
  relativeOutputError,
  routedTokens,
  routerLogits,
  routerProbabilities,
  rowsOf,
  topkGates,
  unexplainedVariance,
} from './layer.ts';
import { activationAwareFactors, recompose, unionSvdMerge, type Factors } from './merging.ts';
import type { Params } from './params.ts';

/** Frequencies get this much more inside merges, so that a group nobody used still has weights. */
const UNUSED = 1e-6;
/** Expert inputs are measured on its own tokens if there are at least this many. */
const FEWEST_TOKENS = 3;
/** The ranks of the rank curves: all that the slider offers. */
export const RANKS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** Relative output error of the layer on test tokens, every matrix at full rank. */
export interface Errors {
  readonly subMoe: number;
  readonly hcSmoe: number;
  readonly mSmoe: number;
  readonly random: number;
  readonly prune: number;
  readonly plain: number;
  readonly dominant: number;
  readonly vanilla: number;
}

/** The same with the merged matrices cut at each of `ranks`. */
export interface RankErrors {
  readonly ranks: readonly number[];
  readonly subMoe: readonly number[];
  readonly svd: readonly number[];
  readonly whitened: readonly number[];
}

/** Largest relative difference to the frequency average, over all groups and both matrices. */
export interface Distances {
  readonly subMoe: number;
  readonly plain: number;
  readonly dominant: number;
  readonly vanilla: number;
}

export interface Results {
  readonly labels: readonly number[];
  readonly hcLabels: readonly number[];
  readonly similarity: readonly (readonly number[])[];
  readonly routerSimilarity: readonly (readonly number[])[];
  readonly frequencies: readonly number[];
  readonly families: readonly number[];
  /** Adjusted Rand index of the groups and the planted families. */
  readonly agreement: number;
  readonly errors: Errors;
  readonly rankErrors: RankErrors;
  readonly distances: Distances;
  /** `1 − R²` of the original layer on its own task. */
  readonly taskError: number;
}

/** Merges the weights of one group. */
type Merge = (weights: readonly Matrix[], frequencies: readonly number[]) => Matrix;

/** The matrices of a layer's experts. */
interface Experts {
  readonly W1: readonly Matrix[];
  readonly W2: readonly Matrix[];
}

/** Largest relative difference between two layers' matrices, the second being the reference. */
const farthest = (a: Experts, b: Experts): number =>
  Math.max(
    ...a.W1.map((W, i) => relativeError(W, at(b.W1, i))),
    ...a.W2.map((W, i) => relativeError(W, at(b.W2, i))),
  );

/** Calls `each` with every group's weights, frequencies and members. weights, labels: n. */
function forGroups<T>(
  weights: readonly Matrix[],
  labels: readonly number[],
  frequencies: readonly number[],
  each: (weights: Matrix[], frequencies: number[], members: readonly number[]) => T,
): T[] {
  return groupsOf(labels).map((members) =>
    each(
      members.map((i) => at(weights, i)),
      members.map((i) => at(frequencies, i) + UNUSED),
      members,
    ),
  );
}

/** The activation matrices of W1's and W2's inputs for every expert, from the tokens it works on. */
export function activationFactors(
  W1: readonly Matrix[],
  X: Matrix,
  gates: Matrix,
): { readonly S1: Matrix[]; readonly S2: Matrix[] } {
  const seen = W1.map((W, i) => {
    const tokens = routedTokens(gates, i);
    return { W, X: tokens.length < FEWEST_TOKENS ? X : rowsOf(X, tokens) };
  });
  return {
    S1: seen.map(({ X }) => activationFactor(X)),
    S2: seen.map(({ W, X }) => activationFactor(expertHidden(W, X))),
  };
}

/** Runs Sub-MoE and everything it is compared with. Pure. */
export function run(inputs: SubMoeInputs, { k, topk }: Params, report: Report): Results {
  const { W1, W2, Wg, Xcal, Xtest, Ytest, fam, perms } = inputs;
  report(0, 'comparing the experts');
  const logits = routerLogits(Xcal, Wg);
  const calibrationGates = topkGates(logits, topk);
  const frequencies = expertFrequency(calibrationGates);
  const answers = W1.map((W, i) => expertOutput(W, at(W2, i), Xcal));
  const labels = clusterExperts(answers, k);
  const hcLabels = hcSmoeLabels(new Matrix(answers.map((Y) => Y.mean('column'))), k);
  const mLabels = mSmoeLabels(logits, frequencies, k);

  report(0.3, 'merging the experts');
  const gates = routerProbabilities(Xtest, Wg, topk);
  const original = mixtureOutput(W1, W2, Xtest, gates);
  const errorOf = (experts: Experts, slots: Matrix): number =>
    relativeOutputError(original, mixtureOutput(experts.W1, experts.W2, Xtest, slots));
  const merged = (groups: readonly number[], merge: Merge): Experts => ({
    W1: forGroups(W1, groups, frequencies, merge),
    W2: forGroups(W2, groups, frequencies, merge),
  });
  const averagedError = (groups: readonly number[]): number =>
    errorOf(merged(groups, frequencyMerge), poolGates(gates, groups));
  const kept = keptExperts(frequencies, k);
  const pruned = {
    W1: kept.map((i) => at(W1, i)),
    W2: kept.map((i) => at(W2, i)),
  };
  const slots = poolGates(gates, labels);
  const union = merged(labels, (weights, f) => unionSvdMerge(weights, f));
  const plain = merged(labels, plainMerge);
  const dominant = merged(labels, keepDominant);
  const vanilla = merged(labels, vanillaSvdMerge);
  const average = merged(labels, frequencyMerge);
  const errors: Errors = {
    subMoe: errorOf(union, slots),
    hcSmoe: averagedError(hcLabels),
    mSmoe: averagedError(mLabels),
    random: mean(perms.to2DArray().map((p) => averagedError(randomLabels(p, k)))),
    prune: errorOf(pruned, routerProbabilities(Xtest, rowsOf(Wg, kept), Math.min(topk, k))),
    plain: errorOf(plain, slots),
    dominant: errorOf(dominant, slots),
    vanilla: errorOf(vanilla, slots),
  };

  report(0.6, 'cutting the rank');
  const { S1, S2 } = activationFactors(W1, Xcal, calibrationGates);
  const curve = (factors: FactorGroup): number[] => {
    const factored = (W: readonly Matrix[], S: readonly Matrix[]): Factors[] =>
      forGroups(W, labels, frequencies, (weights, f, members) =>
        factors(
          weights,
          f,
          members.map((i) => at(S, i)),
        ),
      );
    const [first, second] = [factored(W1, S1), factored(W2, S2)];
    return RANKS.map((rank) =>
      errorOf(
        {
          W1: first.map((group) => recompose(group, rank)),
          W2: second.map((group) => recompose(group, rank)),
        },
        slots,
      ),
    );
  };

  return {
    labels,
    hcLabels,
    similarity: outputSimilarity(answers).to2DArray(),
    routerSimilarity: routerSimilarity(logits).to2DArray(),
    frequencies,
    families: fam,
    agreement: adjustedRandIndex(labels, fam),
    errors,
    rankErrors: {
      ranks: RANKS,
      subMoe: curve(activationAwareFactors),
      svd: curve(averageFactors),
      whitened: curve(whitenedFactors),
    },
    distances: {
      subMoe: farthest(union, average),
      plain: farthest(plain, average),
      dominant: farthest(dominant, average),
      vanilla: farthest(vanilla, average),
    },
    taskError: unexplainedVariance(original, Ytest),
  };
}

/** A group's merged weight in factors that can be cut at any rank. */
type FactorGroup = (
  weights: readonly Matrix[],
  frequencies: readonly number[],
  S: readonly Matrix[],
) => Factors;
