/**
 * The mixture-of-experts layer on flat arrays, and its training. Hidden unit j of expert i reads with
 * row i·h + j of `incoming` and writes with the same row of `outgoing`, so that a silent ReLU unit
 * costs nothing beyond its own input.
 */
import { adam, addRows, dotRows } from '#learn';

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

/**
 * Output of the layer, B·d. With `trace` (B·width·h) the sums `W1 x` of every slot are kept; a unit
 * is active where its sum is positive.
 */
export function forward(layer: FlatLayer, batch: FlatBatch, trace?: Float64Array): Float64Array {
  const { h, d, incoming, outgoing } = layer;
  const { x, slots, gates, width } = batch;
  const sums = trace ?? new Float64Array(h);
  const units = new Int32Array(h);
  const active = new Int32Array(h);
  const signals = new Float64Array(h);
  const y = new Float64Array(x.length);
  for (let slot = 0; slot < slots.length; slot++) {
    const gate = gates[slot]!;
    // A slot the token does not use.
    if (gate === 0) continue;
    const at = Math.floor(slot / width) * d;
    const from = trace ? slot * h : 0;
    for (let j = 0; j < h; j++) units[j] = (slots[slot]! * h + j) * d;
    dotRows(sums, from, incoming, units, h, x, at, d);
    let count = 0;
    for (let j = 0; j < h; j++) {
      const sum = sums[from + j]!;
      active[count] = units[j]!;
      signals[count] = sum * gate;
      // Not a branch: half of the processor's guesses would be wrong.
      count += Number(sum > 0);
    }
    addRows(y, at, outgoing, active, count, signals, d);
  }
  return y;
}

interface Gradient {
  readonly incoming: Float64Array;
  readonly outgoing: Float64Array;
}

/** The slots that use each of n experts, in order. */
function slotsOfExperts(n: number, { slots, gates }: FlatBatch): number[][] {
  const used = Array.from({ length: n }, (): number[] => []);
  slots.forEach((expert, slot) => {
    if (gates[slot] !== 0) used[expert]?.push(slot);
  });
  return used;
}

/**
 * Gradient of `‖y − target‖² / B`, written into `into`; `trace` as left by `forward`. Unit by unit,
 * over the tokens it is active on.
 */
function backward(
  { n, h, d, outgoing }: FlatLayer,
  batch: FlatBatch,
  trace: Float64Array,
  error: Float64Array,
  into: Gradient,
): void {
  into.incoming.fill(0);
  into.outgoing.fill(0);
  const { x, gates, width } = batch;
  const tokens = x.length / d;
  const active = new Int32Array(gates.length);
  const scales = new Float64Array(gates.length);
  const signals = new Float64Array(gates.length);
  const backs = new Float64Array(gates.length);
  slotsOfExperts(n, batch).forEach((slots, expert) => {
    for (let j = 0; j < h; j++) {
      const unit = (expert * h + j) * d;
      let count = 0;
      for (let k = 0; k < slots.length; k++) {
        const slot = slots[k]!;
        const sum = trace[slot * h + j]!;
        const scale = (2 * gates[slot]!) / tokens;
        active[count] = Math.floor(slot / width) * d;
        scales[count] = scale;
        signals[count] = scale * sum;
        count += Number(sum > 0);
      }
      dotRows(backs, 0, error, active, count, outgoing, unit, d);
      for (let k = 0; k < count; k++) backs[k] = backs[k]! * scales[k]!;
      addRows(into.outgoing, unit, error, active, count, signals, d);
      addRows(into.incoming, unit, x, active, count, backs, d);
    }
  });
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
