import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { defaults, mean } from '#demo';
import { frobenius, relativeError, ShapeError } from '#linalg';
import { createRandom } from '#random';
import demo from '../../demos/doge-merging/demo.ts';
import { generate, type DogeInputs } from '../../demos/doge-merging/generate.ts';
import {
  averageUpdate,
  coefficients,
  taskCosines,
  descend,
  doge,
  leak,
  mergedUpdate,
  objective,
  projectGradient,
  run,
  safeStep,
  sharedSubspace,
  slope,
  taskArithmetic,
  taskAwareCoefficients,
  taskVectors,
  ties,
  topMask,
  trimmedMerge,
} from '../../demos/doge-merging/method.ts';
import type { Params } from '../../demos/doge-merging/params.ts';

const session = await demo.session(createRandom);
const random = createRandom(7);
const [m, n, T] = [6, 9, 3];
const zeros = Matrix.zeros(m, m);
const theta0 = random.normalMatrix(m, n);
const taus = Array.from({ length: T }, () => random.normalMatrix(m, n));
const thetas = taus.map((tau) => Matrix.add(theta0, tau));
const gd = { optimizer: 'gd', steps: 100 } as const;

const small: Params = {
  overlap: 0.5,
  rank: 1,
  project: true,
  tasks: 4,
  shared: 0.4,
  keep: 30,
  subspace: 6,
  steps: 40,
  optimizer: 'gd',
  taskLambda: true,
  spread: 1,
  m: 8,
  n: 10,
  noise: 0.1,
  ftSteps: 60,
  seed: 1,
};

const made = (change: Partial<Params> = {}): DogeInputs =>
  generate({ ...small, ...change }, createRandom(1));

describe('task vectors', () => {
  it('are what fine-tuning changed', () => {
    taskVectors(theta0, thetas).forEach((tau, i) => {
      expect(relativeError(tau, taus[i] ?? tau)).toBeLessThan(1e-14);
    });
    expect(() => taskVectors(theta0, [Matrix.zeros(m, n + 1)])).toThrow(ShapeError);
  });

  it('get coefficients that make all contributions equally long; 0 if they are zero', () => {
    const lambdas = taskAwareCoefficients([...taus, Matrix.zeros(m, n)], 0.07);
    taus.forEach((tau, i) => {
      expect((lambdas[i] ?? 0) * frobenius(tau)).toBeCloseTo(0.07, 14);
    });
    expect(lambdas[T]).toBe(0);
    const same = coefficients([theta0, theta0], 0.3, true);
    same.forEach((lambda) => {
      expect(lambda).toBeCloseTo(0.3, 14);
    });
    expect(coefficients(taus, 0.3, false)).toEqual([0.3, 0.3, 0.3]);
  });

  it('are trimmed to one entry more than the share, with ties', () => {
    const tau = new Matrix([[5, -4, 3, 2, -1, 0.5, 0.4, 0.3, 0.2, 0.1]]);
    expect(topMask(tau, 30).to1DArray()).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
    expect(topMask(tau, 100).sum()).toBe(10);
    expect(topMask(Matrix.ones(2, 5), 10).sum()).toBe(10);
    const ninety = Matrix.from1DArray(
      9,
      10,
      Array.from({ length: 90 }, (_, i) => i),
    );
    expect(topMask(ninety, 70).sum()).toBe(63); // 90 · 0.7 is a little below 63
  });

  it('have a cosine of 1 with themselves, and 0 if they are zero', () => {
    const table = taskCosines([...taus, Matrix.zeros(m, n)]).to2DArray();
    table.slice(0, T).forEach((row, i) => {
      expect(row[i]).toBeCloseTo(1, 14);
    });
    expect(table[T]).toEqual([0, 0, 0, 0]);
  });
});

describe('the shared subspace', () => {
  it('has singular value √T for what all tasks have, and an orthogonal projector', () => {
    const same = [theta0, Matrix.mul(theta0, 2), Matrix.mul(theta0, -1)];
    const { spectrum, P, k, perTask } = sharedSubspace(same, 3);
    expect([k, perTask]).toEqual([2, 2]);
    for (const value of spectrum.slice(0, 2)) expect(value).toBeCloseTo(Math.sqrt(T), 12);
    expect(relativeError(P.mmul(P), P)).toBeLessThan(1e-13);
    expect(P.trace()).toBeCloseTo(2, 12);
    expect(relativeError(P, P.transpose())).toBeLessThan(1e-13);
  });

  it('does not depend on the order or the signs of the tasks', () => {
    const turned = [...taus].reverse().map((tau) => Matrix.mul(tau, -3));
    expect(relativeError(sharedSubspace(turned, 3).P, sharedSubspace(taus, 3).P)).toBeLessThan(
      1e-12,
    );
  });

  it('is all of output space at divisor 1, also where the tasks do not fill B', () => {
    const four = [...taus, theta0];
    const { k, perTask, spectrum, P } = sharedSubspace(four, 1);
    expect([k, perTask, spectrum.length]).toEqual([m, 1, m]);
    expect(spectrum.slice(4)).toEqual([expect.closeTo(0, 14), expect.closeTo(0, 14)]);
    expect(relativeError(P, Matrix.eye(m))).toBeLessThan(1e-13);
    expect(() => sharedSubspace(four, 0)).toThrow(RangeError);
  });

  it('is empty where the divisor or the number of tasks is larger than q', () => {
    expect(sharedSubspace(taus, 7)).toMatchObject({ k: 0, gap: 0 });
    expect(sharedSubspace(taus, 7).P).toEqual(zeros);
    const many = Array.from({ length: 7 }, () => theta0);
    expect(sharedSubspace(many, 2)).toMatchObject({ k: 0, perTask: 0, spectrum: [] });
  });
});

describe('the objective', () => {
  const lambdas = [0.3, 0.4, 0.5];
  const sum = 1.2;

  it('is 0 for a single task met exactly, and has the gradient its differences show', () => {
    expect(objective([theta0], theta0)).toBe(0);
    const M = mergedUpdate(taus, lambdas, Matrix.zeros(m, n));
    const { gradient } = slope(taus, M, sum);
    const h = 1e-5;
    const at = (step: number): number => {
      const Delta = Matrix.zeros(m, n).set(2, 3, step);
      return objective(taus, mergedUpdate(taus, lambdas, Delta));
    };
    expect((at(h) - at(-h)) / (2 * h)).toBeCloseTo(gradient.get(2, 3), 4);
  });

  it('never rises under plain gradient steps, and Δ keeps out of the shared subspace', () => {
    const { P } = sharedSubspace(taus, 3);
    const { history, Delta } = descend(taus, lambdas, P, gd);
    expect(history).toHaveLength(101);
    history.slice(1).forEach((value, i) => {
      expect(value).toBeLessThanOrEqual((history[i] ?? 0) * (1 + 1e-14));
    });
    expect(frobenius(Delta)).toBeGreaterThan(0);
    expect(leak(P, Delta)).toBeLessThan(1e-12);
    expect(leak(P, Matrix.zeros(m, n))).toBe(0);
  });

  it('is left by Adam with a Δ that leaks, and by a full projector with Δ = 0', () => {
    const { P } = sharedSubspace(taus, 3);
    const { Delta } = descend(taus, lambdas, P, { optimizer: 'adam', steps: 50 });
    expect(leak(P, Delta)).toBeGreaterThan(0.05);
    const whole = sharedSubspace(taus, 1).P;
    expect(relativeError(whole, Matrix.eye(m))).toBeLessThan(1e-12);
    expect(frobenius(descend(taus, lambdas, whole, gd).Delta)).toBeLessThan(1e-12);
    expect(frobenius(projectGradient(whole, theta0))).toBeLessThan(1e-12);
  });

  it('refuses a projector of another size, and stands still for task vectors of zero', () => {
    expect(() => descend(taus, lambdas, Matrix.eye(n), gd)).toThrow(ShapeError);
    expect(safeStep([Matrix.zeros(m, n)], 1)).toBe(0);
    expect(descend([Matrix.zeros(m, n)], [0], zeros, gd).Delta.norm()).toBe(0);
  });
});

describe('closed forms of the descent', () => {
  const free = { lambda: 0.8, taskAware: false, keep: 100, ...gd };

  it('averages equal task vectors', () => {
    const { merged } = doge(theta0, [theta0, theta0, theta0], zeros, { ...free, steps: 4000 });
    expect(relativeError(merged, Matrix.mul(theta0, 2))).toBeLessThan(1e-8);
  });

  it('adds up task vectors with disjoint inputs', () => {
    const disjoint = taus.map(
      (tau, j) =>
        new Matrix(tau.to2DArray().map((row) => row.map((x, c) => (c % T === j ? x : 0)))),
    );
    const { merged } = doge(theta0, disjoint, zeros, { ...free, steps: 10_000 });
    const sum = Matrix.add(theta0, taskArithmetic(disjoint, 1));
    expect(relativeError(merged, sum)).toBeLessThan(1e-8);
  });

  it('reaches c with Gram c = diag(Gram) in each row, whatever the coefficient', () => {
    for (const lambda of [0.1, 0.8]) {
      const { merged } = doge(theta0, taus, zeros, { ...free, lambda, steps: 4000 });
      const M = Matrix.sub(merged, theta0);
      for (let r = 0; r < m; r++) {
        const A = new Matrix(taus.map((tau) => tau.getRow(r)));
        const Gram = A.mmul(A.transpose());
        const c = solve(Gram, Matrix.columnVector(Gram.diagonal()));
        expect(relativeError(M.getRowVector(r), c.transpose().mmul(A))).toBeLessThan(1e-5);
      }
    }
  });

  it('is done at once with one task', () => {
    const [tau = theta0] = taus;
    const { merged, history, Delta } = doge(theta0, [tau], zeros, { ...free, lambda: 1 });
    expect(history[0]).toBe(0);
    expect(Delta.norm()).toBe(0);
    expect(relativeError(merged, Matrix.add(theta0, tau))).toBeLessThan(1e-14);
  });

  it('trims by the task vectors alone', () => {
    const Delta = random.normalMatrix(m, n);
    const [tau = theta0] = taus;
    const mask = topMask(tau, 20);
    const merged = trimmedMerge(theta0, [tau], [0.5], Delta, 20);
    const expected = Matrix.add(tau, Delta).mul(mask).mul(0.5).add(theta0);
    expect(relativeError(merged, expected)).toBeLessThan(1e-15);
  });
});

describe('the baselines', () => {
  it('agree where the coefficient is 1/T', () => {
    expect(relativeError(taskArithmetic(taus, 1 / T), averageUpdate(taus))).toBeLessThan(1e-15);
  });

  it('TIES elects a sign for each entry and drops what disagrees', () => {
    const three = [
      new Matrix([[3, -1, 2, 0.1]]),
      new Matrix([[1, -2, -3, 0.1]]),
      new Matrix([[-2, -3, 0.1, 0.1]]),
    ];
    expect(ties(three, 100, 'sum').to1DArray()).toEqual([4, -6, -3, expect.closeTo(0.3, 14)]);
    expect(ties(three, 100, 'mean').to1DArray()).toEqual([2, -2, -3, expect.closeTo(0.1, 14)]);
    expect(ties(three, 0, 'sum').to1DArray()).toEqual([3, -3, -3, 0]);
  });
});

describe('a run', () => {
  const inputs = made();
  const results = run(inputs, small);

  it('does not change when weights and answers are scaled together', () => {
    const scaled = (matrices: readonly Matrix[]): Matrix[] => matrices.map((A) => Matrix.mul(A, 4));
    const { W0, W, Yva, Yte } = inputs;
    const other = run(
      { ...inputs, W0: Matrix.mul(W0, 4), W: scaled(W), Yva: scaled(Yva), Yte: scaled(Yte) },
      small,
    );
    for (const key of ['average', 'arithmetic', 'ties', 'doge', 'free'] as const)
      expect(other[key].mean).toBeCloseTo(results[key].mean, 9);
  });

  it('permutes what belongs to tasks when tasks are permuted', () => {
    const turn = <X>(list: readonly X[]): X[] => [...list.slice(1), ...list.slice(0, 1)];
    const { W, Xva, Yva, Xte, Yte } = inputs;
    const other = run(
      {
        ...inputs,
        ...{ W: turn(W), Xva: turn(Xva), Yva: turn(Yva), Xte: turn(Xte), Yte: turn(Yte) },
      },
      small,
    );
    turn(results.doge.retained).forEach((value, j) => {
      expect(other.doge.retained[j]).toBeCloseTo(value, 9);
    });
    expect(other.history.at(-1)).toBeCloseTo(results.history.at(-1) ?? 0, 12);
  });

  it('without steps is trimmed task arithmetic with task-aware coefficients', () => {
    const still = run(inputs, { ...small, steps: 0 });
    expect(still.doge).toEqual(still.plain);
    expect(still.history).toHaveLength(1);
    expect(still.leak).toBe(0);
  });

  it('without projection is the free variant, and leaks', () => {
    const free = run(inputs, { ...small, project: false });
    expect(free.doge).toEqual(results.free);
    expect(free.leak).toBeGreaterThan(0.1);
    expect(results.leak).toBeLessThan(1e-12);
  });

  it('reports means of what it reports per task', () => {
    for (const key of ['arithmetic', 'ties', 'doge'] as const)
      expect(results[key].mean).toBeCloseTo(mean(results[key].retained), 14);
  });
});

it('trains experts that gain on their own task', () => {
  const { W0, W, Xte, Yte } = made({ tasks: 8, rank: 3, spread: 3 });
  const error = (A: Matrix, j: number): number => {
    const [X = A, Y = A] = [Xte[j], Yte[j]];
    return frobenius(Matrix.sub(X.mmul(A.transpose()), Y));
  };
  W.forEach((expert, j) => {
    expect(error(expert, j)).toBeLessThan(error(W0, j));
  });
});

it('keeps every tour step and preset quick and finite', () => {
  for (const { at } of [...Object.values(demo.presets), ...demo.tour]) {
    const { claims } = session({ ...defaults(demo.params), ...at }, () => undefined);
    for (const { measured } of claims) expect(measured.value).toSatisfy(Number.isFinite);
  }
});
