import { Matrix } from 'ml-matrix';
import { adam, addProduct, TILE_COLUMNS, TILE_ROWS, type Factor } from '#learn';
import { ShapeError } from '#linalg';
import { tanh } from '#random';
import { checkNetwork, type Network } from './network.ts';

export interface Training {
  readonly steps: number;
  /** λ of the penalty (λ/2)(‖W‖² + ‖v‖²). */
  readonly decay: number;
  /** Default 0.02. */
  readonly lr?: number;
}

/**
 * A training set of n samples for networks of h units and d inputs. Tables lie row by row, with
 * zeros up to `samples`, `units` and `inputs` rows or columns, as `addProduct` needs them.
 */
interface Batch {
  readonly n: number;
  readonly h: number;
  readonly samples: number;
  readonly units: number;
  readonly inputs: number;
  readonly X: Factor;
  readonly XT: Factor;
  readonly y: readonly number[];
  /** Scratch space, samples×units. */
  readonly hidden: Float64Array;
}

/** The next multiple of `step`. */
const roundUp = (n: number, step: number): number => Math.ceil(n / step) * step;

/** A row by row, with zeros up to the given size. */
function padded(A: Matrix, rows: number, columns: number): Float64Array {
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < A.rows; i++) values.set(A.getRow(i), i * columns);
  return values;
}

function makeBatch(X: Matrix, y: readonly number[], h: number): Batch {
  const samples = roundUp(X.rows, TILE_ROWS);
  const units = roundUp(h, TILE_COLUMNS);
  const inputs = roundUp(X.columns, TILE_ROWS);
  const values = padded(X, samples, inputs);
  return {
    n: X.rows,
    h,
    samples,
    units,
    inputs,
    X: { values, row: inputs, term: 1 },
    XT: { values, row: 1, term: inputs },
    y,
    hidden: new Float64Array(samples * units),
  };
}

/**
 * Gradient of mean (f − y)² + (λ/2)‖θ‖² at θ = [Wᵀ row by row, v], written into `gradient`. It is
 * zero for padding, which therefore stays zero.
 */
function lossGradient(batch: Batch, theta: Float64Array, decay: number, gradient: Float64Array) {
  const { n, h, samples, units, inputs, X, XT, y, hidden } = batch;
  const readout = inputs * units;
  for (let p = 0; p < theta.length; p++) gradient[p] = decay * theta[p]!;
  hidden.fill(0);
  addProduct(hidden, X, theta, samples, units, inputs);
  for (let i = 0; i < n; i++) {
    const row = i * units;
    let output = 0;
    for (let j = 0; j < h; j++) {
      const a = tanh(hidden[row + j]!);
      hidden[row + j] = a;
      output += theta[readout + j]! * a;
    }
    const slope = (2 * (output - y[i]!)) / n;
    for (let j = 0; j < h; j++) {
      const a = hidden[row + j]!;
      gradient[readout + j]! += slope * a;
      hidden[row + j] = slope * theta[readout + j]! * (1 - a * a);
    }
  }
  addProduct(gradient, XT, hidden, inputs, units, samples);
}

/**
 * Fits a network to the samples (X n×d, y of length n) from the start W0 (h×d), v0 (length h) by
 * full-batch Adam on mean (f(x) − y)² + (λ/2)(‖W‖² + ‖v‖²). The start is left as it is.
 * @throws ShapeError if the sizes do not agree.
 */
export function trainNetwork(
  X: Matrix,
  y: readonly number[],
  W0: Matrix,
  v0: readonly number[],
  { steps, decay, lr = 0.02 }: Training,
): Network {
  checkNetwork(W0, v0, X);
  if (y.length !== X.rows) {
    throw new ShapeError(`There are ${X.rows} inputs, but ${y.length} targets.`);
  }
  const { rows: h, columns: d } = W0;
  const batch = makeBatch(X, y, h);
  const { inputs, units } = batch;
  const readout = inputs * units;
  const theta = new Float64Array(readout + units);
  theta.set(padded(W0.transpose(), inputs, units));
  theta.set(v0, readout);
  const gradient = new Float64Array(theta.length);
  const optimiser = adam(theta.length, { lr });
  for (let t = 0; t < steps; t++) {
    lossGradient(batch, theta, decay, gradient);
    optimiser.step(theta, gradient);
  }
  const weight = (j: number, c: number): number => theta[c * units + j]!;
  return {
    W: new Matrix(
      Array.from({ length: h }, (_, j) => Array.from({ length: d }, (_, c) => weight(j, c))),
    ),
    v: Array.from(theta.subarray(readout, readout + h)),
  };
}
