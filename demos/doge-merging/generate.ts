/**
 * The toy's data: linear models y = W x that really were trained by gradient descent.
 *
 * Planted: an input direction and an output direction common to all tasks, how much each task uses
 * them, and the change each task wants.
 * Learned: the pretrained W0 and every fine-tuned W.
 */
import { Matrix } from 'ml-matrix';
import { tensor, type Inputs } from '#demo';
import { power, type Random } from '#random';
import type { Params } from './params.ts';

export const inputs = {
  W0: tensor('output', 'input'),
  W: tensor('task', 'output', 'input'),
  Xva: tensor('task', 'sample', 'input'),
  Yva: tensor('task', 'sample', 'output'),
  Xte: tensor('task', 'sample', 'input'),
  Yte: tensor('task', 'sample', 'output'),
  vsh: tensor('output'),
};

export type DogeInputs = Inputs<typeof inputs>;

const PRETRAINING = 200;
const FINE_TUNING = 60;
const VALIDATION = 60;
const TEST = 200;
const PRETRAINING_STEPS = 100;
const LEARNING_RATE = 0.1;
/** Norm of the change a task wants. */
const STRENGTH = 1;
/** Standard deviation of the inputs in the directions that are no task's own. */
const BACKGROUND = 0.05;
/** Of a task's directions, each is this much weaker than the one before. */
const DECAY = 0.5;

interface Task {
  /** n×rank, orthonormal. */
  readonly directions: Matrix;
  /** m×n. */
  readonly wanted: Matrix;
}

export function generate(p: Params, random: Random): DogeInputs {
  const { m, n, tasks, noise } = p;
  const source = random.stream('source').normalMatrix(m, n, 1 / Math.sqrt(n));
  const pretraining = random.stream('pretraining');
  const X = pretraining.normalMatrix(PRETRAINING, n);
  const Y = answers(source, X, noise, pretraining);
  const W0 = trained(Matrix.zeros(m, n), X, Y, PRETRAINING_STEPS);

  const ush = random.stream('shared input').unitVector(n);
  const vsh = random.stream('shared output').unitVector(m);
  const planted = Array.from({ length: tasks }, (_, j) =>
    plantTask(p, j, source, { ush, vsh }, random.stream(`task ${j}`)),
  );
  const sample = (name: string, count: number): { readonly X: Matrix[]; readonly Y: Matrix[] } => {
    const made = planted.map(({ directions, wanted }, j) => {
      const stream = random.stream(`${name} ${j}`);
      const x = taskInputs(directions, count, stream);
      return { x, y: answers(wanted, x, noise, stream) };
    });
    return { X: made.map(({ x }) => x), Y: made.map(({ y }) => y) };
  };
  const tuning = sample('fine-tuning', FINE_TUNING);
  const validation = sample('validation', VALIDATION);
  const test = sample('test', TEST);
  return {
    W0,
    W: tuning.X.map((x, j) => trained(W0, x, tuning.Y[j] ?? x, p.ftSteps)),
    Xva: validation.X,
    Yva: validation.Y,
    Xte: test.X,
    Yte: test.Y,
    vsh,
  };
}

/** `√s·common + √(1−s)·own`, made unit. */
function mixed(share: number, common: readonly number[], own: readonly number[]): number[] {
  const mix = own.map(
    (value, i) => Math.sqrt(share) * (common[i] ?? 0) + Math.sqrt(1 - share) * value,
  );
  const length = Math.sqrt(mix.reduce((sum, value) => sum + value * value, 0));
  return mix.map((value) => value / length);
}

/** Directions of task j, and the source plus the change it wants, `strength · V Uᵀ`. */
function plantTask(
  { m, n, rank, overlap, shared, tasks, spread }: Params,
  j: number,
  source: Matrix,
  common: { readonly ush: readonly number[]; readonly vsh: readonly number[] },
  random: Random,
): Task {
  const directions = orthonormalised([
    mixed(overlap, common.ush, random.unitVector(n)),
    ...Array.from({ length: rank - 1 }, () => random.unitVector(n)),
  ]);
  const own = random.normalMatrix(m, rank);
  const V = Matrix.mul(own, Math.sqrt(1 - shared) / own.norm('frobenius'));
  common.vsh.forEach((value, r) => V.set(r, 0, V.get(r, 0) + Math.sqrt(shared) * value));
  const strength = STRENGTH * power(spread, tasks > 1 ? j / (tasks - 1) : 0);
  return { directions, wanted: Matrix.add(source, V.mmul(directions.transpose()).mul(strength)) };
}

/** Gram–Schmidt on unit vectors: n×rank with orthonormal columns, the first as it is. */
function orthonormalised(vectors: readonly (readonly number[])[]): Matrix {
  const done: number[][] = [];
  for (const vector of vectors) {
    let left = [...vector];
    for (const q of done) {
      const inner = q.reduce((sum, value, i) => sum + value * (left[i] ?? 0), 0);
      left = left.map((value, i) => value - inner * (q[i] ?? 0));
    }
    const length = Math.sqrt(left.reduce((sum, value) => sum + value * value, 0));
    done.push(left.map((value) => value / length));
  }
  return new Matrix(done).transpose();
}

/** count×n: the task's directions at sizes 1, ½, ¼, and a little of everything. */
function taskInputs(directions: Matrix, count: number, random: Random): Matrix {
  const scales = Array.from({ length: directions.columns }, (_, i) => power(DECAY, i));
  const parts = random.normalMatrix(count, directions.columns).mulRowVector(scales);
  return parts
    .mmul(directions.transpose())
    .add(random.normalMatrix(count, directions.rows, BACKGROUND));
}

/** `y = W x + noise` for the rows of X. */
const answers = (W: Matrix, X: Matrix, noise: number, random: Random): Matrix =>
  X.mmul(W.transpose()).add(random.normalMatrix(X.rows, W.rows, noise));

/** Gradient descent on half the mean squared error. start: m×n, X: N×n, Y: N×m → m×n. */
function trained(start: Matrix, X: Matrix, Y: Matrix, steps: number): Matrix {
  const second = X.transpose().mmul(X).div(X.rows);
  const cross = Y.transpose().mmul(X).div(X.rows);
  let W = start;
  for (let step = 0; step < steps; step++)
    W = Matrix.sub(W, W.mmul(second).sub(cross).mul(LEARNING_RATE));
  return W;
}
