/**
 * The toy's data: the first layer of a network that really was trained.
 *
 * Planted: an input subspace for each group (B_g with orthonormal columns) and a small tanh network
 * F_g; a sample mixes a few groups, `x = Σ B_g z_g + noise`, and asks for `y = Σ F_g(z_g)`.
 * Learned: W, b and W2 of the network that answers. With another `source`, W is drawn instead.
 */
import { Matrix } from 'ml-matrix';
import { tensor, type Inputs, type Report } from '#demo';
import { multiply } from '#linalg';
import { tanh, type Random } from '#random';
import type { Params } from './params.ts';
import { train, type Batch, type Network } from './training.ts';

export const inputs = {
  W: tensor('input', 'unit'),
  b: tensor('unit'),
  W2: tensor('unit', 'answer'),
  Xcal: tensor('sample', 'input'),
  Xtest: tensor('sample', 'input'),
  Ytest: tensor('sample', 'answer'),
  perm: tensor('unit'),
};

export type CospadiInputs = Inputs<typeof inputs>;

const ANSWERS = 8;
/** Hidden units of each planted network. */
const TEACHER_UNITS = 8;
/** Samples that the network learns from, again and again. */
const TRAINING = 1024;
const TEST = 512;
const BATCH = 128;
const STEPS = 400;
const REPORTS = 40;
/** Relative size of what the low-rank matrix has beside its subspace. */
const OFF_SUBSPACE = 0.02;

export function generate(p: Params, random: Random, report: Report): CospadiInputs {
  const { d1, d2, nCal } = p;
  const draw = sampler(p, random);
  const { W, b, W2 } = network(p, draw, random, report);
  const test = draw(TEST, random.stream('test'));
  return {
    W,
    b,
    W2,
    Xcal: asMatrix(draw(nCal, random.stream('calibration')).x, d1),
    Xtest: asMatrix(test.x, d1),
    Ytest: asMatrix(test.y, ANSWERS),
    perm: random.stream('start').permutation(d2),
  };
}

type Sampler = (count: number, random: Random) => Batch;

/** Plants the groups; what it returns draws samples of them. */
function sampler({ groups, gdim, active, d1, xnoise }: Params, random: Random): Sampler {
  const group = (name: string, g: number): Random => random.stream(`${name} ${g}`);
  const planted = Array.from({ length: groups }, (_, g) => ({
    B: group('subspace', g).orthonormal(d1, gdim).to2DArray(),
    F1: group('first', g).normalMatrix(TEACHER_UNITS, gdim).to2DArray(),
    F2: group('second', g)
      .normalMatrix(ANSWERS, TEACHER_UNITS, 1 / Math.sqrt(TEACHER_UNITS))
      .to2DArray(),
  }));
  return (count, source) => {
    const x = new Float64Array(count * d1);
    const y = new Float64Array(count * ANSWERS);
    for (let i = 0; i < count; i++) {
      for (const g of source.permutation(groups).slice(0, active)) {
        const { B, F1, F2 } = planted[g]!;
        const z = Array.from({ length: gdim }, () => source.normal());
        const units = F1.map((row) => tanh(dot(row, z)));
        B.forEach((row, c) => (x[i * d1 + c]! += dot(row, z)));
        F2.forEach((row, o) => (y[i * ANSWERS + o]! += dot(row, units)));
      }
      for (let c = 0; c < d1; c++) x[i * d1 + c]! += xnoise * source.normal();
    }
    return { x, y };
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Deals all samples out in batches, then shuffles and deals again. */
function batches({ x, y }: Batch, d1: number, random: Random): () => Batch {
  let deck: number[] = [];
  const rows = (values: Float64Array, width: number, chosen: readonly number[]): Float64Array => {
    const some = new Float64Array(chosen.length * width);
    chosen.forEach((row, i) =>
      some.set(values.subarray(row * width, (row + 1) * width), i * width),
    );
    return some;
  };
  return () => {
    if (deck.length === 0) deck = [...random.permutation(TRAINING)];
    const chosen = deck.splice(0, BATCH);
    return { x: rows(x, d1, chosen), y: rows(y, ANSWERS, chosen) };
  };
}

/** The layer to be compressed; only a trained one has a network around it that means something. */
function network(p: Params, draw: Sampler, random: Random, report: Report): Network {
  const { source, d1, d2, r0 } = p;
  if (source === 'trained') {
    const samples = draw(TRAINING, random.stream('training samples'));
    const every = STEPS / REPORTS;
    return train(
      { d1, d2, out: ANSWERS, steps: STEPS, batch: BATCH, lr: 0.01, decay: 1e-3 },
      random.stream('network start'),
      batches(samples, d1, random.stream('order of samples')),
      (step) => step % every === 0 && report(step / STEPS, 'training the network'),
    );
  }
  const scale = 1 / Math.sqrt(d1);
  const noise = random.stream('matrix').normalMatrix(d1, d2, scale);
  return {
    W: source === 'gauss' ? noise : noise.mul(OFF_SUBSPACE).add(lowRankMatrix(d1, d2, r0, random)),
    b: Array.from({ length: d2 }, () => 0),
    W2: random.stream('read-out').normalMatrix(d2, ANSWERS, 1 / Math.sqrt(d2)),
  };
}

/** All columns in one subspace of dimension r0; entries of variance 1/d1. */
function lowRankMatrix(d1: number, d2: number, r0: number, random: Random): Matrix {
  const left = random.stream('left factor').normalMatrix(d1, r0, 1 / Math.sqrt(r0));
  const right = random.stream('right factor').normalMatrix(r0, d2, 1 / Math.sqrt(d1));
  return multiply(left, right);
}

const asMatrix = (values: Float64Array, width: number): Matrix =>
  Matrix.from1DArray(values.length / width, width, values);
