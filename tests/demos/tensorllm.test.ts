import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { multiply, relativeError, ShapeError, svdvals, tuckerTensor, unfold } from '#linalg';
import { createRandom } from '#random';
import { generate } from '../../demos/tensorllm/generate.ts';
import {
  layerScore,
  oneMatrixTucker,
  perHeadTucker,
  rankOfSize,
  run,
  sharedTucker,
  stackedTucker,
  svdPerMatrix,
  tensorise,
  tuckerSize,
  untensorise,
  type AttentionWeights,
} from '../../demos/tensorllm/method.ts';
import { fit, type Params } from '../../demos/tensorllm/params.ts';

const silent = (): void => undefined;
const random = createRandom(3);

const small: Params = {
  ...{ R1: 3, r: 3, noise: 0.3, R2: 3, R3: 4, init: 1, nTrain: 64, D: 16, heads: 4, L: 3 },
  ...{ vocab: 8, steps: 60, lr: 0.01, seed: 1 },
};
const made = generate(small, createRandom(1), silent);
const { heads, D } = small;
const layer: AttentionWeights = made;
const samples = { X: made.Xtest, q: made.qtest, y: made.ytest };
const scoreOf = (weights: AttentionWeights) => layerScore(weights, samples, made.E, heads);

const names = ['WQ', 'WK', 'WV', 'WO'] as const;
const gap = (a: AttentionWeights, b: AttentionWeights): number =>
  Math.max(...names.map((name) => relativeError(a[name], b[name])));

describe('the tensor', () => {
  it('holds the blocks of every head, O transposed (Eqs. 7–8)', () => {
    const T = tensorise(layer, heads);
    expect(T.shape).toEqual([D, D / heads, 4, heads]);
    const entry = (d: number, v: number, j: number, i: number): number | undefined =>
      T.values[((d * (D / heads) + v) * 4 + j) * heads + i];
    expect(entry(5, 2, 0, 3)).toBe(layer.WQ.get(5, 3 * 4 + 2));
    expect(entry(5, 2, 3, 1)).toBe(layer.WO.get(1 * 4 + 2, 5));
  });

  it('gives the matrices back', () => {
    expect(gap(untensorise(tensorise(layer, heads)), layer)).toBe(0);
  });

  it('refuses heads that do not divide the width', () => {
    expect(() => tensorise(layer, 3)).toThrow(ShapeError);
  });
});

describe('shared factors', () => {
  it('lose nothing at full ranks', () => {
    const { weights, errors } = sharedTucker(layer, heads, [D, D / heads, 4]);
    expect(errors.at(-1)).toBeLessThan(1e-12);
    expect(scoreOf(weights).accuracy).toBe(scoreOf(layer).accuracy);
  });

  it('are the SVD of the model dimension where only that is cut', () => {
    const s = svdvals(unfold(tensorise(layer, heads), 0));
    const total = s.reduce((sum, x) => sum + x * x, 0);
    const rest = s.slice(3).reduce((sum, x) => sum + x * x, 0);
    const { errors } = sharedTucker(layer, heads, [3, D / heads, 4]);
    expect((errors.at(-1) ?? NaN) ** 2).toBeCloseTo(rest / total, 12);
  });

  it('store D R₁ + dv R₂ + 4 R₃ + R₁R₂R₃h numbers', () => {
    expect(sharedTucker(layer, heads, [3, 2, 4]).size).toBe(16 * 3 + 4 * 2 + 4 * 4 + 3 * 2 * 4 * 4);
    expect(tuckerSize([32, 8, 4, 4], [5, 6, 4])).toBe(704);
  });

  it('find a layer that has such factors exactly', () => {
    const core = tensorise({ WQ: noise(4), WK: noise(4), WV: noise(4), WO: noise(4) }, 2);
    const exact = untensorise(
      tuckerTensor({ core, factors: [random.orthonormal(12, 4), random.orthonormal(6, 2)] }),
    );
    const found = sharedTucker(exact, 2, [4, 2, 4]);
    expect(found.errors[0]).toBeLessThan(1e-12);
    expect(gap(found.weights, exact)).toBeLessThan(1e-12);
  });

  it('turn with the model dimension, and leave every answer as it was', () => {
    const R = random.orthonormal(D, D);
    const turned = {
      WQ: multiply(R, layer.WQ),
      WK: multiply(R, layer.WK),
      WV: multiply(R, layer.WV),
      WO: multiply(layer.WO, R.transpose()),
    };
    const turn = (A: Matrix): Matrix => multiply(A, R.transpose());
    const ranks = [3, 3, 4];
    const before = sharedTucker(layer, heads, ranks);
    const after = sharedTucker(turned, heads, ranks);
    expect(after.errors.at(-1)).toBeCloseTo(before.errors.at(-1) ?? NaN, 9);
    const moved = { X: samples.X.map(turn), q: turn(samples.q), y: samples.y };
    const score = layerScore(after.weights, moved, turn(made.E), heads);
    expect(score.accuracy).toBe(scoreOf(before.weights).accuracy);
    expect(score.loss).toBeCloseTo(scoreOf(before.weights).loss, 6);
  });
});

const noise = (n: number): Matrix => random.normalMatrix(n, n);

describe('the layer', () => {
  it('is softmax(Q Kᵀ/√dv) V, head by head, times W_O and Eᵀ', () => {
    const { X, q, y } = samples;
    const dv = D / heads;
    const losses = X.map((tokens, t) => {
      const Q = multiply(q.subMatrixRow([t]), layer.WQ);
      const [K, V] = [multiply(tokens, layer.WK), multiply(tokens, layer.WV)];
      const z = Array.from({ length: heads }, (_, i) => {
        const part = (A: Matrix): Matrix => A.subMatrix(0, A.rows - 1, i * dv, (i + 1) * dv - 1);
        const scores = multiply(part(K), part(Q).transpose()).to1DArray();
        const weights = scores.map((score) => Math.exp(score / Math.sqrt(dv)));
        const total = weights.reduce((a, b) => a + b);
        return multiply(new Matrix([weights.map((w) => w / total)]), part(V)).to1DArray();
      }).flat();
      const logits = multiply(multiply(new Matrix([z]), layer.WO), made.E.transpose()).to1DArray();
      const all = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
      return all - (logits[y[t] ?? 0] ?? NaN);
    });
    const mean = losses.reduce((a, b) => a + b) / losses.length;
    expect(scoreOf(layer).loss).toBeCloseTo(mean, 10);
  });

  it('learns: the loss falls below that of the untrained layer, which is about log N', () => {
    const untrained = generate({ ...small, steps: 0, init: 0.1 }, createRandom(1), silent);
    expect(scoreOf(untrained).loss).toBeCloseTo(Math.log(8), 1);
    const longer = generate({ ...small, noise: 0, steps: 300 }, createRandom(1), silent);
    const { X, q, y } = { X: longer.Xtest, q: longer.qtest, y: longer.ytest };
    const score = layerScore(longer, { X, q, y }, longer.E, heads);
    expect(score.loss).toBeLessThan(0.5);
    expect(score.accuracy).toBeGreaterThan(0.9);
  });

  it('refuses sizes that do not agree', () => {
    expect(() => layerScore(layer, samples, made.E, 3)).toThrow(ShapeError);
    expect(() => layerScore(layer, { ...samples, y: [0] }, made.E, heads)).toThrow(ShapeError);
  });
});

describe('the rivals', () => {
  const { size } = sharedTucker(layer, heads, [3, 3, 4]);

  it('store at least as much', () => {
    const rank = rankOfSize(D, size);
    expect(svdPerMatrix(layer, rank).size).toBeGreaterThanOrEqual(size);
    expect(svdPerMatrix(layer, rank - 1).size).toBeLessThan(size);
    expect(stackedTucker(layer, 3, 4, size).size).toBeGreaterThanOrEqual(size);
    expect(perHeadTucker(layer, heads, [3, 3, 4]).size).toBe(4 * tuckerSize([16, 4, 4], [3, 3, 4]));
  });

  it('lose nothing at full ranks', () => {
    expect(gap(svdPerMatrix(layer, D).weights, layer)).toBeLessThan(1e-12);
    expect(gap(perHeadTucker(layer, heads, [D, 4, 4]).weights, layer)).toBeLessThan(1e-12);
    expect(gap(stackedTucker(layer, D, 4, 1e9).weights, layer)).toBeLessThan(1e-12);
    for (const name of names) {
      expect(gap(oneMatrixTucker(layer, name, heads, D, 4).weights, layer)).toBeLessThan(1e-12);
    }
  });

  it('of one matrix leave the other three alone', () => {
    const { weights } = oneMatrixTucker(layer, 'WO', heads, 2, 2);
    expect(weights.WQ).toBe(layer.WQ);
    expect(relativeError(weights.WO, layer.WO)).toBeGreaterThan(0.1);
    expect(oneMatrixTucker(layer, 'WO', 1, 2, D).size).toBe(3 * 256 + 16 * 2 + 16 * 16 + 2 * 16);
  });

  it('that share nothing fit every head at least as well', () => {
    const shared = sharedTucker(layer, heads, [3, 3, 4]).weights;
    const own = perHeadTucker(layer, heads, [3, 3, 4]).weights;
    const distance = (weights: AttentionWeights): number =>
      names.reduce((sum, name) => sum + Matrix.sub(weights[name], layer[name]).norm() ** 2, 0);
    expect(distance(own)).toBeLessThan(distance(shared));
  });
});

describe('run and fit', () => {
  it('give the same numbers for the same seed, and one outcome for one rank', () => {
    const results = run(made, small, silent);
    expect(run(made, small, silent)).toEqual(results);
    expect(results.svdCurve.ranks).toHaveLength(D);
    expect(results.svdCurve.accuracy.at(-1)).toBeCloseTo(results.original.accuracy, 2);
    expect(results.overlap).toBeLessThanOrEqual(1);
  });

  it('leave the defaults alone, and make heads divide the width', () => {
    const p: Params = { ...small, R1: 5, r: 5, noise: 0.4, R2: 6, D: 32, steps: 300, seed: 42 };
    expect({ ...p, ...fit(p) }).toEqual(p);
    expect(fit({ ...p, D: 37, heads: 7, R2: 8, r: 24, steps: 600 })).toEqual({
      ...{ D: 32, heads: 4, r: 24, R2: 8, steps: 600 },
    });
    expect(fit({ ...p, D: 16, heads: 5, r: 24 })).toMatchObject({ heads: 4, r: 16, R2: 4 });
  });
});
