/**
 * The toy's data: an attention layer that really was trained.
 *
 * Planted: the token subspace, r random directions of ℝᴰ in which all token embeddings lie; a
 * rotation M inside it, which turns the wanted token into the question; noise in all D dimensions.
 * Learned: W_Q, W_K, W_V and W_O, from a random start, on so few samples that they over-fit.
 */
import { Matrix } from 'ml-matrix';
import { tensor, type Inputs, type Report } from '#demo';
import { flat } from '#learn';
import { multiply } from '#linalg';
import type { Random } from '#random';
import type { FlatSamples } from './layer.ts';
import type { Params } from './params.ts';
import { train } from './training.ts';

export const inputs = {
  WQ: tensor('channel', 'head channel'),
  WK: tensor('channel', 'head channel'),
  WV: tensor('channel', 'head channel'),
  WO: tensor('head channel', 'channel'),
  E: tensor('word', 'channel'),
  Bz: tensor('channel', 'direction'),
  Xtest: tensor('sample', 'token', 'channel'),
  qtest: tensor('sample', 'channel'),
  ytest: tensor('sample'),
};

export type TensorLlmInputs = Inputs<typeof inputs>;

/** Length of every token embedding. */
const AMPLITUDE = 1.5;
const TEST = 600;
const REPORTS = 40;

export function generate(p: Params, random: Random, report: Report): TensorLlmInputs {
  const { D, r, heads, vocab, L, init, nTrain, steps, lr } = p;
  const Bz = random.stream('subspace').orthonormal(D, r);
  const words = random.stream('words');
  const coordinates = new Matrix(
    Array.from({ length: vocab }, () => words.unitVector(r).map((x) => AMPLITUDE * x)),
  );
  const rotation = random.stream('rotation').orthonormal(r, r);
  const E = multiply(coordinates, Bz.transpose());
  const asked = multiply(multiply(coordinates, rotation), Bz.transpose());

  const training = drawSamples(p, E, asked, nTrain, random.stream('training samples'));
  const test = drawSamples(p, E, asked, TEST, random.stream('test samples'));
  const start = random.stream('start');
  const weights = (): Float64Array => flat(start.normalMatrix(D, D, init / Math.sqrt(D)));
  const layer = { D, heads, WQ: weights(), WK: weights(), WV: weights(), WO: weights() };
  const batches = random.stream('batches');
  const every = Math.ceil(steps / REPORTS);
  train(
    layer,
    training,
    flat(E),
    { steps, lr },
    () => batches.integer(nTrain),
    (step) => {
      if (step % every === 0) report(step / steps, 'training the attention layer');
    },
  );

  const square = (values: Float64Array): Matrix => Matrix.from1DArray(D, D, values);
  return {
    WQ: square(layer.WQ),
    WK: square(layer.WK),
    WV: square(layer.WV),
    WO: square(layer.WO),
    E,
    Bz,
    Xtest: Array.from({ length: TEST }, (_, t) =>
      Matrix.from1DArray(L, D, test.X.subarray(t * L * D, (t + 1) * L * D)),
    ),
    qtest: Matrix.from1DArray(TEST, D, test.q),
    ytest: [...test.y],
  };
}

/** L different words with noise, and the question for one of them with noise, `count` times. */
function drawSamples(
  { D, L, vocab, noise }: Params,
  E: Matrix,
  asked: Matrix,
  count: number,
  random: Random,
): FlatSamples {
  const X = new Float64Array(count * L * D);
  const q = new Float64Array(count * D);
  const y = new Int32Array(count);
  const noisy = (into: Float64Array, at: number, words: Matrix, word: number): void => {
    for (let d = 0; d < D; d++) into[at + d] = words.get(word, d) + noise * random.normal();
  };
  for (let t = 0; t < count; t++) {
    const drawn = random.permutation(vocab).slice(0, L);
    drawn.forEach((word, l) => {
      noisy(X, (t * L + l) * D, E, word);
    });
    y[t] = drawn[random.integer(L)]!;
    noisy(q, t * D, asked, y[t]!);
  }
  return { L, X, q, y };
}
