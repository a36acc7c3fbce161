/** All methods on one layer: what the figures and claims are made of. */
import { mean, type Report } from '#demo';
import { principalAngles, svdvals, unfold } from '#linalg';
import {
  oneMatrixTucker,
  perHeadTucker,
  rankOfSize,
  stackedTucker,
  svdPerMatrix,
} from './baselines.ts';
import type { TensorLlmInputs } from './generate.ts';
import { scorer } from './layer.ts';
import type { Params } from './params.ts';
import { sharedTucker, tensorise, type Compressed } from './tensorise.ts';

/** One compressed layer, on test samples. */
export interface Outcome {
  readonly accuracy: number;
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** Numbers stored. */
  readonly size: number;
}

/** The same at several ranks. */
export interface Curve {
  readonly ranks: readonly number[];
  readonly accuracy: readonly number[];
  readonly loss: readonly number[];
  readonly size: readonly number[];
}

export interface Results {
  readonly original: Outcome;
  readonly tensorLlm: Outcome;
  readonly svd: Outcome;
  readonly trawl: Outcome;
  readonly perHead: Outcome;
  readonly onlyQ: Outcome;
  readonly onlyK: Outcome;
  readonly onlyV: Outcome;
  readonly onlyO: Outcome;
  /** Rank of the SVD of the same size. */
  readonly svdRank: number;
  /** By R₁, the other ranks as chosen. */
  readonly tensorLlmCurve: Curve;
  /** By the rank of every matrix: all of them, the last being the original. */
  readonly svdCurve: Curve;
  /** Singular values of the unfoldings of W_all: model dimension, head dimension, Q/K/V/O. */
  readonly spectra: {
    readonly model: readonly number[];
    readonly head: readonly number[];
    readonly matrix: readonly number[];
  };
  /** Relative error of the tensor after each sweep of HOOI. */
  readonly errors: readonly number[];
  /** cos² of the principal angles of U₁ and the planted token subspace, and their mean. */
  readonly cosines2: readonly number[];
  readonly overlap: number;
}

/** The R₁ of the curve that are always drawn; the chosen one is added. */
const CURVE = [2, 4, 5, 6, 8, 12, 16];

/** Runs TensorLLM and everything it is compared with. Pure. */
export function run(inputs: TensorLlmInputs, p: Params, report: Report): Results {
  const { WQ, WK, WV, WO, E, Bz, Xtest, qtest, ytest } = inputs;
  const { R1, R2, R3, heads } = p;
  const D = WQ.rows;
  const original = { WQ, WK, WV, WO };
  const score = scorer({ X: Xtest, q: qtest, y: ytest }, E, heads);
  const outcome = ({ weights, size }: Compressed): Outcome => ({ ...score(weights), size });

  report(0, 'decomposing the layer');
  const shared = sharedTucker(original, heads, [R1, R2, R3]);
  const tensorLlm = outcome(shared);
  const { size } = shared;
  const svdRank = rankOfSize(D, size);
  const only = (name: 'WQ' | 'WK' | 'WV' | 'WO'): Outcome =>
    outcome(oneMatrixTucker(original, name, heads, R1, R2));
  const whole = outcome({ weights: original, size: 4 * D * D });
  const T = tensorise(original, heads);
  const [U1 = Bz] = shared.tucker.factors;
  const cosines2 = principalAngles(U1, Bz).map((angle) => Math.cos(angle) ** 2);
  const others = {
    trawl: outcome(stackedTucker(original, R1, R3, size)),
    perHead: outcome(perHeadTucker(original, heads, [R1, R2, R3])),
    onlyQ: only('WQ'),
    onlyK: only('WK'),
    onlyV: only('WV'),
    onlyO: only('WO'),
  };

  report(0.3, 'trying other ranks');
  const ranks = [...new Set([...CURVE, R1])].filter((rank) => rank <= D).sort((a, b) => a - b);
  const tensorLlmCurve = curve(ranks, (rank) =>
    rank === R1 ? tensorLlm : outcome(sharedTucker(original, heads, [rank, R2, R3])),
  );
  const svdCurve = curve(
    Array.from({ length: D }, (_, i) => i + 1),
    (rank) => {
      report(0.5 + (0.5 * rank) / D, 'cutting each matrix on its own');
      return outcome(svdPerMatrix(original, rank));
    },
  );

  return {
    original: whole,
    tensorLlm,
    svd: {
      accuracy: svdCurve.accuracy[svdRank - 1] ?? NaN,
      loss: svdCurve.loss[svdRank - 1] ?? NaN,
      size: svdCurve.size[svdRank - 1] ?? NaN,
    },
    ...others,
    svdRank,
    tensorLlmCurve,
    svdCurve,
    spectra: {
      model: svdvals(unfold(T, 0)),
      head: svdvals(unfold(T, 1)),
      matrix: svdvals(unfold(T, 2)),
    },
    errors: shared.errors,
    cosines2,
    overlap: mean(cosines2),
  };
}

function curve(ranks: readonly number[], at: (rank: number) => Outcome): Curve {
  const outcomes = ranks.map(at);
  return {
    ranks,
    accuracy: outcomes.map(({ accuracy }) => accuracy),
    loss: outcomes.map(({ loss }) => loss),
    size: outcomes.map(({ size }) => size),
  };
}
