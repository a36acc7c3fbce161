/** One multi-head attention layer that answers a query with a token of the vocabulary. */
import type { Matrix } from 'ml-matrix';
import { addRows, dotRows, flat } from '#learn';
import { ShapeError } from '#linalg';
import { exp, log } from '#random';

/** The four weight matrices, D×D; head i owns columns i·dv … of the first three, rows of WO. */
export interface AttentionWeights {
  readonly WQ: Matrix;
  readonly WK: Matrix;
  readonly WV: Matrix;
  readonly WO: Matrix;
}

/** T questions. */
export interface Samples {
  /** T×L×D, the tokens of every sample. */
  readonly X: readonly Matrix[];
  /** T×D, the queries. */
  readonly q: Matrix;
  /** T numbers of tokens: the right answers. */
  readonly y: readonly number[];
}

/** The layer on flat arrays, every matrix row by row. */
export interface FlatLayer {
  readonly D: number;
  readonly heads: number;
  readonly WQ: Float64Array;
  readonly WK: Float64Array;
  readonly WV: Float64Array;
  readonly WO: Float64Array;
}

export interface FlatSamples {
  readonly L: number;
  /** T·L·D */
  readonly X: Float64Array;
  /** T·D */
  readonly q: Float64Array;
  readonly y: Int32Array;
}

/** What one sample leaves behind for its gradient. */
export interface Trace {
  /** The query of all heads, D. */
  readonly Q: Float64Array;
  /** u_i = W_K,i Q_i: heads·D. Key scores are X u_i, without the keys themselves. */
  readonly u: Float64Array;
  /** Attention, heads·L. */
  readonly a: Float64Array;
  /** Xᵀ a_i: heads·D. */
  readonly m: Float64Array;
  /** The heads side by side, D. */
  readonly z: Float64Array;
  /** Output, D. */
  readonly out: Float64Array;
  /** Probabilities of the vocabulary. */
  readonly p: Float64Array;
  /** −log p of the right answer. */
  loss: number;
  readonly starts: Starts;
}

/** Where rows begin: of D×D matrices, of their part of every head, of a sample's tokens, of E. */
interface Starts {
  readonly rows: Int32Array;
  readonly columns: readonly Int32Array[];
  readonly tokens: Int32Array;
  readonly words: Int32Array;
}

export const makeTrace = (D: number, heads: number, L: number, vocab: number): Trace => ({
  Q: new Float64Array(D),
  u: new Float64Array(heads * D),
  a: new Float64Array(heads * L),
  m: new Float64Array(heads * D),
  z: new Float64Array(D),
  out: new Float64Array(D),
  p: new Float64Array(vocab),
  loss: 0,
  starts: {
    rows: startsOf(D, D),
    columns: Array.from({ length: heads }, (_, i) => startsOf(D, D, (i * D) / heads)),
    tokens: startsOf(L, D),
    words: startsOf(vocab, D),
  },
});

/** Where rows of `step` numbers begin, from `first` on. */
const startsOf = (count: number, step: number, first = 0): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => first + i * step);

/** Turns `count` scores from `at` on into their softmax; gives log Σ exp. */
function softmax(scores: Float64Array, at: number, count: number): number {
  let most = -Infinity;
  for (let i = at; i < at + count; i++) most = Math.max(most, scores[i]!);
  let total = 0;
  for (let i = at; i < at + count; i++) total += scores[i] = exp(scores[i]! - most);
  for (let i = at; i < at + count; i++) scores[i]! /= total;
  return most + log(total);
}

/**
 * Answers sample t: softmax(Q Kᵀ/√dv) V of every head, side by side, times W_O; logits are the
 * products with the rows of E. Gives the number of the likeliest token.
 */
export function answer(
  layer: FlatLayer,
  { L, X, q, y }: FlatSamples,
  E: Float64Array,
  t: number,
  into: Trace,
): number {
  const { D, heads, WQ, WK, WV, WO } = layer;
  const { Q, u, a, m, z, out, p, starts } = into;
  const { rows, tokens, words } = starts;
  const dv = D / heads;
  const x = X.subarray(t * L * D, (t + 1) * L * D);
  for (const sums of [Q, m, z, out]) sums.fill(0);
  addRows(Q, 0, WQ, rows, D, q.subarray(t * D, (t + 1) * D), D);
  for (let i = 0; i < heads; i++) {
    const columns = starts.columns[i]!;
    dotRows(u, i * D, WK, columns, D, Q, i * dv, dv);
    dotRows(a, i * L, x, tokens, L, u, i * D, D);
    for (let l = i * L; l < (i + 1) * L; l++) a[l]! /= Math.sqrt(dv);
    softmax(a, i * L, L);
    addRows(m, i * D, x, tokens, L, a.subarray(i * L, (i + 1) * L), D);
    addRows(z, i * dv, WV, columns, D, m.subarray(i * D, (i + 1) * D), dv);
  }
  addRows(out, 0, WO, rows, D, z, D);
  dotRows(p, 0, E, words, p.length, out, 0, D);
  let best = 0;
  for (let v = 1; v < p.length; v++) if (p[v]! > p[best]!) best = v;
  const right = p[y[t]!]!;
  into.loss = softmax(p, 0, p.length) - right;
  return best;
}

/** How well a layer answers. */
export interface Score {
  /** Share of right answers. */
  readonly accuracy: number;
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
}

/** Prepares samples (T of L tokens of width D) and embeddings E (vocab×D) for scoring layers. */
export function scorer(
  { X, q, y }: Samples,
  E: Matrix,
  heads: number,
): (weights: AttentionWeights) => Score {
  const [{ rows: L, columns: D } = { rows: 0, columns: 0 }] = X;
  if (X.length === 0 || q.rows !== X.length || y.length !== X.length) {
    throw new ShapeError(`There are ${X.length} samples, ${q.rows} queries, ${y.length} answers.`);
  }
  if (q.columns !== D || E.columns !== D || D % heads !== 0) {
    throw new ShapeError(
      `Tokens are ${D} wide, queries ${q.columns}, embeddings ${E.columns}; ${heads} heads must divide them.`,
    );
  }
  const samples: FlatSamples = {
    L,
    X: Float64Array.from(X.flatMap((tokens) => tokens.to1DArray())),
    q: flat(q),
    y: Int32Array.from(y),
  };
  const trace = makeTrace(D, heads, L, E.rows);
  const embeddings = flat(E);
  return ({ WQ, WK, WV, WO }) => {
    const layer = { D, heads, WQ: flat(WQ), WK: flat(WK), WV: flat(WV), WO: flat(WO) };
    let right = 0;
    let loss = 0;
    for (let t = 0; t < y.length; t++) {
      right += Number(answer(layer, samples, embeddings, t, trace) === y[t]);
      loss += trace.loss;
    }
    return { accuracy: right / y.length, loss: loss / y.length };
  };
}

/**
 * Accuracy and mean cross-entropy of a layer of D×D weights with so many heads on T samples;
 * E (vocab×D) holds the output classes.
 * @throws ShapeError if sizes do not agree or the heads do not divide D.
 */
export const layerScore = (
  weights: AttentionWeights,
  samples: Samples,
  E: Matrix,
  heads: number,
): Score => scorer(samples, E, heads)(weights);
