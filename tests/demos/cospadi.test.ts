import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { defaults, holds } from '#demo';
import { frobenius, gram, multiply, omp, relativeError, ShapeError, svd } from '#linalg';
import { createRandom } from '#random';
import demo from '../../demos/cospadi/demo.ts';
import {
  cospadi,
  cospadiSize,
  cospadiStored,
  eckartYoung,
  learnDictionary,
  outputError,
  recompose,
  startDictionary,
  svdFactors,
  svdLlmFactors,
  svdRank,
  svdStored,
  updateDictionary,
  whiteningFactor,
} from '../../demos/cospadi/method.ts';

const random = createRandom(5);
const W = random.normalMatrix(8, 20);
const X = multiply(random.normalMatrix(50, 8), random.normalMatrix(8, 8));
const perm = random.permutation(20);
const L = whiteningFactor(X);

describe('whitening', () => {
  it('turns output error into plain error', () => {
    const A = random.normalMatrix(8, 3);
    expect(relativeError(gram(L), gram(X).div(50))).toBeLessThan(1e-13);
    expect(frobenius(multiply(L, A)) * Math.sqrt(50)).toBeCloseTo(frobenius(multiply(X, A)), 9);
    for (let i = 1; i < 8; i++) for (let j = 0; j < i; j++) expect(L.get(i, j)).toBe(0);
  });

  it('does not see a rotation of the samples', () => {
    const Q = random.orthonormal(50, 50);
    expect(relativeError(whiteningFactor(multiply(Q, X)), L)).toBeLessThan(1e-12);
  });

  it('gets by with fewer samples than dimensions, but not with none', () => {
    const few = whiteningFactor(random.normalMatrix(4, 8));
    for (let i = 0; i < 8; i++) expect(few.get(i, i)).toBeGreaterThan(0);
    expect(() => whiteningFactor(Matrix.zeros(4, 8))).toThrow(ShapeError);
  });
});

describe('low rank', () => {
  it('reaches the bound of Eckart and Young, SVD-LLM on the calibration inputs', () => {
    for (const r of [1, 3, 7, 8]) {
      expect(relativeError(recompose(svdFactors(W, r)), W)).toBeCloseTo(
        eckartYoung(svd(W).s, r),
        12,
      );
      expect(outputError(X, W, recompose(svdLlmFactors(W, L, r)))).toBeCloseTo(
        eckartYoung(svd(multiply(L, W)).s, r),
        11,
      );
    }
  });
});

describe('budget', () => {
  it('gives the sizes of the defaults', () => {
    expect(cospadiSize(24, 72, 0.3, 2)).toEqual({ k: 20, s: 10 });
    expect(cospadiSize(24, 72, 0.3, 2, true)).toEqual({ k: 19, s: 9 });
    expect(svdRank(24, 72, cospadiStored(24, 72, { k: 20, s: 10 }))).toBe(13);
    expect(svdStored(24, 72, 13)).toBe(1248);
  });

  it('is never exceeded, and the SVD never stores less', () => {
    for (const [d1, d2] of [
      [16, 48],
      [24, 72],
      [48, 192],
    ] as const) {
      for (let cr = 0.1; cr < 0.75; cr += 0.1) {
        for (let rho = 1; rho <= 5; rho += 0.5) {
          const split = cospadiSize(d1, d2, cr, rho);
          const stored = cospadiStored(d1, d2, split);
          expect(stored).toBeLessThanOrEqual((1 - cr) * d1 * d2 + 1e-6);
          expect(split.k).toBeLessThanOrEqual(d2);
          expect(svdStored(d1, d2, svdRank(d1, d2, stored))).toBeGreaterThanOrEqual(stored);
        }
      }
    }
  });
});

describe('dictionary learning', () => {
  it('never raises the residual when atoms are updated, and keeps them unit', () => {
    let D = startDictionary(W, perm, 12);
    for (let t = 0; t < 5; t++) {
      const S = omp(D, W, 4);
      const before = frobenius(Matrix.sub(W, multiply(D, S)));
      const next = updateDictionary(W, D, S);
      expect(frobenius(Matrix.sub(W, multiply(next.D, next.S)))).toBeLessThanOrEqual(
        before + 1e-12,
      );
      for (let i = 0; i < 12; i++) {
        const atom = next.D.getColumn(i);
        expect(atom.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 12);
      }
      D = next.D;
    }
  });

  it('uses at most s atoms a column and loses nothing when every column may use d1', () => {
    const { S, objective } = learnDictionary(W, startDictionary(W, perm, 12), 3, 4);
    for (let j = 0; j < 20; j++)
      expect(S.getColumn(j).filter((c) => c !== 0).length).toBeLessThanOrEqual(3);
    expect(objective).toHaveLength(4);
    const whole = learnDictionary(W, startDictionary(W, perm, 8), 8, 1);
    expect(relativeError(recompose(whole), W)).toBeLessThan(1e-9);
  });

  it('with ρ = 1 comes down to the bound of Eckart and Young, and not below', () => {
    const { objective } = learnDictionary(W, startDictionary(W, perm, 5), 5, 60);
    const bound = eckartYoung(svd(W).s, 5);
    const last = objective.at(-1) ?? NaN;
    expect(last).toBeGreaterThanOrEqual(bound - 1e-12);
    expect(last).toBeLessThan(1.02 * bound);
  });

  it('leaves unused atoms alone and refuses shapes that do not fit', () => {
    const D = startDictionary(W, perm, 4);
    const next = updateDictionary(W, D, Matrix.zeros(4, 20));
    expect(next.D.to2DArray()).toEqual(D.to2DArray());
    expect(() => updateDictionary(W, D, Matrix.zeros(5, 20))).toThrow(ShapeError);
  });

  it('starts at columns that are not zero', () => {
    const Y = W.clone().setColumn(
      perm[0] ?? 0,
      Array.from({ length: 8 }, () => 0),
    );
    expect(startDictionary(Y, perm, 3).columns).toBe(3);
    expect(() => startDictionary(Y, perm, 20)).toThrow(ShapeError);
  });
});

describe('CoSpaDi', () => {
  const settings = { k: 12, s: 4, iters: 6, perm };

  it('has as output error on the calibration inputs what it minimises', () => {
    const ours = cospadi(W, settings, L);
    expect(outputError(X, W, recompose(ours))).toBeCloseTo(ours.objective.at(-1) ?? NaN, 10);
  });

  it('is the data-free one where the inputs have orthonormal columns', () => {
    const white = whiteningFactor(random.orthonormal(30, 8));
    const calibrated = recompose(cospadi(W, settings, white));
    expect(relativeError(calibrated, recompose(cospadi(W, settings)))).toBeLessThan(1e-9);
  });

  it('gives equal columns of the weight equal codes before the last update', () => {
    const twice = new Matrix([...W.transpose().to2DArray(), W.getColumn(0)]).transpose();
    const V = recompose(cospadi(twice, settings, L));
    const gap = V.getColumn(20).map((x, i) => Math.abs(x - V.get(i, 0)));
    expect(Math.max(...gap)).toBeLessThan(1e-9);
  });
});

describe('the demo', () => {
  it(
    'shows its claims at the defaults, and breaks where it says so',
    { timeout: 60_000 },
    async () => {
      const session = await demo.session(createRandom);
      const failing = (changes: object): string[] =>
        session({ ...defaults(demo.params), ...changes }, () => undefined)
          .claims.filter((finding) => finding.kind === 'claim' && !holds(finding))
          .map(({ id }) => id);
      expect(failing({})).toEqual([]);
      const breaks = demo.presets['breaks'];
      expect(failing({ ...breaks?.at })).toEqual(
        expect.arrayContaining([...(breaks?.fails ?? [])]),
      );
    },
  );
});
