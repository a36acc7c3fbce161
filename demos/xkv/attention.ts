/** Rotary positions and causal attention, as the decoder uses the caches. */
import { Matrix } from 'ml-matrix';
import { flat } from '#learn';
import { ShapeError } from '#linalg';
import { cos, exp, power, sin } from '#random';

const BASE = 10000;

/**
 * Rotary position embedding of X, n×d with d = heads · h (h even): within each head, channel j and
 * channel j + h/2 turn together by the angle t · 10000^(−2j/h) at position t (the halves convention
 * of Llama). The first row stands at position `start`.
 * @throws ShapeError unless d is a multiple of 2 · heads.
 */
export function rope(X: Matrix, heads: number, start = 0): Matrix {
  requireHeads(X.columns, heads);
  const size = X.columns / heads;
  const half = size / 2;
  const Y = Matrix.zeros(X.rows, X.columns);
  const frequencies = Array.from({ length: half }, (_, j) => power(BASE, (-2 * j) / size));
  for (let t = 0; t < X.rows; t++) {
    frequencies.forEach((frequency, j) => {
      const c = cos((start + t) * frequency);
      const s = sin((start + t) * frequency);
      for (let first = j; first < X.columns; first += size) {
        const x1 = X.get(t, first);
        const x2 = X.get(t, first + half);
        Y.set(t, first, x1 * c - x2 * s);
        Y.set(t, first + half, x2 * c + x1 * s);
      }
    });
  }
  return Y;
}

/**
 * Causal softmax attention of the last `queries` tokens (default: all). Q, K, V are n×d, the first
 * two *before* RoPE, which is applied here; the result is queries×d, the heads side by side. Scores
 * are q·k / √h.
 * @throws ShapeError if the shapes differ, d is no multiple of 2 · heads, or queries is not in 1 … n.
 */
export function attentionOutput(
  Q: Matrix,
  K: Matrix,
  V: Matrix,
  heads: number,
  queries: number = Q.rows,
): Matrix {
  const n = Q.rows;
  const d = Q.columns;
  for (const X of [K, V]) {
    if (X.rows !== n || X.columns !== d) {
      throw new ShapeError(`Queries are ${n}×${d}, but keys or values ${X.rows}×${X.columns}.`);
    }
  }
  if (!Number.isInteger(queries) || queries < 1 || queries > n) {
    throw new ShapeError(`The number of queries must be an integer in 1 … ${n}; got ${queries}.`);
  }
  const start = n - queries;
  const q = flat(rope(Q.subMatrix(start, n - 1, 0, d - 1), heads, start));
  const k = flat(rope(K, heads));
  const v = flat(V);
  const out = new Float64Array(queries * d);
  for (let i = 0; i < queries; i++) {
    for (let head = 0; head < heads; head++) {
      attend({ q, k, v, out, d, size: d / heads }, start + i, i, head);
    }
  }
  return Matrix.from1DArray(queries, d, out);
}

/** `attentionOutput` of every layer of a stack. */
export const attentionOutputs = (
  Q: readonly Matrix[],
  K: readonly Matrix[],
  V: readonly Matrix[],
  heads: number,
  queries: number,
): Matrix[] =>
  Q.map((Ql, l) => {
    const Kl = K[l];
    const Vl = V[l];
    if (!Kl || !Vl) throw new ShapeError(`Layer ${l} has queries, but no keys or values.`);
    return attentionOutput(Ql, Kl, Vl, heads, queries);
  });

interface Kernel {
  readonly q: Float64Array;
  readonly k: Float64Array;
  readonly v: Float64Array;
  readonly out: Float64Array;
  readonly d: number;
  readonly size: number;
}

/** One head's answer to query i, which stands at position t, written into row i of `out`. */
function attend({ q, k, v, out, d, size }: Kernel, t: number, i: number, head: number): void {
  const from = head * size;
  const weights = new Float64Array(t + 1);
  const root = Math.sqrt(size);
  let most = -Infinity;
  for (let s = 0; s <= t; s++) {
    let score = 0;
    for (let j = from; j < from + size; j++) score += q[i * d + j]! * k[s * d + j]!;
    score /= root;
    weights[s] = score;
    if (score > most) most = score;
  }
  let total = 0;
  for (let s = 0; s <= t; s++) total += weights[s] = exp(weights[s]! - most);
  for (let j = from; j < from + size; j++) {
    let read = 0;
    for (let s = 0; s <= t; s++) read += weights[s]! * v[s * d + j]!;
    out[i * d + j] = read / total;
  }
}

function requireHeads(d: number, heads: number): void {
  if (!Number.isInteger(heads) || heads < 1 || d % (2 * heads) !== 0) {
    throw new ShapeError(
      `${d} channels cannot be split into ${heads} heads of an even number of channels.`,
    );
  }
}
