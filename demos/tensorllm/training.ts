/** Training of the attention layer, on flat arrays. */
import { adam, addRows, dotRows } from '#learn';
import { answer, makeTrace, type FlatLayer, type FlatSamples, type Trace } from './layer.ts';

const BATCH = 48;

/** into[start + c] += factors[d] · vector[at + c] for every row d and c < length. */
function addOuter(
  into: Float64Array,
  starts: Int32Array,
  factors: Float64Array,
  from: number,
  vector: Float64Array,
  at: number,
  length: number,
): void {
  for (let d = 0; d < starts.length; d++) {
    const row = starts[d]!;
    const factor = factors[from + d]!;
    for (let c = 0; c < length; c++) into[row + c]! += factor * vector[at + c]!;
  }
}

/** Adds sample t's gradient of cross-entropy / BATCH to `into`. */
function addGradient(
  layer: FlatLayer,
  samples: FlatSamples,
  E: Float64Array,
  t: number,
  trace: Trace,
  into: FlatLayer,
): void {
  answer(layer, samples, E, t, trace);
  const { D, heads, WK, WV, WO } = layer;
  const { L, X, q, y } = samples;
  const { Q, u, a, m, z, p, starts } = trace;
  const { rows, tokens, words } = starts;
  const dv = D / heads;
  const x = X.subarray(t * L * D, (t + 1) * L * D);
  p[y[t]!]! -= 1;
  for (let v = 0; v < p.length; v++) p[v]! /= BATCH;
  const dOut = new Float64Array(D);
  addRows(dOut, 0, E, words, p.length, p, D);
  addOuter(into.WO, rows, z, 0, dOut, 0, D);
  const dz = new Float64Array(D);
  dotRows(dz, 0, WO, rows, D, dOut, 0, D);
  const dQ = new Float64Array(D);
  const dm = new Float64Array(D);
  const da = new Float64Array(L);
  for (let i = 0; i < heads; i++) {
    const columns = starts.columns[i]!;
    addOuter(into.WV, columns, m, i * D, dz, i * dv, dv);
    dotRows(dm, 0, WV, columns, D, dz, i * dv, dv);
    dotRows(da, 0, x, tokens, L, dm, 0, D);
    let mean = 0;
    for (let l = 0; l < L; l++) mean += a[i * L + l]! * da[l]!;
    for (let l = 0; l < L; l++) da[l] = (a[i * L + l]! * (da[l]! - mean)) / Math.sqrt(dv);
    // u of this head has been read: its place takes the gradient.
    u.fill(0, i * D, (i + 1) * D);
    addRows(u, i * D, x, tokens, L, da, D);
    addOuter(into.WK, columns, u, i * D, Q, i * dv, dv);
    addRows(dQ, i * dv, WK, columns, D, u.subarray(i * D, (i + 1) * D), dv);
  }
  addOuter(into.WQ, rows, q, t * D, dQ, 0, D);
}

/**
 * Trains the four matrices in place by Adam (β = 0.9, 0.99) on the cross-entropy over the vocabulary,
 * in batches of 48 samples that `draw` picks.
 */
export function train(
  layer: FlatLayer,
  samples: FlatSamples,
  E: Float64Array,
  { steps, lr }: { readonly steps: number; readonly lr: number },
  draw: () => number,
  report: (step: number) => void,
): void {
  const { D, heads } = layer;
  const names = ['WQ', 'WK', 'WV', 'WO'] as const;
  const fresh = (): Float64Array => new Float64Array(D * D);
  const gradient = { D, heads, WQ: fresh(), WK: fresh(), WV: fresh(), WO: fresh() };
  const optimisers = names.map((name) => ({ name, ...adam(D * D, { lr }) }));
  const trace = makeTrace(D, heads, samples.L, E.length / D);
  for (let step = 0; step < steps; step++) {
    report(step);
    for (const name of names) gradient[name].fill(0);
    for (let b = 0; b < BATCH; b++) addGradient(layer, samples, E, draw(), trace, gradient);
    for (const { name, step: move } of optimisers) move(layer[name], gradient[name]);
  }
}
