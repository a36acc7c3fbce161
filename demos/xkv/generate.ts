/**
 * The toy's data: the keys, values and queries of a decoder with random weights that reads a
 * made-up text.
 *
 * Planted: a vocabulary whose directions decay by a power law; a text that stays on one topic for a
 * while; how far the residual stream turns in each layer (`align`), and whether the layers share
 * their key and value projections (`tie`). Learned: nothing. That two layers span the same token space while
 * disagreeing on every token is *not* planted: it comes from the residual stream.
 */
import { Matrix } from 'ml-matrix';
import type { Report } from '#demo';
import { multiply } from '#linalg';
import { cos, power, sin, type Random } from '#random';
import { attentionOutput } from './attention.ts';
import type { Params } from './params.ts';

const VOCABULARY = 96;
const TOPICS = 8;
const SWITCH = 0.08;
const ON_TOPIC = 0.8;

export interface Caches {
  /** Keys before RoPE, N × (n×d). */
  readonly K: readonly Matrix[];
  /** Values, N × (n×d). */
  readonly V: readonly Matrix[];
  /** Queries before RoPE, N × (n×d). */
  readonly Q: readonly Matrix[];
}

type Sizes = Pick<Params, 'decay' | 'D'>;

/** 96 embeddings, 96×D: column scales (1 + j)^(−decay), then a random rotation. */
export function embeddings({ decay, D }: Sizes, random: Random): Matrix {
  const scales = Array.from({ length: D }, (_, j) => power(1 + j, -decay));
  const rotation = random.stream('rotation').orthonormal(D, D);
  const scaled = random.stream('embedding').normalMatrix(VOCABULARY, D).mulRowVector(scales);
  return multiply(scaled, rotation);
}

/** n token numbers from a chain of topics: early words of the topic are the frequent ones. */
export function text(n: number, random: Random): number[] {
  const words = VOCABULARY / TOPICS;
  let topic = random.integer(TOPICS);
  return Array.from({ length: n }, () => {
    if (random.uniform() < SWITCH) topic = random.integer(TOPICS);
    return random.uniform() < ON_TOPIC
      ? topic * words + Math.floor(words * square(random.uniform()))
      : random.integer(VOCABULARY);
  });
}

const square = (x: number): number => x * x;

/** Scales every row to root mean square 1, in place. */
function rms(X: Matrix): Matrix {
  for (let t = 0; t < X.rows; t++) {
    let squares = 0;
    for (let j = 0; j < X.columns; j++) squares += square(X.get(t, j));
    X.mulRow(t, 1 / Math.max(Math.sqrt(squares / X.columns), 1e-12));
  }
  return X;
}

/** p X + q Y. */
const mix = (p: number, X: Matrix, q: number, Y: Matrix): Matrix =>
  Matrix.mul(X, p).add(Matrix.mul(Y, q));

/** A decoder with random weights reads a random text; its caches are the inputs of `run`. */
export function generate(params: Params, random: Random, report: Report): Caches {
  const { align, tie, layers, n, D, heads, hd, qkGain } = params;
  const d = heads * hd;
  const gaussian = (name: string, rows: number, cols: number): Matrix =>
    random.stream(name).normalMatrix(rows, cols, 1 / Math.sqrt(D));
  const tied = (name: string, layer: number): Matrix =>
    mix(tie, gaussian(name, D, d), Math.sqrt(1 - tie * tie), gaussian(`${name} ${layer}`, D, d));

  const turn = (Math.PI / 2) * (1 - align);
  const noise = square(1 - align);
  const vocabulary = embeddings(params, random);
  const tokens = text(n, random.stream('text'));
  let x = rms(new Matrix(tokens.map((token) => vocabulary.getRow(token))));
  const K: Matrix[] = [];
  const V: Matrix[] = [];
  const Q: Matrix[] = [];

  for (let layer = 0; layer < layers; layer++) {
    report(layer / layers, `layer ${layer + 1} of ${layers}`);
    const h = rms(x.clone());
    const k = multiply(h, tied('keys', layer));
    const v = multiply(h, tied('values', layer));
    const q = multiply(h, gaussian(`queries ${layer}`, D, d)).mul(qkGain);
    K.push(k);
    V.push(v);
    Q.push(q);

    const attended = attentionOutput(q, k, v, heads);
    const a = rms(multiply(attended, gaussian(`output ${layer}`, d, D)));
    const hidden = multiply(rms(Matrix.add(x, a)), gaussian(`up ${layer}`, D, 2 * D));
    const mlp = rms(multiply(relu(hidden), gaussian(`down ${layer}`, 2 * D, D)));
    const f = rms(Matrix.add(a, mlp));
    const z = random.stream(`noise ${layer}`).normalMatrix(n, D);
    const towards = rms(mix(1 - noise, f, noise, z));
    x = rms(mix(cos(turn), x, sin(turn), towards));
  }
  return { K, V, Q };
}

function relu(X: Matrix): Matrix {
  for (let i = 0; i < X.rows; i++) {
    for (let j = 0; j < X.columns; j++) if (X.get(i, j) < 0) X.set(i, j, 0);
  }
  return X;
}
