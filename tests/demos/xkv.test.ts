import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { defaults, holds, type Finding, type ParamValues } from '#demo';
import { relativeError, ShapeError } from '#linalg';
import { createRandom } from '#random';
import demo from '../../demos/xkv/demo.ts';
import { embeddings, generate, text } from '../../demos/xkv/generate.ts';
import {
  attentionOutput,
  cka,
  concatenate,
  fakeSvd,
  groupBasis,
  groupLayers,
  groupSpectrum,
  layerMean,
  layerMeanShare,
  memoryShare,
  miniCacheMerge,
  miniCachePairs,
  miniCacheShare,
  perLayerRanks,
  project,
  rankForMemory,
  rankRatio,
  rope,
  slerp,
  spread,
  stackError,
  tailEnergy,
  tokenAngles,
  tokenCosine,
  xkvFactors,
} from '../../demos/xkv/method.ts';
import { fit, params as schema, type Params } from '../../demos/xkv/params.ts';
import { run } from '../../demos/xkv/run.ts';

const session = await demo.session(createRandom);

const random = createRandom(7);
const caches = (count: number, n = 20, d = 4): Matrix[] =>
  Array.from({ length: count }, (_, l) => random.stream(`cache ${l}`).normalMatrix(n, d));
const close = (actual: readonly number[], expected: readonly number[], digits = 10): void => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, digits));
};
const squares = (values: readonly number[]): number[] => values.map((v) => v * v);
const silent = (): void => {};

const small: Params = {
  align: 0.8,
  group: '4',
  comp: 4,
  cache: 'values',
  tie: 0,
  decay: 1,
  gamma: 0.05,
  layers: 4,
  n: 64,
  D: 32,
  heads: 2,
  hd: 4,
  qkGain: 3,
  seed: 3,
};
const smallCaches = (at: Partial<Params> = {}) => {
  const params = { ...small, ...at };
  return generate(params, createRandom(params.seed), silent);
};

describe('groups of layers', () => {
  it('are consecutive, and the last is shorter if G does not divide N', () => {
    expect(groupLayers(8, 4)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
    expect(groupLayers(5, 2)).toEqual([[0, 1], [2, 3], [4]]);
    expect(groupLayers(3, 8)).toEqual([[0, 1, 2]]);
  });

  it('need positive whole numbers', () => {
    expect(() => groupLayers(0, 2)).toThrow(ShapeError);
    expect(() => groupLayers(4, 1.5)).toThrow(ShapeError);
  });
});

describe('the shared SVD', () => {
  it('of one layer is the plain truncated SVD, and all of it gives the caches back', () => {
    const X = caches(1);
    const s = groupSpectrum(X);
    expect(s).toHaveLength(4);
    expect(stackError(X, fakeSvd(X, 4))).toBeLessThan(1e-14);
    expect(stackError(caches(3), fakeSvd(caches(3), 12))).toBeLessThan(1e-14);
  });

  it('finds √G times the singular values of one layer when all layers are equal', () => {
    const [X] = caches(1);
    if (!X) throw new Error('no cache');
    const equal = [X, X, X];
    const alone = groupSpectrum([X]);
    close(
      groupSpectrum(equal).slice(0, 4),
      alone.map((s) => s * Math.sqrt(3)),
    );
    close(
      groupSpectrum(equal).slice(4),
      Array.from({ length: 8 }, () => 0),
    );
    for (const r of [1, 2, 3]) {
      expect(stackError(equal, fakeSvd(equal, r))).toBeCloseTo(
        stackError([X], fakeSvd([X], r)),
        12,
      );
    }
    expect(rankRatio(equal, 0.95)).toBeCloseTo(rankRatio([X], 0.95) / 3, 14);
  });

  it('finds the union of the spectra when the column spaces are orthogonal', () => {
    const basis = random.orthonormal(20, 8);
    const scales = [
      [9, 5, 3, 1],
      [8, 6, 2, 0.5],
    ];
    const X = scales.map((scale, l) =>
      basis.subMatrix(0, 19, l * 4, l * 4 + 3).mulRowVector(scale),
    );
    close(groupSpectrum(X), [9, 8, 6, 5, 3, 2, 1, 0.5]);
  });

  it('loses the energy of the singular values left out, less with every rank', () => {
    const X = caches(3);
    const C = concatenate(X);
    const energies = squares(groupSpectrum(X));
    let before = Infinity;
    for (let r = 1; r < 12; r++) {
      const lost = Matrix.sub(C, concatenate(fakeSvd(X, r))).norm('frobenius') ** 2;
      expect(lost / tailEnergy(energies, r)).toBeCloseTo(1, 11);
      expect(lost).toBeLessThan(before);
      before = lost;
    }
    expect(tailEnergy(energies, 12)).toBe(0);
  });

  it('shares A and gives each layer its own B', () => {
    const X = caches(3);
    const { A, B } = xkvFactors(X, 5);
    expect([A.rows, A.columns]).toEqual([20, 5]);
    expect(B.map(({ rows, columns }) => [rows, columns])).toEqual([
      [5, 4],
      [5, 4],
      [5, 4],
    ]);
    const inner = A.transpose().mmul(A);
    close(inner.diagonal(), squares(groupSpectrum(X)).slice(0, 5));
    fakeSvd(X, 5).forEach((Xl, l) => {
      expect(relativeError(A.mmul(B[l] ?? A), Xl)).toBeLessThan(1e-14);
    });
  });

  it('through the Gram matrix is the same', () => {
    const X = caches(3);
    const { energies, V } = groupBasis(X);
    close(energies, squares(groupSpectrum(X)));
    for (const r of [1, 3, 12])
      expect(stackError(fakeSvd(X, r), project(X, V, r))).toBeLessThan(1e-13);
    expect(stackError(X, project(X, V, 0))).toBe(1);
  });

  it('through the Gram matrix also serves groups wider than the text is long', () => {
    const X = caches(3, 6);
    const { energies, V } = groupBasis(X);
    close(energies.slice(0, 6), squares(groupSpectrum(X)));
    expect(stackError(X, project(X, V, 6))).toBeLessThan(1e-13);
  });

  it('does not see a rotation of one layer, which the token cosine does', () => {
    const X = caches(2);
    const turned = X.map((Xl, l) => Xl.mmul(random.stream(`turn ${l}`).orthonormal(4, 4)));
    expect(stackError(turned, fakeSvd(turned, 3))).toBeCloseTo(stackError(X, fakeSvd(X, 3)), 12);
    const [A, B] = [X[0], turned[0]];
    if (!A || !B) throw new Error('no cache');
    expect(cka(A, B)).toBeCloseTo(1, 12);
    expect(tokenCosine(A, A)).toBeCloseTo(1, 14);
    expect(tokenCosine(A, B)).toBeLessThan(0.9);
  });

  it('at the total rank of the per-layer SVDs never loses more (Eckart–Young)', () => {
    for (const ranks of [
      [1, 1, 1],
      [3, 1, 2],
      [2, 4, 1],
    ]) {
      const X = caches(3);
      const apart = X.map((Xl, l) => fakeSvd([Xl], ranks[l] ?? 1)[0] ?? Xl);
      const together = fakeSvd(
        X,
        ranks.reduce((a, b) => a + b),
      );
      expect(stackError(X, together)).toBeLessThanOrEqual(stackError(X, apart));
    }
  });

  it('refuses unequal caches and impossible ranks', () => {
    const X = caches(2);
    expect(() => fakeSvd(X, 0)).toThrow(ShapeError);
    expect(() => fakeSvd(X, 9)).toThrow(ShapeError);
    expect(() => xkvFactors(X, 1.5)).toThrow(ShapeError);
    expect(() => groupSpectrum([])).toThrow(ShapeError);
    expect(() => concatenate([Matrix.ones(3, 2), Matrix.ones(4, 2)])).toThrow(/layer 1 is 4×2/);
    expect(() => concatenate([Matrix.ones(3, 2), Matrix.ones(3, 3)])).toThrow(ShapeError);
    expect(() => project(X, Matrix.eye(3), 1)).toThrow(ShapeError);
    expect(() => stackError(X, caches(1))).toThrow(ShapeError);
    expect(() => tokenCosine(Matrix.ones(3, 2), Matrix.ones(2, 3))).toThrow(ShapeError);
  });
});

describe('memory', () => {
  it('gives a group the largest rank that fits', () => {
    expect(rankForMemory(256, 16, 4, 4)).toBe(12);
    for (const [G, comp] of [
      [1, 2],
      [2, 4],
      [4, 7.5],
      [8, 16],
    ] as const) {
      const r = rankForMemory(256, 16, G, comp);
      expect(memoryShare(256, 16, G, r)).toBeLessThanOrEqual(1 / comp);
      expect(memoryShare(256, 16, G, r + 1)).toBeGreaterThan(1 / comp);
    }
    expect(rankForMemory(256, 16, 4, 0.01)).toBe(64);
    expect(memoryShare(256, 16, 4, 12)).toBe((12 * 320) / (256 * 64));
  });

  it('counts a rank that takes exactly the budget, also when the rate is one over a share', () => {
    for (let r = 1; r < 32; r++) {
      const share = memoryShare(64, 32, 4, r);
      expect(rankForMemory(64, 32, 4, 1 / share)).toBe(r);
      const alone = memoryShare(64, 32, 1, r);
      expect(perLayerRanks(8, 64, 32, 1 / alone)[7]).toBe(r);
    }
  });

  it('spreads the rank of the per-layer SVD evenly, the first layers first', () => {
    expect(perLayerRanks(8, 256, 16, 4)).toEqual([4, 4, 4, 4, 4, 4, 3, 3]);
    expect(perLayerRanks(3, 256, 16, 0.01)).toEqual([16, 16, 16]);
    expect(spread(7, 3)).toEqual([3, 2, 2]);
  });

  it('counts what MiniCache and the layer mean store', () => {
    expect(miniCacheShare(256, 16, 0)).toBe(0.5 + 1 / 16);
    expect(miniCacheShare(256, 16, 256)).toBe(1.5 + 1 / 16);
    expect(layerMeanShare(16, 4)).toBe(0.3125);
  });

  it('refuses sizes that are none', () => {
    expect(() => rankForMemory(0, 4, 2, 4)).toThrow(ShapeError);
    expect(() => rankForMemory(8, 4, 2, 0)).toThrow(ShapeError);
    expect(() => perLayerRanks(2, 8, 4, NaN)).toThrow(ShapeError);
    expect(() => memoryShare(8, 4, 1.5, 2)).toThrow(ShapeError);
  });
});

describe('MiniCache', () => {
  it('takes a direction halfway along the arc', () => {
    const half = Math.SQRT1_2;
    close(slerp([3, 0], [0, 0.1], 0.5), [half, half], 14);
    close(slerp([2, 0], [0, 5], 0), [1, 0], 14);
    close(slerp([2, 0], [0, 5], 1 / 3), [Math.cos(Math.PI / 6), 0.5], 14);
    close(slerp([1, 2], [2, 4], 0.5), [1 / Math.sqrt(5), 2 / Math.sqrt(5)], 14);
  });

  it('stays finite for opposite vectors and zero rows', () => {
    expect(slerp([1, 0], [-1, 0], 0.5).every(Number.isFinite)).toBe(true);
    expect(slerp([0, 0], [1, 0], 0.5).every(Number.isFinite)).toBe(true);
    expect(slerp([1, 1e-9], [1, 0], 0.5)[0]).toBeCloseTo(1, 14);
  });

  it('restores equal caches exactly and keeps each layer’s lengths', () => {
    const [X] = caches(1);
    if (!X) throw new Error('no cache');
    const same = miniCacheMerge(X, Matrix.mul(X, 2), 0.05);
    expect(relativeError(same.X1, X)).toBeLessThan(1e-14);
    expect(relativeError(same.X2, Matrix.mul(X, 2))).toBeLessThan(1e-14);
  });

  it('keeps the most different tokens', () => {
    const X1 = new Matrix([
      [1, 0],
      [1, 0],
      [2, 0],
    ]);
    const X2 = new Matrix([
      [1, 0.1],
      [0, 3],
      [1, 1],
    ]);
    expect(tokenAngles(X1, X2)[2]).toBeCloseTo(Math.PI / 4, 14);
    const { X1: first, X2: second, kept } = miniCacheMerge(X1, X2, 0.05);
    expect(kept).toBe(1);
    expect(first.getRow(1)).toEqual([1, 0]);
    expect(second.getRow(1)).toEqual([0, 3]);
    close(first.getRow(2), [2 * Math.cos(Math.PI / 8), 2 * Math.sin(Math.PI / 8)], 14);
    expect(miniCacheMerge(X1, X2, 0).kept).toBe(0);
    expect(miniCacheMerge(X1, X2, 0.6).kept).toBe(2);
  });

  it('pairs neighbours up to the end and leaves an odd layer alone', () => {
    expect(miniCachePairs(5, 0)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(miniCachePairs(8, 4)).toEqual([
      [4, 5],
      [6, 7],
    ]);
  });

  it('refuses caches of different shapes', () => {
    expect(() => slerp([1], [1, 2], 0.5)).toThrow(ShapeError);
    expect(() => miniCacheMerge(Matrix.ones(2, 2), Matrix.ones(3, 2), 0.05)).toThrow(ShapeError);
  });
});

describe('the layer mean', () => {
  it('of two layers is MiniCache with nothing kept', () => {
    const [X1, X2] = caches(2);
    if (!X1 || !X2) throw new Error('no cache');
    const merged = miniCacheMerge(X1, X2, 0);
    const [mean1, mean2] = layerMean([X1, X2]);
    expect(relativeError(mean1 ?? X1, merged.X1)).toBeLessThan(1e-13);
    expect(relativeError(mean2 ?? X2, merged.X2)).toBeLessThan(1e-13);
    expect(() => layerMean([])).toThrow(ShapeError);
    expect(() => layerMean([X1, Matrix.ones(2, 2)])).toThrow(ShapeError);
  });
});

describe('rotary positions and attention', () => {
  it('turn pairs of channels by an angle that grows with the position', () => {
    const Y = rope(Matrix.ones(3, 4), 1);
    close(Y.getRow(0), [1, 1, 1, 1]);
    close(Y.getRow(2), [
      Math.cos(2) - Math.sin(2),
      Math.cos(0.02) - Math.sin(0.02),
      Math.cos(2) + Math.sin(2),
      Math.cos(0.02) + Math.sin(0.02),
    ]);
  });

  it('keep lengths, and scores depend on the distance of two tokens only', () => {
    const row = [0.3, -1, 2, 0.7];
    const Y = rope(new Matrix(Array.from({ length: 6 }, () => row)), 1);
    const dot = (i: number, j: number): number =>
      Y.getRow(i).reduce((sum, v, k) => sum + v * Y.get(j, k), 0);
    expect(dot(3, 3)).toBeCloseTo(dot(0, 0), 13);
    expect(dot(5, 3)).toBeCloseTo(dot(2, 0), 13);
  });

  it('average the past when all scores are equal', () => {
    const V = caches(1, 5)[0] ?? Matrix.ones(5, 4);
    const zero = Matrix.zeros(5, 4);
    const out = attentionOutput(zero, zero, V, 2);
    close(out.getRow(0), V.getRow(0), 14);
    close(out.getRow(4), V.mean('column'), 14);
    close(attentionOutput(zero, zero, V, 2, 2).getRow(1), out.getRow(4), 14);
  });

  it('never look ahead', () => {
    const [Q, K, V] = caches(3, 6);
    if (!Q || !K || !V) throw new Error('no cache');
    const before = attentionOutput(Q, K, V, 2).getRow(3);
    for (const X of [Q, K, V]) X.setRow(5, [9, -9, 9, -9]);
    expect(attentionOutput(Q, K, V, 2).getRow(3)).toEqual(before);
  });

  it('refuse heads and shapes that do not fit', () => {
    const X = Matrix.ones(4, 6);
    expect(() => rope(X, 2)).toThrow(ShapeError);
    expect(() => attentionOutput(X, X, Matrix.ones(4, 4), 1)).toThrow(ShapeError);
    expect(() => attentionOutput(X, X, X, 1, 5)).toThrow(ShapeError);
  });
});

describe('the generator', () => {
  it('gives the same data for the same seed, other data for another', () => {
    expect(smallCaches()).toEqual(smallCaches());
    expect(smallCaches({ seed: 4 }).K[0]).not.toEqual(smallCaches().K[0]);
    const { K, V, Q } = smallCaches();
    for (const stack of [K, V, Q]) {
      expect(stack.map(({ rows, columns }) => [rows, columns])).toEqual(
        Array.from({ length: 4 }, () => [64, 8]),
      );
    }
  });

  it('keeps the first layers when layers are added, and the first tokens of a longer text', () => {
    expect(smallCaches({ layers: 6 }).V[3]).toEqual(smallCaches().V[3]);
    expect(text(40, createRandom(1)).slice(0, 20)).toEqual(text(20, createRandom(1)));
  });

  it('plants the decay of the embedding spectrum', () => {
    const steep = groupSpectrum([embeddings({ decay: 2, D: 32 }, createRandom(1))]);
    const flat = groupSpectrum([embeddings({ decay: 0, D: 32 }, createRandom(1))]);
    const fall = (s: number[]): number => (s[0] ?? 0) / (s[31] ?? 1);
    expect(fall(steep)).toBeGreaterThan(20 * fall(flat));
  });

  it('plants a sticky topic', () => {
    const topics = text(4000, createRandom(1)).map((token) => Math.floor(token / 12));
    const stays = topics.slice(1).filter((topic, i) => topic === topics[i]).length / 3999;
    expect(stays).toBeGreaterThan(0.5);
    expect(stays).toBeLessThan(0.75);
  });

  it('gives all layers one stream at align 1, and equal caches if the projections are tied too', () => {
    const still = groupSpectrum(smallCaches({ align: 1, layers: 8, n: 192 }).K);
    expect(still[31]).toBeGreaterThan(0.01);
    expect(still[32]).toBeLessThan(1e-12);
    expect(groupSpectrum(smallCaches({ layers: 8, n: 192 }).K)[32]).toBeGreaterThan(0.01);
    const { K } = smallCaches({ align: 1, tie: 1 });
    for (const Kl of K) expect(relativeError(Kl, K[0] ?? Kl)).toBeLessThan(1e-12);
  });
});

describe('the demo', () => {
  const findings = (at: Partial<Params>): readonly Finding[] => {
    const params: ParamValues = demo.fit({ ...defaults(schema), ...at });
    return session(params, silent).claims;
  };
  const failing = (at: Partial<Params>): string[] =>
    findings(at)
      .filter((finding) => finding.kind === 'claim' && !holds(finding))
      .map(({ id }) => id);

  it('supports every claim at the defaults and breaks the announced ones without alignment', () => {
    expect(failing({ seed: 1 })).toEqual([]);
    expect(failing({ align: 0, seed: 1 })).toEqual(
      expect.arrayContaining([...(demo.presets['breaks']?.fails ?? ['none announced'])]),
    );
  });

  it('calls xKV with groups of one layer what it is: the per-layer SVD', () => {
    const C2a = findings({ group: '1', n: 64, layers: 4 }).find(({ id }) => id === 'C2a');
    expect(C2a?.measured.value).toBe(1);
    expect(C2a?.says).toContain('same method');
  });

  it('never exceeds the memory it was given', () => {
    const states: Partial<Params>[] = [{}, { layers: 6 }, { comp: 16 }, { n: 64, comp: 1.5 }];
    for (const at of states) {
      const params = { ...small, ...at };
      const { keys, sizes } = run(smallCaches(at), params, silent);
      expect(keys.bySize).toHaveLength(sizes.length);
      for (const { share } of keys.bySize) expect(share).toBeLessThanOrEqual(1 / params.comp);
    }
  });

  it('agrees with the method called step by step', () => {
    const inputs = smallCaches();
    const results = run(inputs, small, silent);
    const r = rankForMemory(64, 8, 4, small.comp);
    expect(results.values.bySize[2]?.error).toBeCloseTo(
      stackError(inputs.V, fakeSvd(inputs.V, r)),
      11,
    );
    expect(results.values.bySize[2]?.rankRatio).toBe(rankRatio(inputs.V, 0.95));
    expect(results.keys.cka[1]?.[3]).toBeCloseTo(
      cka(inputs.K[1] ?? Matrix.eye(2), inputs.K[3] ?? Matrix.eye(2)),
      14,
    );
  });

  it('corrects groups larger than the stack and heads with an odd number of channels', () => {
    expect(fit({ ...small, group: '8' })).toEqual({ group: '4', hd: 4 });
    expect(fit({ ...small, layers: 8, group: '8', hd: 7 })).toEqual({ group: '8', hd: 6 });
  });

  it('draws finite numbers only, at the corners too', () => {
    const states: Partial<Params>[] = [
      {},
      { group: '1' },
      { comp: 16, hd: 4, heads: 1 },
      { align: 1, tie: 1, gamma: 0.5 },
      { layers: 6, group: '4', cache: 'keys' },
    ];
    for (const at of states) {
      const params = demo.fit({ ...defaults(schema), n: 64, D: 32, layers: 4, ...at });
      const { figures, claims } = session(params, silent);
      JSON.stringify([figures, claims], (_, value: unknown) => {
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        return value;
      });
      expect(figures.map(({ id }) => id)).toContain(demo.cover);
    }
  });
});
