/** The ReLU network relu(x W + b) W2 on flat arrays, and its training. */
import { Matrix } from 'ml-matrix';
import { adam, addProduct, TILE_COLUMNS, TILE_ROWS } from '#learn';
import type { Random } from '#random';

export interface Network {
  /** d1×d2 */
  readonly W: Matrix;
  /** d2 */
  readonly b: readonly number[];
  /** d2×out */
  readonly W2: Matrix;
}

/** A batch of B samples, row by row: x B·d1, y B·out. */
export interface Batch {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface Training {
  readonly d1: number;
  readonly d2: number;
  readonly out: number;
  readonly steps: number;
  /** A multiple of 4. */
  readonly batch: number;
  readonly lr: number;
  /** λ of the penalty (λ/2)‖θ‖². */
  readonly decay: number;
}

/** The next multiple of what `addProduct` needs of both sides. */
const padded = (n: number): number => Math.ceil(n / SIDE) * SIDE;
const SIDE = TILE_ROWS * TILE_COLUMNS;

/** Rows of `width` numbers with zeros up to `to`. */
function widened(values: Float64Array, width: number, to: number): Float64Array {
  const rows = values.length / width;
  const wide = new Float64Array(rows * to);
  for (let i = 0; i < rows; i++) wide.set(values.subarray(i * width, (i + 1) * width), i * to);
  return wide;
}

/**
 * Trains a network on the mean over samples of ‖answer − y‖² by Adam; `draw` gives a fresh batch for every step.
 * Weights start normal with variance 2/d1 and 1/d2, biases at zero.
 */
export function train(
  { d1, d2, out, steps, batch, lr, decay }: Training,
  random: Random,
  draw: () => Batch,
  report: (step: number) => void,
): Network {
  const [p1, p2, po] = [padded(d1), padded(d2), padded(out)];
  const [atB, at2] = [p1 * p2, (p1 + 1) * p2];
  const theta = new Float64Array(at2 + p2 * po);
  const fill = (at: number, rows: number, columns: number, width: number, sd: number): void => {
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) theta[at + i * width + j] = sd * random.normal();
  };
  fill(0, d1, d2, p2, Math.sqrt(2 / d1));
  fill(at2, d2, out, po, Math.sqrt(1 / d2));
  const gradient = new Float64Array(theta.length);
  const hidden = new Float64Array(batch * p2);
  const back = new Float64Array(batch * p2);
  const answer = new Float64Array(batch * po);
  const turned = new Float64Array(po * p2);
  const optimiser = adam(theta.length, { lr });
  for (let step = 0; step < steps; step++) {
    report(step);
    const { x: narrow, y } = draw();
    const x = widened(narrow, d1, p1);
    for (let i = 0; i < batch; i++) hidden.set(theta.subarray(atB, at2), i * p2);
    addProduct(hidden, { values: x, row: p1, term: 1 }, theta.subarray(0, atB), batch, p2, p1);
    for (let i = 0; i < hidden.length; i++) hidden[i] = Math.max(0, hidden[i]!);
    answer.fill(0);
    addProduct(answer, { values: hidden, row: p2, term: 1 }, theta.subarray(at2), batch, po, p2);
    for (let i = 0; i < batch; i++)
      for (let o = 0; o < out; o++)
        answer[i * po + o] = (2 * (answer[i * po + o]! - y[i * out + o]!)) / batch;

    for (let i = 0; i < theta.length; i++) gradient[i] = decay * theta[i]!;
    const outward = { values: hidden, row: 1, term: p2 };
    addProduct(gradient.subarray(at2), outward, answer, p2, po, batch);
    for (let j = 0; j < p2; j++)
      for (let o = 0; o < po; o++) turned[o * p2 + j] = theta[at2 + j * po + o]!;
    back.fill(0);
    addProduct(back, { values: answer, row: po, term: 1 }, turned, batch, p2, po);
    for (let i = 0; i < back.length; i++) if (hidden[i]! === 0) back[i] = 0;
    for (let i = 0; i < batch; i++)
      for (let j = 0; j < p2; j++) gradient[atB + j]! += back[i * p2 + j]!;
    addProduct(gradient.subarray(0, atB), { values: x, row: 1, term: p1 }, back, p1, p2, batch);
    optimiser.step(theta, gradient);
  }
  const block = (at: number, rows: number, columns: number, width: number): Matrix =>
    new Matrix(
      Array.from({ length: rows }, (_, i) =>
        Array.from(theta.subarray(at + i * width, at + i * width + columns)),
      ),
    );
  return {
    W: block(0, d1, d2, p2),
    b: Array.from(theta.subarray(atB, atB + d2)),
    W2: block(at2, d2, out, po),
  };
}
