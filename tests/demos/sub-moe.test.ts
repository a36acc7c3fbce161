import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { defaults, holds } from '#demo';
import { adjustedRandIndex, frobenius, relativeError, ShapeError } from '#linalg';
import { createRandom } from '#random';
import { claims } from '../../demos/sub-moe/claims.ts';
import demo from '../../demos/sub-moe/demo.ts';
import { figures } from '../../demos/sub-moe/figures.ts';
import { generate, type SubMoeInputs } from '../../demos/sub-moe/generate.ts';
import {
  activationAwareMerge,
  activationFactor,
  clusterExperts,
  expertFrequency,
  expertOutput,
  frequencyMerge,
  hcSmoeLabels,
  keepDominant,
  keptExperts,
  mergeThenSvd,
  mergeThenWhitenedSvd,
  mixtureOutput,
  mSmoeLabels,
  outputPoints,
  outputSimilarity,
  plainMerge,
  poolGates,
  randomLabels,
  relativeOutputError,
  routerLogits,
  routerProbabilities,
  run,
  topkGates,
  unexplainedVariance,
  unionSvdMerge,
  vanillaSvdMerge,
} from '../../demos/sub-moe/method.ts';
import { fit, params, type Params } from '../../demos/sub-moe/params.ts';

const session = await demo.session(createRandom);

const silent = (): void => undefined;

const small: Params = {
  k: 3,
  delta: 0.2,
  upcycle: 1,
  skew: 1.2,
  rank: 6,
  aniso: 2.5,
  routerAgree: 0,
  d: 8,
  h: 16,
  n: 6,
  families: 3,
  topk: 2,
  sep: 1.5,
  steps: 60,
  preSteps: 60,
  seed: 1,
};

const made = (change: Partial<Params> = {}, seed = 1): SubMoeInputs =>
  generate({ ...small, ...change }, createRandom(seed), silent);

const random = createRandom(7);
const weights = (count: number, rows: number, cols: number): Matrix[] =>
  Array.from({ length: count }, () => random.normalMatrix(rows, cols));
const pool = (inputs: SubMoeInputs, topk = 2) => routerProbabilities(inputs.Xtest, inputs.Wg, topk);

describe('routing', () => {
  it('gives gates that sum to one over exactly the top-k experts', () => {
    const gates = topkGates(random.normalMatrix(20, 5), 2).to2DArray();
    for (const row of gates) {
      expect(row.filter((gate) => gate > 0)).toHaveLength(2);
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
    }
  });

  it('is the softmax of the chosen logits, the lower index winning ties', () => {
    const [row = []] = topkGates(new Matrix([[1, 3, 1, 1]]), 2).to2DArray();
    expect(row[0]).toBeCloseTo(1 / (1 + Math.exp(2)), 14);
    expect(row.slice(2)).toEqual([0, 0]);
  });

  it('counts frequencies as shares of tokens, adding up to top-k (Eq. 6)', () => {
    const gates = new Matrix([
      [0.5, 0.5, 0],
      [1, 0, 0],
    ]);
    expect(expertFrequency(gates)).toEqual([1, 0.5, 0]);
    const total = expertFrequency(topkGates(random.normalMatrix(50, 6), 2));
    expect(total.reduce((a, b) => a + b)).toBeCloseTo(2, 12);
  });

  it('refuses a top-k beyond the experts', () => {
    expect(() => topkGates(new Matrix([[1, 2]]), 3)).toThrow(ShapeError);
    expect(() => topkGates(new Matrix([[1, 2]]), 0)).toThrow(ShapeError);
  });
});

describe('the layer', () => {
  const inputs = made();

  it('is the gated sum of the expert outputs', () => {
    const { W1, W2, Xtest } = inputs;
    const gates = pool(inputs);
    const sum = W1.reduce(
      (y, W, i) => {
        const V = W2[i];
        return V === undefined
          ? y
          : y.add(expertOutput(W, V, Xtest).mulColumnVector(gates.getColumn(i)));
      },
      Matrix.zeros(Xtest.rows, Xtest.columns),
    );
    expect(relativeError(mixtureOutput(W1, W2, Xtest, gates), sum)).toBeLessThan(1e-13);
  });

  it('answers the same when slots that share an expert pool their gates', () => {
    const { W1, W2, Xtest } = inputs;
    const labels = [0, 1, 0, 1, 0, 1];
    const gates = pool(inputs);
    const slots = mixtureOutput(
      labels.flatMap((g) => W1[g] ?? []),
      labels.flatMap((g) => W2[g] ?? []),
      Xtest,
      gates,
    );
    const pooled = mixtureOutput(W1.slice(0, 2), W2.slice(0, 2), Xtest, poolGates(gates, labels));
    expect(relativeOutputError(slots, pooled)).toBeLessThan(1e-13);
  });

  it('does not change when ReLU units are rescaled, W1 → cW1 and W2 → W2/c', () => {
    const { W1, W2, Xtest } = inputs;
    const gates = pool(inputs);
    const scaled = mixtureOutput(
      W1.map((W) => Matrix.mul(W, 4)),
      W2.map((W) => Matrix.div(W, 4)),
      Xtest,
      gates,
    );
    expect(relativeOutputError(mixtureOutput(W1, W2, Xtest, gates), scaled)).toBeLessThan(1e-14);
  });

  it('measures the error against the original output', () => {
    const Y = new Matrix([[3, 4]]);
    expect(relativeOutputError(Y, Y)).toBe(0);
    expect(relativeOutputError(Y, Matrix.zeros(1, 2))).toBe(1);
    expect(relativeOutputError(Y, new Matrix([[9, 12]]))).toBeCloseTo(2, 14);
  });

  it('refuses weights, tokens and gates that do not fit', () => {
    const { W1, W2, Xtest, Xcal } = inputs;
    const gates = pool(inputs);
    expect(() => mixtureOutput(W1.slice(1), W2, Xtest, gates)).toThrow(ShapeError);
    expect(() => mixtureOutput(W1, W2, Xcal, gates)).toThrow(ShapeError);
    expect(() => mixtureOutput(W2, W1, Xtest, gates)).toThrow(ShapeError);
    expect(() => routerLogits(Xcal, Matrix.zeros(3, 5))).toThrow(ShapeError);
    expect(() => expertOutput(Matrix.zeros(4, 8), Matrix.zeros(8, 5), Xcal)).toThrow(ShapeError);
    expect(() => unexplainedVariance(Xcal, Xtest)).toThrow(ShapeError);
  });
});

describe('grouping', () => {
  const alike = (Y: Matrix): Matrix => Matrix.add(Y, random.normalMatrix(Y.rows, Y.columns, 0.05));
  const [a, b] = [random.normalMatrix(30, 4), random.normalMatrix(30, 4)];
  const outputs = [alike(a), alike(b), alike(a), alike(b), alike(a)];

  it('measures mean cosines, 1 on the diagonal and blind to length (Eq. 2)', () => {
    const S = outputSimilarity([a, Matrix.mul(a, 3), Matrix.mul(a, -1)]);
    expect(S.getRow(0)[0]).toBeCloseTo(1, 13);
    expect(S.getRow(0)[1]).toBeCloseTo(1, 13);
    expect(S.getRow(0)[2]).toBeCloseTo(-1, 13);
  });

  it('turns similarity into distance: ‖Z_i − Z_j‖² = 2(1 − Sim)', () => {
    const Z = outputPoints([a, b]);
    const apart = Z.getRow(0).reduce((sum, z, c) => sum + (z - Z.get(1, c)) ** 2, 0);
    expect(apart).toBeCloseTo(2 * (1 - outputSimilarity([a, b]).get(0, 1)), 12);
  });

  it('finds the experts that answer alike', () => {
    expect(clusterExperts(outputs, 2)).toEqual([0, 1, 0, 1, 0]);
  });

  it('finds the same groups whatever the order of the experts', () => {
    const order = [3, 0, 4, 1, 2];
    const labels = clusterExperts(outputs, 2);
    const shuffled = clusterExperts(
      order.flatMap((i) => outputs[i] ?? []),
      2,
    );
    expect(
      adjustedRandIndex(
        shuffled,
        order.map((i) => labels[i] ?? -1),
      ),
    ).toBe(1);
  });

  it('links by average distance in HC-SMoE', () => {
    // Single linkage would chain the first four.
    const line = new Matrix([[0], [1], [2.1], [3.3], [9]]);
    expect(hcSmoeLabels(line, 3)).toEqual([0, 0, 1, 1, 2]);
  });

  it('gathers M-SMoE groups around the busiest experts', () => {
    const one = [1, 2, 3, 4];
    const two = [1, -1, 1, -1];
    const logits = new Matrix([one, two, one.map((v) => v * 2), two]).transpose();
    expect(mSmoeLabels(logits, [0.1, 0.2, 0.9, 0.8], 2)).toEqual([0, 1, 0, 1]);
  });

  it('deals random groups by the permutation', () => {
    expect(randomLabels([2, 0, 3, 1], 2)).toEqual([1, 1, 0, 0]);
  });

  it('keeps the busiest experts when pruning', () => {
    expect(keptExperts([0.1, 0.5, 0.5, 0.2], 2)).toEqual([1, 2]);
    expect(keptExperts([0.1, 0.5, 0.5, 0.2], 1)).toEqual([1]);
  });

  it('refuses impossible numbers of groups and outputs of different shape', () => {
    expect(() => clusterExperts(outputs, 6)).toThrow(ShapeError);
    expect(() => clusterExperts(outputs, 0)).toThrow(ShapeError);
    expect(() => hcSmoeLabels(a, 31)).toThrow(ShapeError);
    expect(() => mSmoeLabels(a, [1], 2)).toThrow(ShapeError);
    expect(() => keptExperts([1], 2)).toThrow(ShapeError);
    expect(() => outputSimilarity([])).toThrow(ShapeError);
    expect(() => outputSimilarity([a, Matrix.zeros(3, 4)])).toThrow(ShapeError);
  });
});

describe('merging', () => {
  const f = [0.6, 0.1, 0.3];
  const group = weights(3, 6, 5);
  const [first = new Matrix(1, 1), second = new Matrix(1, 1)] = group;
  const S = weights(3, 5, 5).map((A) => A.add(Matrix.eye(5).mul(3)));

  it('is the frequency-weighted average at full rank (our theorem)', () => {
    expect(relativeError(unionSvdMerge(group, f), frequencyMerge(group, f))).toBeLessThan(1e-13);
    const wide = weights(4, 3, 7);
    expect(
      relativeError(unionSvdMerge(wide, [1, 2, 3, 4]), frequencyMerge(wide, [1, 2, 3, 4])),
    ).toBeLessThan(1e-13);
  });

  it('is the frequency-weighted average at full rank for any invertible S', () => {
    expect(relativeError(activationAwareMerge(group, f, S), frequencyMerge(group, f))).toBeLessThan(
      1e-12,
    );
    expect(
      relativeError(activationAwareMerge(group, f, S, 6), frequencyMerge(group, f)),
    ).toBeLessThan(1e-12);
  });

  it('is Sub-MoE cut at the same rank if S is the identity', () => {
    const plain = group.map(() => Matrix.eye(5));
    expect(
      relativeError(activationAwareMerge(group, f, plain, 2), unionSvdMerge(group, f, 2)),
    ).toBeLessThan(1e-12);
  });

  it('gives the one used expert if the others have frequency zero', () => {
    expect(relativeError(unionSvdMerge([first, second], [1, 0]), first)).toBeLessThan(1e-14);
    expect(relativeError(frequencyMerge([first, second], [0, 1]), second)).toBe(0);
  });

  it('leaves identical experts as they are, by every full-rank rule', () => {
    const same = [first, first.clone(), first.clone()];
    for (const merged of [
      unionSvdMerge(same, f),
      frequencyMerge(same, f),
      plainMerge(same),
      keepDominant(same, f),
      vanillaSvdMerge(same, f),
      activationAwareMerge(same, f, S),
    ])
      expect(relativeError(merged, first)).toBeLessThan(1e-12);
  });

  it('weighs experts that nobody used alike', () => {
    expect(relativeError(frequencyMerge(group, [0, 0, 0]), plainMerge(group))).toBeLessThan(1e-14);
  });

  it('fails to average separate SVDs', () => {
    expect(relativeError(vanillaSvdMerge(group, f), frequencyMerge(group, f))).toBeGreaterThan(0.1);
  });

  it('scales with the weights', () => {
    const scaled = group.map((W) => Matrix.mul(W, 2));
    expect(
      relativeError(unionSvdMerge(scaled, f, 2), unionSvdMerge(group, f, 2).mul(2)),
    ).toBeLessThan(1e-12);
  });

  it.each([1, 2, 3, 4])('is never nearer to the average than merge + SVD at rank %i', (rank) => {
    const average = frequencyMerge(group, f);
    const distance = (merged: Matrix): number => frobenius(Matrix.sub(merged, average));
    const best = distance(mergeThenSvd(group, f, rank)) * (1 - 1e-12);
    expect(best).toBeLessThanOrEqual(distance(unionSvdMerge(group, f, rank)));
    expect(best).toBeLessThanOrEqual(distance(activationAwareMerge(group, f, S, rank)));
    expect(best).toBeLessThanOrEqual(distance(mergeThenWhitenedSvd(group, f, S, rank)));
  });

  it('cuts best on the real inputs after whitening by them', () => {
    const X = random.normalMatrix(200, 5).mulRowVector([3, 2, 1, 0.3, 0.1]);
    const root = activationFactor(X);
    const average = frequencyMerge(group, f);
    const loss = (merged: Matrix): number => frobenius(Matrix.sub(merged, average).mmul(root));
    const roots = group.map(() => root);
    expect(loss(mergeThenWhitenedSvd(group, f, roots, 2))).toBeLessThan(
      loss(mergeThenSvd(group, f, 2)),
    );
  });

  it('takes the Cholesky root of the second moment with a small ridge', () => {
    const X = random.normalMatrix(9, 4);
    const L = activationFactor(X);
    const moment = X.transpose().mmul(X).div(9);
    const ridged = Matrix.add(moment, Matrix.eye(4).mul((1e-3 * moment.trace()) / 4 + 1e-9));
    expect(relativeError(L.mmul(L.transpose()), ridged)).toBeLessThan(1e-14);
    expect(activationFactor(Matrix.zeros(3, 2)).get(0, 0)).toBeCloseTo(Math.sqrt(1e-9), 12);
  });

  it('keeps everything when asked for more rank than there is, and refuses none at all', () => {
    expect(relativeError(mergeThenSvd(group, f, 99), frequencyMerge(group, f))).toBeLessThan(1e-13);
    expect(() => unionSvdMerge(group, f, 0)).toThrow(ShapeError);
    expect(() => mergeThenSvd(group, f, 1.5)).toThrow(ShapeError);
  });

  it('refuses groups, frequencies and activations that do not fit', () => {
    expect(() => unionSvdMerge([], [])).toThrow(ShapeError);
    expect(() => unionSvdMerge(group, [1, 2])).toThrow(ShapeError);
    expect(() => frequencyMerge(group, [1, -1, 1])).toThrow(ShapeError);
    expect(() => frequencyMerge(group, [1, NaN, 1])).toThrow(ShapeError);
    expect(() => plainMerge([first, Matrix.zeros(2, 2)])).toThrow(ShapeError);
    expect(() => activationAwareMerge(group, f, S.slice(1), 2)).toThrow(ShapeError);
    expect(() => mergeThenWhitenedSvd(group, f, [Matrix.eye(4)], 2)).toThrow(ShapeError);
    expect(() => activationFactor(new Matrix(0, 4))).toThrow(ShapeError);
  });
});

describe('the toy data', () => {
  const inputs = made();

  it('is the same for the same seed and another for another', () => {
    const flat = ({ W1, W2, Wg, Xcal }: SubMoeInputs): number[] =>
      [...W1, ...W2, Wg, Xcal].flatMap((A) => A.to1DArray());
    expect(flat(made())).toEqual(flat(inputs));
    expect(flat(made({}, 2))).not.toEqual(flat(inputs));
  });

  it('has the declared shapes', () => {
    const { W1, W2, Wg, Xcal, Xtest, Ytest, fam, perms } = inputs;
    const shape = (A: Matrix | undefined) => [A?.rows, A?.columns];
    expect([W1.length, W2.length, fam.length]).toEqual([6, 6, 6]);
    expect(shape(W1[0])).toEqual([16, 8]);
    expect(shape(W2[0])).toEqual([8, 16]);
    expect(shape(Wg)).toEqual([6, 8]);
    expect(Xcal.columns).toBe(8);
    expect(shape(Xtest)).toEqual(shape(Ytest));
    expect(shape(perms)).toEqual([10, 6]);
    for (const row of perms.to2DArray()) expect([...row].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('plants router directions of one length and tokens of the chosen spread', () => {
    for (const row of inputs.Wg.to2DArray()) expect(Math.hypot(...row)).toBeCloseTo(1.5, 12);
    const energy = frobenius(made({ steps: 0, preSteps: 0 }).Xtest) ** 2 / 768;
    expect(energy).toBeGreaterThan(0.8 * (8 + 1.5 ** 2));
    expect(energy).toBeLessThan(1.2 * (8 + 1.5 ** 2));
  });

  it('lets relatives share router directions as routerAgree grows', () => {
    const { Wg, fam } = made({ routerAgree: 0.95, steps: 0, preSteps: 0 });
    const cosine = (i: number, j: number): number =>
      Wg.getRow(i).reduce((sum, value, c) => sum + value * Wg.get(j, c), 0) / 1.5 ** 2;
    const relative = fam.findIndex((family, i) => i > 0 && family === fam[0]);
    expect(cosine(0, relative)).toBeGreaterThan(0.7);
  });

  it('uses early domains more often as skew grows', () => {
    const { Xcal, Wg } = made({ skew: 2, sep: 3, steps: 0, preSteps: 0 });
    const f = expertFrequency(routerProbabilities(Xcal, Wg, 1));
    expect(f[0]).toBe(Math.max(...f));
  });

  it('starts all experts alike when upcycled, apart when not', () => {
    const start = { steps: 0, preSteps: 20 };
    const [a, b] = made(start).W1;
    expect(a && b && relativeError(a, b)).toBe(0);
    const [c, d] = made({ ...start, upcycle: 0 }).W1;
    expect(c && d && relativeError(c, d)).toBeGreaterThan(1);
  });

  it('trains the layer towards its task, reporting as it goes', () => {
    const told: number[] = [];
    const trained = generate({ ...small, steps: 150, preSteps: 100 }, createRandom(1), (share) =>
      told.push(share),
    );
    const task = (inputs: SubMoeInputs): number =>
      unexplainedVariance(
        mixtureOutput(inputs.W1, inputs.W2, inputs.Xtest, pool(inputs)),
        inputs.Ytest,
      );
    expect(task(trained)).toBeLessThan(0.1);
    expect(task(made({ steps: 0 }))).toBeGreaterThan(3 * task(trained));
    expect(told.length).toBeLessThanOrEqual(50);
    expect(told).toEqual([...told].sort((x, y) => x - y));
  });
});

describe('the run', () => {
  const inputs = made();
  const results = run(inputs, small, silent);

  it('finds the planted families and beats chance', () => {
    expect(results.agreement).toBe(1);
    expect(results.errors.subMoe).toBeLessThan(results.errors.random);
  });

  it('loses nothing with as many groups as experts', () => {
    const { errors } = run(inputs, { ...small, k: 6 }, silent);
    for (const error of Object.values(errors) as number[]) expect(error).toBeLessThan(1e-12);
  });

  it('loses nothing when all experts are identical', () => {
    const same = {
      ...inputs,
      W1: inputs.W1.flatMap(() => inputs.W1[0] ?? []),
      W2: inputs.W2.flatMap(() => inputs.W2[0] ?? []),
    };
    const { errors } = run(same, small, silent);
    for (const error of Object.values({ ...errors, prune: 0 })) expect(error).toBeLessThan(1e-12);
  });

  it('agrees with the frequency average to rounding', () => {
    expect(results.distances.subMoe).toBeLessThan(1e-12);
    expect(results.distances.vanilla).toBeGreaterThan(1e-3);
  });

  it('does not depend on the rank slider', () => {
    expect(run(inputs, { ...small, rank: 2 }, silent)).toEqual(results);
  });

  it('feeds every figure and claim with numbers', () => {
    for (const finding of claims(results, small)) expect(finding.measured.value).not.toBeNaN();
    for (const figure of figures(results, small)) expect(figure.caption).not.toContain('undefined');
  });
});

describe('with as many groups as experts', () => {
  const results = run(made(), { ...small, k: 6 }, silent);

  it('calls ratios of rounding errors undefined, so that they hold nothing', () => {
    const found = claims(results, small);
    for (const id of ['C1', 'C2', 'C4'])
      expect(found.find((finding) => finding.id === id)?.measured.value).toBeNaN();
  });

  it('says in words that nothing is lost', () => {
    const caption = figures(results, small).find(({ id }) => id === 'errors')?.caption;
    expect(caption).toContain('loses nothing');
  });
});

describe('the demo', () => {
  it('keeps sizes meaningful together', () => {
    const largest = { ...small, d: 24, h: 48, n: 6, k: 7, steps: 400, preSteps: 300 };
    const fitted = { ...largest, ...fit(largest) };
    expect(fitted.k).toBe(6);
    expect(fitted.steps).toBeLessThan(400);
    expect(fit(small)).toMatchObject({ k: 3, steps: 60, preSteps: 60 });
  });

  it('shows its claims at the defaults, and breaks where it says so', { timeout: 30_000 }, () => {
    const base = defaults(params);
    const failing = (values: typeof base): string[] =>
      session(values, silent)
        .claims.filter((finding) => finding.kind === 'claim' && !holds(finding))
        .map(({ id }) => id);
    expect(failing(base)).toEqual([]);
    const breaks = demo.presets['breaks'];
    expect(failing({ ...base, ...breaks?.at })).toEqual(
      expect.arrayContaining([...(breaks?.fails ?? [])]),
    );
  });
});
