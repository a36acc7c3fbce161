/**
 * The mixture-of-experts layer on flat arrays, and its training. Hidden unit j of expert i reads with row
 * i·h + j of `incoming` and writes with the same row of `outgoing`, so that a silent ReLU unit
 * costs nothing beyond its own input.
 */
import { adam } from '#learn';

export interface FlatLayer {
  readonly n: number;
  readonly h: number;
  readonly d: number;
  /** n·h rows of d: the rows of every W1. */
  readonly incoming: Float64Array;
  /** n·h rows of d: the columns of every W2. */
  readonly outgoing: Float64Array;
}

/** Tokens with the experts that work on them; `width` slots a token. */
export interface FlatBatch {
  /** B·d */
  readonly x: Float64Array;
  /** B·width expert numbers and their gates. */
  readonly slots: Int32Array;
  readonly gates: Float64Array;
  readonly width: number;
}

/** Activations `relu(W1 x)` of one expert for the token at x[at …], into `active` (h). */
function hidden(
  { h, d, incoming }: FlatLayer,
  expert: number,
  x: Float64Array,
  at: number,
  active: Float64Array,
  from: number,
): void {
  for (let j = 0; j < h; j++) {
    const row = (expert * h + j) * d;
    let sum = 0;
    for (let c = 0; c < d; c++) sum += incoming[row + c]! * x[at + c]!;
    active[from + j] = sum > 0 ? sum : 0;
  }
}

/**
 * Output of the layer, B·d. `active` (width·h) keeps the activations of the last token; with
 * `trace` (B·width·h) those of all tokens are kept.
 */
export function forward(layer: FlatLayer, batch: FlatBatch, trace?: Float64Array): Float64Array {
  const { h, d, outgoing } = layer;
  const { x, slots, gates, width } = batch;
  const tokens = x.length / d;
  const active = trace ?? new Float64Array(h);
  const y = new Float64Array(x.length);
  for (let slot = 0; slot < tokens * width; slot++) {
    const at = Math.floor(slot / width) * d;
    const from = trace ? slot * h : 0;
    const expert = slots[slot]!;
    // A slot the token does not use.
    if (gates[slot] === 0) continue;
    hidden(layer, expert, x, at, active, from);
    for (let j = 0; j < h; j++) {
      const signal = active[from + j]! * gates[slot]!;
      if (signal === 0) continue;
      const row = (expert * h + j) * d;
      for (let c = 0; c < d; c++) y[at + c] = y[at + c]! + signal * outgoing[row + c]!;
    }
  }
  return y;
}

interface Gradient {
  readonly incoming: Float64Array;
  readonly outgoing: Float64Array;
}

/** Gradient of `‖y − target‖² / B`, written into `into`; `trace` as left by `forward`. */
function backward(
  { h, d, outgoing }: FlatLayer,
  { x, slots, gates, width }: FlatBatch,
  trace: Float64Array,
  error: Float64Array,
  into: Gradient,
): void {
  into.incoming.fill(0);
  into.outgoing.fill(0);
  const tokens = x.length / d;
  for (let slot = 0; slot < tokens * width; slot++) {
    const at = Math.floor(slot / width) * d;
    const scale = (2 * gates[slot]!) / tokens;
    for (let j = 0; j < h; j++) {
      const active = trace[slot * h + j]!;
      if (active === 0) continue;
      const row = (slots[slot]! * h + j) * d;
      let back = 0;
      for (let c = 0; c < d; c++) {
        const e = error[at + c]!;
        back += e * outgoing[row + c]!;
        into.outgoing[row + c] = into.outgoing[row + c]! + scale * active * e;
      }
      back *= scale;
      for (let c = 0; c < d; c++)
        into.incoming[row + c] = into.incoming[row + c]! + back * x[at + c]!;
    }
  }
}

/**
 * Trains `layer` in place by Adam (β = 0.9, 0.99, rate 0.01) on the mean squared error;
 * `draw` gives a fresh batch and its target (B·d) for every step.
 */
export function train(
  layer: FlatLayer,
  steps: number,
  draw: () => { readonly batch: FlatBatch; readonly target: Float64Array },
  report: (step: number) => void,
): void {
  const gradient = {
    incoming: new Float64Array(layer.incoming.length),
    outgoing: new Float64Array(layer.outgoing.length),
  };
  const reading = adam(layer.incoming.length, { lr: 0.01 });
  const writing = adam(layer.outgoing.length, { lr: 0.01 });
  for (let step = 0; step < steps; step++) {
    report(step);
    const { batch, target } = draw();
    const trace = new Float64Array(batch.slots.length * layer.h);
    const error = forward(layer, batch, trace);
    for (let i = 0; i < error.length; i++) error[i] = error[i]! - target[i]!;
    backward(layer, batch, trace, error, gradient);
    reading.step(layer.incoming, gradient.incoming);
    writing.step(layer.outgoing, gradient.outgoing);
  }
}
