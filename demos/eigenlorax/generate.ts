/**
 * The toy's data. Planted: two subspaces of dimension s, one for inputs and one for outputs, and
 * tasks y = D x + σ ε whose D has rank r and lies in them as far as `share` says.
 * Learned: the donors, one LoRA adapter for each of N tasks, by Adam from a random start. Nobody
 * tells them about the subspaces.
 */
import { Matrix } from 'ml-matrix';
import { tensor, type Inputs, type Report } from '#demo';
import { frobenius, multiply } from '#linalg';
import type { Random } from '#random';
import { MAX_COMPONENTS, type Params } from './params.ts';
import { moments, trainFactors } from './training.ts';

export const inputs = {
  /** The donors' factors, A_t r×n and B_t m×r. */
  A: tensor('donor', 'rank', 'input'),
  B: tensor('donor', 'output', 'rank'),
  /** Samples of the new task. */
  X: tensor('sample', 'input'),
  Y: tensor('sample', 'output'),
  /** The new task's true update; only for judging. */
  D: tensor('output', 'input'),
  /** The planted subspaces; only for judging. */
  Us: tensor('output', 'direction'),
  Vs: tensor('input', 'direction'),
  /** Where training starts: the loadings (the first K + P rows) and LoRA's A. */
  LA0: tensor('component', 'rank'),
  LB0: tensor('component', 'rank'),
  A0: tensor('rank', 'input'),
  /** Draws for pseudo-components (the first P columns) and random subspaces (the first K + P). */
  RA: tensor('input', 'draw'),
  RB: tensor('output', 'draw'),
  QA: tensor('input', 'draw'),
  QB: tensor('output', 'draw'),
};

export type EigenInputs = Inputs<typeof inputs>;

const DONOR_SAMPLES = 400;
const DONOR_STEPS = 300;
const DONOR_LR = 0.02;
const NEW_SAMPLES = 192;
/** Standard deviation of the entries of A at the start of training. */
const A_INIT = 0.1;
/** ‖D‖_F of every task. */
const TASK_SIZE = 2;

export function generate(p: Params, random: Random, report: Report): EigenInputs {
  const { N, n, r, s, share, sigma } = p;
  const Us = random.stream('output subspace').orthonormal(n, s);
  const Vs = random.stream('input subspace').orthonormal(n, s);
  const factor = (basis: Matrix, source: Random): Matrix => {
    const inside = multiply(basis, source.normalMatrix(s, r, Math.sqrt(share / s)));
    return inside.add(source.normalMatrix(n, r, Math.sqrt((1 - share) / n)));
  };
  const task = (source: Random): Matrix => {
    const D = multiply(factor(Us, source), factor(Vs, source).transpose());
    return D.mul(TASK_SIZE / frobenius(D));
  };
  const samples = (D: Matrix, count: number, source: Random): { X: Matrix; Y: Matrix } => {
    const X = source.normalMatrix(count, n);
    const noise = source.normalMatrix(count, n, sigma);
    return { X, Y: multiply(X, D.transpose()).add(noise) };
  };
  const donors = Array.from({ length: N }, (_, t) => {
    report(t / N, `training donor ${t + 1} of ${N}`);
    const source = random.stream(`donor ${t + 1}`);
    const { X, Y } = samples(task(source), DONOR_SAMPLES, source);
    const start = { P: Matrix.zeros(n, r), Q: source.normalMatrix(n, r, A_INIT) };
    return trainFactors(moments(X, Y, DONOR_SAMPLES), start, { steps: DONOR_STEPS, lr: DONOR_LR });
  });

  const fresh = random.stream('new task');
  const D = task(fresh);
  const uniform = (rows: number, columns: number, low: number, high: number, name: string) => {
    const source = random.stream(name);
    return new Matrix(
      Array.from({ length: rows }, () =>
        Array.from({ length: columns }, () => source.uniformIn(low, high)),
      ),
    );
  };
  const components = 2 * MAX_COMPONENTS;
  const gaussian = (name: string): Matrix => random.stream(name).normalMatrix(n, components);
  return {
    A: donors.map(({ Q }) => Q.transpose()),
    B: donors.map(({ P }) => P),
    ...samples(D, NEW_SAMPLES, fresh),
    D,
    Us,
    Vs,
    LA0: uniform(components, r, -0.5, 0.5, 'input loadings'),
    LB0: uniform(components, r, -0.5, 0.5, 'output loadings'),
    A0: random.stream('start of LoRA').normalMatrix(r, n, A_INIT),
    RA: uniform(n, MAX_COMPONENTS, 0, 1, 'input pseudo-components'),
    RB: uniform(n, MAX_COMPONENTS, 0, 1, 'output pseudo-components'),
    QA: gaussian('random input subspace'),
    QB: gaussian('random output subspace'),
  };
}
