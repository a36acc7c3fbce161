import { Matrix } from 'ml-matrix';
import { relativeError, subspaceOverlap } from '#linalg';
import { at, mean, tensor, type Inputs, type Report } from '#demo';
import {
  dataPca,
  evr,
  fewShotCoefficients,
  fewShotFull,
  flatBasis,
  meanMerge,
  meanTensor,
  mergeWithin,
  modeBasis,
  modeSpectrum,
  networkOutput,
  projectModel,
  r2,
  rankAtThreshold,
  reuseStart,
  strengthMatchedNull,
  type ModeIndex,
  type Network,
} from './method.ts';
import type { Params } from './params.ts';

export const inputs = {
  /** Trained input weights, and the read-out weights of the same networks. */
  W: tensor('model', 'hidden unit', 'input'),
  v: tensor('model', 'hidden unit'),
  Winit: tensor('model', 'hidden unit', 'input'),
  Xtrain: tensor('model', 'sample', 'input'),
  Xtest: tensor('model', 'sample', 'input'),
  Ytest: tensor('model', 'sample'),
  /** The planted signal directions: for scoring only. */
  A: tensor('input', 'signal'),
  /** Orthogonal matrices, since the signs of a QR factorisation differ between libraries. */
  nullrot: tensor('model', 'input', 'turned input'),
  rnd: tensor('input', 'random direction'),
  Xfew: tensor('task', 'sample', 'input'),
  Yfew: tensor('task', 'sample'),
  Xfewtest: tensor('task', 'sample', 'input'),
  Yfewtest: tensor('task', 'sample'),
  W0few: tensor('task', 'hidden unit', 'input'),
  v0few: tensor('task', 'hidden unit'),
};

type RunInputs = Inputs<typeof inputs>;

/** Decays among which full training may pick the best on the test set: a generous baseline. */
const FULL_DECAYS = [0.003, 0.03, 0.2];
/** The share of reused starts in the artefact figure. */
export const REUSED = 0.4;
const FEW_SHOT_SIZES = [4, 8, 16, 32];
/** R² of a single new task counts as at least this. */
const R2_FLOOR = -1;
const MERGE_RANKS = 12;

const leading = (U: Matrix, k: number): Matrix => U.subMatrix(0, U.rows - 1, 0, k - 1);
const indices = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** EVR curves of one mode: trained weights, the same turned at random, and the starts. */
function screes(
  W: readonly Matrix[],
  turned: readonly Matrix[],
  Winit: readonly Matrix[],
  tau: number,
) {
  const along = (mode: ModeIndex) => {
    const trained = modeSpectrum(W, mode);
    return {
      trained: evr(trained),
      chance: evr(modeSpectrum(turned, mode)),
      untrained: evr(modeSpectrum(Winit, mode)),
      rank: rankAtThreshold(trained, tau),
    };
  };
  return { input: along(2), hidden: along(1), model: along(0) };
}

/** Mean test R² of the models, each replaced by what the others' weights let through. */
function heldOut({ W, v, Xtest, Ytest, rnd }: RunInputs, pca: Matrix, k: number) {
  const random = leading(rnd, k);
  const scores = W.map((own, m) => {
    const others = W.filter((_, i) => i !== m);
    const mu = meanTensor(others);
    const score = (model: Matrix): number =>
      r2(networkOutput(model, v.getRow(m), at(Xtest, m)), Ytest.getRow(m));
    return {
      own: score(own),
      projected: score(projectModel(own, mu, modeBasis(others, 2, k, mu))),
      dataPca: score(projectModel(own, mu, pca)),
      random: score(projectModel(own, mu, random)),
      mean: score(mu),
    };
  });
  return {
    own: mean(scores.map((score) => score.own)),
    projected: mean(scores.map((score) => score.projected)),
    dataPca: mean(scores.map((score) => score.dataPca)),
    random: mean(scores.map((score) => score.random)),
    mean: mean(scores.map((score) => score.mean)),
  };
}

/** Test R² on the new tasks, averaged, when only the first `size` samples of each may be used. */
function fewShotAt(data: RunInputs, U: Matrix, random: Matrix, decay: number, size: number) {
  const scores = data.Xfew.map((samples, t) => {
    const X = samples.subMatrix(0, size - 1, 0, samples.columns - 1);
    const y = data.Yfew.getRow(t).slice(0, size);
    const W0 = at(data.W0few, t);
    const v0 = data.v0few.getRow(t);
    const score = ({ W, v }: Network): number =>
      Math.max(R2_FLOOR, r2(networkOutput(W, v, at(data.Xfewtest, t)), data.Yfewtest.getRow(t)));
    return {
      coefficients: score(fewShotCoefficients(X, y, U, W0, v0, { decay })),
      full: Math.max(...FULL_DECAYS.map((d) => score(fewShotFull(X, y, W0, v0, { decay: d })))),
      random: score(fewShotCoefficients(X, y, random, W0, v0, { decay })),
    };
  });
  return {
    size,
    coefficients: mean(scores.map((score) => score.coefficients)),
    full: mean(scores.map((score) => score.full)),
    random: mean(scores.map((score) => score.random)),
  };
}

/** How far merging inside the model-mode subspace lands from the plain mean, for k = 1, 2, …. */
function merging(W: readonly Matrix[]) {
  const plain = meanMerge(W);
  const nothing = Matrix.zeros(plain.rows, plain.columns);
  const centred = flatBasis(W);
  const uncentred = flatBasis(W, nothing);
  const ks = indices(Math.min(MERGE_RANKS, centred.columns)).map((i) => i + 1);
  return {
    k: ks,
    subspace: ks.map((k) => relativeError(mergeWithin(W, leading(centred, k)), plain)),
    uncentred: ks.map((k) => relativeError(mergeWithin(W, leading(uncentred, k), nothing), plain)),
    single: mean(W.map((own) => relativeError(own, plain))),
  };
}

function overlaps(U: Matrix, A: Matrix, pca: Matrix, random: Matrix) {
  const of = (V: Matrix) => {
    const { overlap, cosines2 } = subspaceOverlap(U, V);
    return { overlap, cosines2: cosines2.to2DArray() };
  };
  return { planted: of(A), data: of(pca), random: of(random) };
}

export function run(data: RunInputs, { k, tau, wd }: Params, report: Report) {
  const { W, Winit, Xtrain, A, nullrot, rnd, Xfew } = data;
  const U = modeBasis(W, 2, k);
  const pca = dataPca(Xtrain, k);
  const random = leading(rnd, k);
  const nFew = at(Xfew, 0).rows;
  // Turning undoes any reuse: a turned Gaussian start is a Gaussian start that looks elsewhere.
  const freshStarts = strengthMatchedNull(Winit, nullrot);

  report(0, 'comparing the weights');
  const scree = screes(W, strengthMatchedNull(W, nullrot), Winit, tau);
  const projections = heldOut(data, pca, k);
  const sizes = [...FEW_SHOT_SIZES.filter((size) => size < nFew), nFew];
  const fewShot = sizes.map((size, i) => {
    report(0.4 + (0.6 * i) / sizes.length, `learning new tasks from ${size} samples`);
    return fewShotAt(data, U, random, wd, size);
  });

  return {
    scree,
    heldOut: projections,
    fewShot,
    overlap: overlaps(U, A, pca, random),
    merging: merging(W),
    artefact: {
      fresh: evr(modeSpectrum(freshStarts, 0)),
      reused: evr(modeSpectrum(reuseStart(freshStarts, REUSED), 0)),
    },
  };
}

export type Results = ReturnType<typeof run>;

/** EVR_k; the whole for k beyond the end of the curve. */
export const explained = (curve: readonly number[], k: number): number =>
  curve[Math.min(k, curve.length) - 1] ?? 0;
