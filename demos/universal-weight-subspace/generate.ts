/**
 * The toy's data.
 *
 * Planted: the tasks. Task m is y = a_m · tanh(w_m A_mᵀx) + noise with three random ridges; its
 * inputs x = A_m z + xnoise ξ vary most in the s directions A_m, which are the common A for share 1
 * and the task's own for share 0.
 *
 * Learned: all weights. Each of the M networks is trained by gradient descent from its own random
 * start on its own samples; nobody tells it about A.
 */
import { Matrix } from 'ml-matrix';
import { qr } from '#linalg';
import type { Report } from '#demo';
import { tanh, type Random } from '#random';
import { reusesStart, trainNetwork, type Network } from './method.ts';
import type { Params } from './params.ts';

const RIDGES = 3;
const TARGET_NOISE = 0.05;
const TEST_SAMPLES = 200;
const NEW_TASKS = 5;

/** Training is told about at most this many times. */
const REPORTS = 30;

interface Task {
  /** Signal directions, d×s. */
  readonly A: Matrix;
  /** Ridges, RIDGES×s. */
  readonly ridges: Matrix;
  readonly heights: readonly number[];
  readonly random: Random;
}

interface Samples {
  readonly X: Matrix;
  readonly y: number[];
}

/** Ridge heights stay away from 0, so that no task is next to nothing. */
const ridgeHeight = (random: Random): number =>
  (random.uniform() < 0.5 ? -1 : 1) * random.uniformIn(0.5, 1.5);

function makeTask(A: Matrix, share: number, random: Random): Task {
  const { rows: d, columns: s } = A;
  const own = random.stream('own directions').orthonormal(d, s);
  const heights = random.stream('ridge heights');
  return {
    A: qr(Matrix.add(Matrix.mul(A, share), Matrix.mul(own, 1 - share))).Q,
    ridges: random.stream('ridges').normalMatrix(RIDGES, s, 1.5 / Math.sqrt(s)),
    heights: Array.from({ length: RIDGES }, () => ridgeHeight(heights)),
    random,
  };
}

function draw({ A, ridges, heights, random }: Task, n: number, xnoise: number, name: string) {
  const source = random.stream(name);
  const signal = source.stream('signal').normalMatrix(n, A.columns).mmul(A.transpose());
  const X = signal.add(source.stream('input noise').normalMatrix(n, A.rows).mul(xnoise));
  const noise = source.stream('target noise');
  const Z = X.mmul(A).mmul(ridges.transpose());
  const y = Array.from({ length: n }, (_, i) =>
    heights.reduce(
      (sum, height, r) => sum + height * tanh(Z.get(i, r)),
      TARGET_NOISE * noise.normal(),
    ),
  );
  return { X, y } satisfies Samples;
}

function randomStart({ h, d, init }: Params, random: Random): Network {
  return {
    W: random.stream('input weights').normalMatrix(h, d, init / Math.sqrt(d)),
    v: random
      .stream('read-out')
      .normalMatrix(h, 1, init / Math.sqrt(h))
      .getColumn(0),
  };
}

const list = <T>(length: number, make: (i: number) => T): T[] =>
  Array.from({ length }, (_, i) => make(i));

export function generate(params: Params, random: Random, report: Report) {
  const { share, steps, sameSeed, M, d, s, n, nFew, xnoise, wd } = params;
  const A = random.stream('signal directions').orthonormal(d, s);
  const models = list(M, (m) => {
    const task = makeTask(A, share, random.stream(`task ${m}`));
    return {
      train: draw(task, n, xnoise, 'training samples'),
      test: draw(task, TEST_SAMPLES, xnoise, 'test samples'),
      start: randomStart(params, random.stream(`start ${reusesStart(m, M, sameSeed) ? 0 : m}`)),
      turn: random.stream(`turn ${m}`).orthonormal(d, d),
    };
  });
  const newTasks = list(NEW_TASKS, (t) => {
    const task = makeTask(A, share, random.stream(`new task ${t}`));
    return {
      train: draw(task, nFew, xnoise, 'training samples'),
      test: draw(task, TEST_SAMPLES, xnoise, 'test samples'),
      start: randomStart(params, random.stream(`new start ${t}`)),
    };
  });

  const every = Math.ceil(M / REPORTS);
  const trained = models.map(({ train, start }, m) => {
    if (m % every === 0) report(m / M, `training network ${m + 1} of ${M}`);
    return trainNetwork(train.X, train.y, start.W, start.v, { steps, decay: wd });
  });

  return {
    W: trained.map(({ W }) => W),
    v: new Matrix(trained.map(({ v }) => v)),
    Winit: models.map(({ start }) => start.W),
    Xtrain: models.map(({ train }) => train.X),
    Xtest: models.map(({ test }) => test.X),
    Ytest: new Matrix(models.map(({ test }) => test.y)),
    A,
    nullrot: models.map(({ turn }) => turn),
    rnd: random.stream('random subspace').orthonormal(d, d),
    Xfew: newTasks.map(({ train }) => train.X),
    Yfew: new Matrix(newTasks.map(({ train }) => train.y)),
    Xfewtest: newTasks.map(({ test }) => test.X),
    Yfewtest: new Matrix(newTasks.map(({ test }) => test.y)),
    W0few: newTasks.map(({ start }) => start.W),
    v0few: new Matrix(newTasks.map(({ start }) => start.v)),
  };
}
