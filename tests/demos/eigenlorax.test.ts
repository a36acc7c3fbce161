import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { defaults, holds } from '#demo';
import { frobenius, multiply, projector, relativeError, ShapeError } from '#linalg';
import { createRandom } from '#random';
import demo from '../../demos/eigenlorax/demo.ts';
import { generate, type EigenInputs } from '../../demos/eigenlorax/generate.ts';
import {
  adaptedOutput,
  addPseudoComponents,
  centreColumns,
  explainedVariance,
  loadingsPath,
  loraPath,
  loraUpdate,
  moments,
  principalComponents,
  projectAdapter,
  randomBasis,
  rebuiltError,
  run,
  sharedPart,
  stackFactors,
  storedNumbers,
  subspaceFloor,
  subspaceUpdate,
  trainedNumbers,
  trainFactors,
  updateError,
  type LoraAdapter,
} from '../../demos/eigenlorax/method.ts';
import { fit, params, type Params } from '../../demos/eigenlorax/params.ts';

const session = await demo.session(createRandom);
const silent = (): void => undefined;
const random = createRandom(7);

const small: Params = {
  share: 0.97,
  K: 4,
  ntrain: 12,
  P: 0,
  N: 4,
  r: 2,
  s: 4,
  sigma: 0.2,
  n: 12,
  seed: 1,
};

const made = (changes: Partial<Params> = {}, seed = 1): EigenInputs =>
  generate({ ...small, ...changes }, createRandom(seed), silent);
const ran = (changes: Partial<Params> = {}) => run(made(changes), { ...small, ...changes }, silent);

const donorsOf = (count: number, r = 2, m = 6, n = 8): LoraAdapter[] =>
  Array.from({ length: count }, () => ({
    A: random.normalMatrix(r, n),
    B: random.normalMatrix(m, r),
  }));

describe('the shared subspace', () => {
  const donors = donorsOf(3);
  const stack = stackFactors(donors);

  it('stacks the factors as columns, donor after donor', () => {
    expect([stack.A.rows, stack.A.columns, stack.B.rows, stack.B.columns]).toEqual([8, 6, 6, 6]);
    expect(stack.A.getColumn(2)).toEqual(donors[1]?.A.getRow(0));
    expect(stack.B.getColumn(5)).toEqual(donors[2]?.B.getColumn(1));
  });

  it('takes off the mean column, without touching the stack', () => {
    const before = stack.A.clone();
    const means = centreColumns(stack.A).mean('row');
    for (const mean of means) expect(mean).toBeCloseTo(0, 14);
    expect(stack.A).toEqual(before);
  });

  it('keeps the whole variance in its eigenvalues', () => {
    const { values, C } = principalComponents(stack.A, 8);
    const total = frobenius(centreColumns(stack.A)) ** 2;
    expect(values.reduce((a, b) => a + b)).toBeCloseTo(total, 10);
    expect(relativeError(projector(C), Matrix.eye(8))).toBeLessThan(1e-13);
    expect(explainedVariance(values).at(-1)).toBeCloseTo(1, 14);
  });

  it('loses one rank to the centring: N r − 1 directions', () => {
    const { values } = principalComponents(stack.A, 1);
    expect(values[4]).toBeGreaterThan(1e-3);
    expect(values[5]).toBeLessThan(1e-12);
  });

  it('finds nothing in identical donors of rank 1', () => {
    const [one] = donorsOf(1, 1);
    const { values } = principalComponents(stackFactors(one ? [one, one, one] : []).A, 1);
    for (const value of values) expect(value).toBeLessThan(1e-25);
    expect(explainedVariance([0, 0])).toEqual([1, 1]);
  });

  it('squares the scale of the donors in the eigenvalues and keeps the subspace', () => {
    const once = principalComponents(stack.B, 3);
    const thrice = principalComponents(Matrix.mul(stack.B, 3), 3);
    expect(thrice.values[0]).toBeCloseTo(9 * (once.values[0] ?? NaN), 10);
    expect(relativeError(projector(thrice.C), projector(once.C))).toBeLessThan(1e-12);
  });

  it('follows a rotation of the features', () => {
    const Q = random.orthonormal(8, 8);
    const turned = principalComponents(multiply(Q, stack.A), 3);
    const { values, C } = principalComponents(stack.A, 3);
    expect(turned.values[1]).toBeCloseTo(values[1] ?? NaN, 10);
    const expected = projector(multiply(Q, C));
    expect(relativeError(projector(turned.C), expected)).toBeLessThan(1e-11);
  });

  it('takes a single column, or nothing but zeros, for no variance at all', () => {
    expect(principalComponents(random.normalMatrix(5, 1), 2).values).toEqual([0, 0, 0, 0, 0]);
    expect(principalComponents(Matrix.zeros(3, 4), 1).values).toEqual([0, 0, 0]);
    expect(stackFactors([...donorsOf(1, 1), ...donorsOf(1, 3)]).A.columns).toBe(4);
  });

  it('refuses impossible numbers of components', () => {
    expect(() => principalComponents(stack.A, 0)).toThrow(ShapeError);
    expect(() => principalComponents(stack.A, 9)).toThrow(ShapeError);
    expect(() => principalComponents(stack.A, 1.5)).toThrow(ShapeError);
  });

  it('measures what two subspaces share', () => {
    const Q = random.orthonormal(8, 6);
    const first = Q.subMatrix(0, 7, 0, 2);
    expect(sharedPart(first, Q)).toBeCloseTo(1, 13);
    expect(sharedPart(first, Q.subMatrix(0, 7, 3, 5))).toBeCloseTo(0, 13);
  });
});

describe('pseudo-components', () => {
  const C = random.orthonormal(8, 3);
  const draws = new Matrix(Array.from({ length: 8 }, () => [random.uniform(), random.uniform()]));

  it('keep the components and stay orthonormal', () => {
    const padded = addPseudoComponents(C, draws);
    expect(padded.subMatrix(0, 7, 0, 2)).toEqual(C);
    expect(relativeError(multiply(padded.transpose(), padded), Matrix.eye(5))).toBeLessThan(1e-14);
  });

  it('are what is left of the draws, in their direction', () => {
    const padded = addPseudoComponents(C, draws);
    const v = draws.getColumnVector(0);
    const left = Matrix.sub(v, multiply(projector(C), v));
    const along = multiply(padded.getColumnVector(3).transpose(), left).get(0, 0);
    expect(along).toBeCloseTo(frobenius(left), 13);
  });

  it('refuse a draw that adds nothing, and draws of another size', () => {
    expect(() => addPseudoComponents(C, C.getColumnVector(1))).toThrow(ShapeError);
    expect(() => addPseudoComponents(C, Matrix.ones(7, 1))).toThrow(ShapeError);
    expect(addPseudoComponents(C, new Matrix(8, 0))).toEqual(C);
  });

  it('random bases are nested and orthonormal', () => {
    const gaussian = random.normalMatrix(8, 5);
    const larger = randomBasis(gaussian, 4);
    const smaller = randomBasis(gaussian, 2);
    expect(relativeError(larger.subMatrix(0, 7, 0, 1), smaller)).toBeLessThan(1e-14);
    expect(relativeError(multiply(larger.transpose(), larger), Matrix.eye(4))).toBeLessThan(1e-14);
  });
});

describe('adapters in the subspace', () => {
  const donors = donorsOf(3);
  const stack = stackFactors(donors);
  const bases = (K: number) => ({
    A: principalComponents(stack.A, K).C,
    B: principalComponents(stack.B, K).C,
  });
  const D = random.normalMatrix(6, 8);

  it('are rebuilt exactly from all components, worse and worse from fewer', () => {
    const full = { A: Matrix.eye(8), B: Matrix.eye(6) };
    expect(rebuiltError(full, donors)).toBeLessThan(1e-28);
    const errors = [1, 2, 3, 4, 5, 6].map((K) => rebuiltError(bases(K), donors));
    expect(errors).toEqual([...errors].sort((a, b) => b - a));
  });

  it('are the projections of both factors', () => {
    const C = bases(2);
    const [donor] = donors;
    if (!donor) throw new Error('There are three donors.');
    const projected = multiply(multiply(projector(C.B), loraUpdate(donor)), projector(C.A));
    expect(relativeError(subspaceUpdate(C, projectAdapter(C, donor)), projected)).toBeLessThan(
      1e-13,
    );
  });

  it('add their update to the frozen layer', () => {
    const X = random.normalMatrix(5, 8);
    const W0 = random.normalMatrix(6, 8);
    const expected = Matrix.add(multiply(X, W0.transpose()), multiply(X, D.transpose()));
    expect(relativeError(adaptedOutput(X, W0, D), expected)).toBeLessThan(1e-14);
  });

  it('cannot go below the floor, which falls as the subspace grows', () => {
    const floors = [1, 2, 3, 4, 5, 6].map((K) => subspaceFloor(bases(K), D, 2));
    expect(floors).toEqual([...floors].sort((a, b) => b - a));
    const C = bases(3);
    const L = { A: random.normalMatrix(3, 2), B: random.normalMatrix(3, 2) };
    expect(updateError(subspaceUpdate(C, L), D)).toBeGreaterThan(subspaceFloor(C, D, 2));
    expect(subspaceFloor({ A: Matrix.eye(8), B: Matrix.eye(6) }, D, 6)).toBeLessThan(1e-28);
  });

  it('may have bases of different sizes on the two sides', () => {
    const C = { A: bases(1).A, B: bases(4).B };
    const projected = multiply(multiply(projector(C.B), D), projector(C.A));
    expect(subspaceFloor(C, D, 2)).toBeCloseTo(updateError(projected, D), 13);
    expect(subspaceFloor({ A: bases(4).A, B: bases(1).B }, D, 3)).toBeLessThan(1);
  });

  it('measure errors against the size of the task', () => {
    expect(updateError(D, D)).toBe(0);
    expect(updateError(Matrix.zeros(6, 8), D)).toBe(1);
  });

  it('cost what the formulas say', () => {
    const sizes = { m: 24, n: 24, r: 2, components: 4 };
    expect(trainedNumbers(sizes)).toEqual({ lora: 96, eigen: 16 });
    expect(storedNumbers(sizes, 9)).toEqual({ lora: 864, eigen: 336 });
  });
});

describe('training', () => {
  const X = random.normalMatrix(40, 8);
  const D = multiply(random.normalMatrix(6, 2), random.normalMatrix(2, 8));
  const Y = multiply(X, D.transpose());
  const data = moments(X, Y, 40);

  it('needs only the moments of the first samples', () => {
    const some = moments(X, Y, 10);
    const first = X.subMatrix(0, 9, 0, 7);
    expect(relativeError(some.S, multiply(first.transpose(), first).div(10))).toBeLessThan(1e-14);
    expect(relativeError(some.C, multiply(D, some.S))).toBeLessThan(1e-13);
  });

  it('refuses more samples than there are', () => {
    expect(() => moments(X, Y, 0)).toThrow(ShapeError);
    expect(() => moments(X, Y, 41)).toThrow(ShapeError);
    expect(() => moments(X, Y.subMatrix(0, 38, 0, 5), 10)).toThrow(ShapeError);
  });

  it('makes a first step of the size of its rate against the gradient', () => {
    const start = { P: random.normalMatrix(6, 2), Q: random.normalMatrix(8, 2) };
    const { P, Q } = trainFactors(data, start, { steps: 1, lr: 0.01 });
    const G = multiply(Matrix.sub(multiply(start.P, start.Q.transpose()), D), data.S);
    const signed = (A: Matrix): number[] => A.to1DArray().map((x) => -0.01 * Math.sign(x));
    const moved = Matrix.sub(P, start.P).to1DArray();
    signed(multiply(G, start.Q)).forEach((step, i) => expect(moved[i]).toBeCloseTo(step, 7));
    const turned = Matrix.sub(Q, start.Q).to1DArray();
    signed(multiply(G.transpose(), start.P)).forEach((step, i) =>
      expect(turned[i]).toBeCloseTo(step, 7),
    );
  });

  it('lets LoRA learn a task of its rank, starting from an error of 1', () => {
    const path = loraPath(data, random.normalMatrix(2, 8, 0.1), D, { steps: 800, lr: 0.02 });
    expect(path[0]).toBeCloseTo(1, 14);
    expect(path.at(-1)).toBeLessThan(1e-4);
  });

  it('lets loadings reach the floor of their subspace, and not less', () => {
    const C = { A: random.orthonormal(8, 4), B: random.orthonormal(6, 4) };
    const start = { A: random.normalMatrix(4, 2, 0.3), B: random.normalMatrix(4, 2, 0.3) };
    const white = { S: Matrix.eye(8), C: D };
    const path = loadingsPath(white, C, start, D, { steps: 1500, lr: 0.02 });
    const floor = subspaceFloor(C, D, 2);
    expect(Math.min(...path)).toBeGreaterThan(floor * (1 - 1e-12));
    expect(path.at(-1)).toBeLessThan(floor + 1e-3);
    expect(path[0]).toBeCloseTo(updateError(subspaceUpdate(C, start), D), 12);
  });

  it('is LoRA itself where the subspace is everything', () => {
    const start = { A: random.normalMatrix(8, 2, 0.1), B: Matrix.zeros(6, 2) };
    const all = { A: Matrix.eye(8), B: Matrix.eye(6) };
    const options = { steps: 50, lr: 0.02 };
    const lora = loraPath(data, start.A.transpose(), D, options);
    loadingsPath(data, all, start, D, options).forEach((error, i) =>
      expect(error).toBeCloseTo(lora[i] ?? NaN, 10),
    );
  });

  it('refuses sizes that do not fit', () => {
    const P = Matrix.zeros(6, 2);
    const options = { steps: 1, lr: 0.1 };
    expect(() => trainFactors(data, { P, Q: Matrix.zeros(8, 3) }, options)).toThrow(ShapeError);
    expect(() => trainFactors(data, { P, Q: Matrix.zeros(7, 2) }, options)).toThrow(ShapeError);
    const fits = { P, Q: Matrix.zeros(8, 2) };
    const target = Matrix.zeros(8, 6);
    expect(() => trainFactors(data, fits, { ...options, target })).toThrow(ShapeError);
  });
});

describe('the toy data', () => {
  it('is the same for the same seed and another for another', () => {
    const flat = ({ A, B, X, D }: EigenInputs): number[] =>
      [...A, ...B, X, D].flatMap((M) => M.to1DArray());
    expect(flat(made())).toEqual(flat(made()));
    expect(flat(made({}, 2))).not.toEqual(flat(made()));
  });

  it('plants tasks of norm 2, inside the subspaces at full share', () => {
    const { D, Us, Vs } = made({ share: 1 });
    expect(frobenius(D)).toBeCloseTo(2, 12);
    expect(frobenius(multiply(multiply(Us.transpose(), D), Vs))).toBeCloseTo(2, 12);
  });

  it('keeps the other donors when one is added', () => {
    expect(made({ N: 5 }).A.slice(0, 4)).toEqual(made().A);
  });

  it('trains donors on their tasks, reporting as it goes', () => {
    const told: number[] = [];
    const { A, B } = generate(small, createRandom(1), (share) => told.push(share));
    expect(told).toEqual([0, 0.25, 0.5, 0.75]);
    A.forEach((factor, t) => {
      const update = B[t] ? multiply(B[t], factor) : factor;
      expect(frobenius(update)).toBeCloseTo(2, 1);
    });
  });
});

describe('the run', () => {
  it('finds a fully shared subspace, and learns nearly all of a task without noise', () => {
    const { overlap, errors } = ran({ share: 1, sigma: 0, ntrain: 192 });
    expect(Math.min(overlap.A, overlap.B)).toBeGreaterThan(0.98);
    expect(errors.eigen).toBeLessThan(0.02);
    expect(errors.floor).toBeLessThan(0.02);
  });

  it('lowers the floor and raises the counts with pseudo-components', () => {
    const few = { N: 2, K: 3 };
    const results = [0, 3, 6, 9].map((P) => ran({ ...few, P }));
    const floors = results.map(({ errors }) => errors.floor);
    expect(floors).toEqual([...floors].sort((a, b) => b - a));
    expect(results[0]?.errors.principalFloor).toBe(floors[0]);
    expect(results.map(({ trained }) => trained.eigen)).toEqual([12, 24, 36, 48]);
    // K + P = n: the room is the whole space.
    expect(floors[3]).toBeLessThan(1e-25);
    expect(results[3]?.rebuilt).toBeLessThan(1e-25);
  });

  it('says the same at a sample size wherever it stands', () => {
    const { bySize, errors } = ran({ ntrain: 24 });
    expect(bySize.eigen[2]).toBe(errors.eigen);
    expect(bySize.lora[2]).toBe(errors.lora);
  });
});

describe('the demo', () => {
  it('stops where components would be arbitrary', () => {
    expect(fit({ ...small, N: 2, K: 12, P: 12 })).toEqual({ N: 2, K: 3, P: 9 });
    expect(fit({ ...small, N: 1, r: 1 })).toEqual({ N: 2, K: 1, P: 0 });
    expect(fit(small)).toEqual({ N: 4, K: 4, P: 0 });
  });

  it('shows its claims at the defaults, and breaks where it says so', () => {
    const base = defaults(params);
    const failing = (changes: object): string[] =>
      session({ ...base, ...changes }, silent)
        .claims.filter((finding) => finding.kind === 'claim' && !holds(finding))
        .map(({ id }) => id);
    expect(failing({})).toEqual([]);
    const breaks = demo.presets['breaks'];
    expect(failing(breaks?.at ?? {})).toEqual(breaks?.fails);
  });
});
