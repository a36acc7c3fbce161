/** The mixture-of-experts layer: `y = Σ_i G_i(x) W2_i relu(W1_i x)`. */
import { Matrix } from 'ml-matrix';
import { relativeError, ShapeError } from '#linalg';
import { exp } from '#random';
import { forward, type FlatBatch, type FlatLayer } from './flat.ts';

/** Hidden activations `relu(X W1ᵀ)`. X: m×d, W1: h×d → m×h. */
export function expertHidden(W1: Matrix, X: Matrix): Matrix {
  if (W1.columns !== X.columns)
    throw new ShapeError(`tokens have ${X.columns} channels, but W1 reads ${W1.columns}`);
  const hidden = X.mmul(W1.transpose());
  return hidden.apply((row, col) => {
    if (hidden.get(row, col) < 0) hidden.set(row, col, 0);
  });
}

/** What one expert answers on every token: `relu(X W1ᵀ) W2ᵀ`. W1: h×d, W2: d×h, X: m×d → m×d. */
export function expertOutput(W1: Matrix, W2: Matrix, X: Matrix): Matrix {
  if (W2.columns !== W1.rows)
    throw new ShapeError(`W1 has ${W1.rows} hidden units, but W2 reads ${W2.columns}`);
  return expertHidden(W1, X).mmul(W2.transpose());
}

/** Router logits `X Wgᵀ`. X: m×d, Wg: n×d → m×n. */
export function routerLogits(X: Matrix, Wg: Matrix): Matrix {
  if (X.columns !== Wg.columns)
    throw new ShapeError(`tokens have ${X.columns} channels, but the router reads ${Wg.columns}`);
  return X.mmul(Wg.transpose());
}

/** Indices of the `count` largest values, largest first; on ties the lower index first. */
export function topIndices(values: ArrayLike<number>, count: number): number[] {
  const top: number[] = [];
  while (top.length < Math.min(count, values.length)) {
    let best = -1;
    for (let i = 0; i < values.length; i++) {
      if (!top.includes(i) && (best < 0 || values[i]! > values[best]!)) best = i;
    }
    top.push(best);
  }
  return top;
}

/** Softmax over the `topk` largest logits of one token, zero elsewhere. */
export function topkSoftmax(logits: ArrayLike<number>, topk: number): Float64Array {
  const top = topIndices(logits, topk);
  const peak = logits[top[0] ?? 0] ?? 0;
  const gates = new Float64Array(logits.length);
  let total = 0;
  for (const i of top) total += gates[i] = exp(logits[i]! - peak);
  for (const i of top) gates[i] = gates[i]! / total;
  return gates;
}

/** Gates `G_i(x)` from router logits, token by token. logits: m×n, 1 ≤ topk ≤ n → m×n, rows sum to 1. */
export function topkGates(logits: Matrix, topk: number): Matrix {
  if (!Number.isInteger(topk) || topk < 1 || topk > logits.columns)
    throw new ShapeError(`a token can use 1 to ${logits.columns} experts, not ${topk}`);
  return new Matrix(logits.to2DArray().map((row) => Array.from(topkSoftmax(row, topk))));
}

/** Gates of every token. X: m×d, Wg: n×d → m×n; leave `topk` out for the softmax over all experts. */
export function routerProbabilities(X: Matrix, Wg: Matrix, topk: number = Wg.rows): Matrix {
  return topkGates(routerLogits(X, Wg), topk);
}

/** Eq. 6: the share of tokens that have expert i among their top-k. gates: m×n → n shares in 0..1. */
export function expertFrequency(gates: Matrix): number[] {
  return gates
    .transpose()
    .to2DArray()
    .map((column) => column.filter((gate) => gate > 0).length / gates.rows);
}

/**
 * Output of the layer, each expert computing only the tokens routed to it.
 * W1: n of h×d, W2: n of d×h, X: m×d, gates: m×n → m×d. Throws ShapeError if they do not fit.
 */
export function mixtureOutput(
  W1: readonly Matrix[],
  W2: readonly Matrix[],
  X: Matrix,
  gates: Matrix,
): Matrix {
  if (W1.length !== gates.columns || W2.length !== gates.columns || gates.rows !== X.rows)
    throw new ShapeError(
      `${W1.length} and ${W2.length} weights on ${X.rows} tokens do not fit ${gates.rows}×${gates.columns} gates`,
    );
  const y = forward(flatLayer(W1, W2, X.columns), flatBatch(X, gates));
  return Matrix.from1DArray(X.rows, X.columns, y);
}

/** The experts as the flat arrays of `forward`. */
function flatLayer(W1: readonly Matrix[], W2: readonly Matrix[], d: number): FlatLayer {
  const h = W1[0]?.rows ?? 0;
  if (W1.some((W) => W.rows !== h || W.columns !== d))
    throw new ShapeError(`every W1 must be ${h}×${d}`);
  if (W2.some((W) => W.rows !== d || W.columns !== h))
    throw new ShapeError(`every W2 must be ${d}×${h}`);
  return {
    n: W1.length,
    h,
    d,
    incoming: new Float64Array(W1.flatMap((W) => W.to1DArray())),
    outgoing: new Float64Array(W2.flatMap((W) => W.transpose().to1DArray())),
  };
}

/** Tokens and gates as flat arrays, a slot for every expert a token may use. */
function flatBatch(X: Matrix, gates: Matrix): FlatBatch {
  const width = Math.max(...gates.to2DArray().map((row) => row.filter((gate) => gate > 0).length));
  const slots = new Int32Array(X.rows * width);
  const shares = new Float64Array(slots.length);
  for (let token = 0; token < X.rows; token++) {
    let slot = token * width;
    for (let expert = 0; expert < gates.columns; expert++) {
      const gate = gates.get(token, expert);
      if (!(gate > 0)) continue;
      slots[slot] = expert;
      shares[slot++] = gate;
    }
  }
  return { x: new Float64Array(X.to1DArray()), slots, gates: shares, width };
}

/** The tokens that have expert i among their top-k. */
export function routedTokens(gates: Matrix, i: number): number[] {
  return gates.getColumn(i).flatMap((gate, token) => (gate > 0 ? [token] : []));
}

/** The chosen rows of A, in the order given. */
export const rowsOf = (A: Matrix, rows: readonly number[]): Matrix =>
  new Matrix(rows.map((row) => A.getRow(row)));

/**
 * Router slots that point to one merged expert: their gates add up.
 * gates: m×n, labels: n group numbers → m×k.
 */
export function poolGates(gates: Matrix, labels: readonly number[]): Matrix {
  if (labels.length !== gates.columns)
    throw new ShapeError(`${labels.length} labels for ${gates.columns} experts`);
  const pooled = Matrix.zeros(gates.rows, Math.max(...labels) + 1);
  labels.forEach((group, i) => {
    for (let t = 0; t < gates.rows; t++)
      pooled.set(t, group, pooled.get(t, group) + gates.get(t, i));
  });
  return pooled;
}

/** `‖Y′ − Y‖_F / ‖Y‖_F` for the original layer's output Y and the smaller layer's Y′, both T×d. */
export const relativeOutputError = (original: Matrix, merged: Matrix): number =>
  relativeError(merged, original);

/** `1 − R²`: squared error over the squared deviation from the mean target. Both T×d. */
export function unexplainedVariance(output: Matrix, target: Matrix): number {
  if (output.rows !== target.rows || output.columns !== target.columns)
    throw new ShapeError('the output and its target differ in shape');
  const centred = target.clone().subRowVector(target.mean('column'));
  return Matrix.sub(output, target).norm() ** 2 / centred.norm() ** 2;
}
