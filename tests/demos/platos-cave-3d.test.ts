import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { relativeError, ShapeError, vcat } from '#linalg';
import { createRandom } from '#random';
import { generate } from '../../demos/platos-cave-3d/generate.ts';
import {
  adjustedR2,
  affineMap,
  affineScores,
  canonicalDirections,
  canonicalPairs,
  centredPairs,
  columnCorrelations,
  cosines,
  leadingPairs,
  linearBaseline,
  linearCka,
  localCka,
  localCkaScores,
  matching,
  overlapAt,
  principalDirections,
  principalPairs,
  retrieval,
  unmappedScores,
  type Pairs,
} from '../../demos/platos-cave-3d/method.ts';

/** Pairs that share two directions: 60 anchors, 12 queries, 6 and 5 features. */
function planted(seed: number): Pairs {
  const random = createRandom(seed);
  const [Ax, Ay] = [random.normalMatrix(2, 6), random.normalMatrix(2, 5)];
  const side = (Z: Matrix, A: Matrix, source: typeof random): Matrix =>
    Z.mmul(A)
      .add(source.normalMatrix(Z.rows, A.columns, 0.7))
      .add(1.5);
  const [ZA, ZQ] = [random.normalMatrix(60, 2), random.normalMatrix(12, 2)];
  return {
    XA: side(ZA, Ax, random.stream('XA')),
    YA: side(ZA, Ay, random.stream('YA')),
    XQ: side(ZQ, Ax, random.stream('XQ')),
    YQ: side(ZQ, Ay, random.stream('YQ')),
  };
}

const order = (n: number): number[] => createRandom(5).permutation(n);
const gap = (A: Matrix, B: Matrix): number => Math.max(...Matrix.sub(A, B).abs().to1DArray());
const permuted = (X: Matrix, rows: readonly number[]): Matrix => X.subMatrixRow([...rows]);

describe('the CCA subspace', () => {
  const pairs = planted(1);

  it('makes the least-squares map diagonal without ridge: R = diag(ρ), b = 0', () => {
    const directions = canonicalDirections(pairs, 0);
    const inside = canonicalPairs(pairs, directions);
    const { R, b } = affineMap(inside.YA, inside.XA);
    expect(relativeError(R, Matrix.diag(directions.correlations))).toBeLessThan(1e-11);
    expect(Math.max(...b.map(Math.abs))).toBeLessThan(1e-12);
  });

  it('is perfect for two identical spaces', () => {
    const same = { ...pairs, YA: pairs.XA, YQ: pairs.XQ };
    const directions = canonicalDirections(same, 0);
    for (const rho of directions.correlations) expect(rho).toBeCloseTo(1, 11);
    const inside = leadingPairs(canonicalPairs(same, directions), 4);
    expect(linearCka(inside.XQ, inside.YQ)).toBeCloseTo(1, 11);
    expect(matching(affineScores(inside), order(12)).accuracy).toBe(1);
    expect(retrieval(affineScores(inside), 1)).toBe(1);
  });

  it('gives the same scores whatever the joint signs of its axes', () => {
    const directions = canonicalDirections(pairs);
    const signs = [1, -1, -1, 1, -1];
    const flipped = {
      ...directions,
      Wx: directions.Wx.clone().mulRowVector(signs),
      Wy: directions.Wy.clone().mulRowVector(signs),
    };
    for (const score of [affineScores, localCkaScores]) {
      expect(
        gap(score(canonicalPairs(pairs, flipped)), score(canonicalPairs(pairs, directions))),
      ).toBeLessThan(1e-12);
    }
  });

  it('finds what was planted: two directions that also correlate on queries', () => {
    const directions = canonicalDirections(pairs);
    const inside = canonicalPairs(pairs, directions);
    const heldOut = columnCorrelations(inside.XQ, inside.YQ);
    expect(directions.correlations[1]).toBeGreaterThan(0.7);
    expect(directions.correlations[2]).toBeLessThan(0.5);
    expect(Math.min(heldOut[0] ?? 0, heldOut[1] ?? 0)).toBeGreaterThan(0.5);
  });

  it('has no more dimensions than the narrower side', () => {
    const inside = canonicalPairs(pairs, canonicalDirections(pairs));
    expect(() => leadingPairs(inside, 6)).toThrow(ShapeError);
    expect(() => leadingPairs(inside, 0)).toThrow(/from 1 to 5/);
  });
});

describe('the affine map', () => {
  const { XA, YA, XQ, YQ } = planted(2);

  it('recovers an affine relation', () => {
    const random = createRandom(3);
    const R = random.normalMatrix(5, 6);
    const b = [1, -2, 3, 0, 5, 6];
    const found = affineMap(YA, YA.mmul(R).addRowVector(b));
    expect(relativeError(found.R, R)).toBeLessThan(1e-12);
    expect(gap(Matrix.rowVector([...found.b]), Matrix.rowVector(b))).toBeLessThan(1e-11);
  });

  it('with a ridge solves the normal equations with λ on the diagonal', () => {
    const lambda = 7;
    const { R } = affineMap(YA, XA, lambda);
    const { XA: X, YA: Y } = centredPairs({ XA, YA, XQ, YQ });
    const left = Y.transpose().mmul(Y).add(Matrix.eye(5).mul(lambda)).mmul(R);
    expect(relativeError(left, Y.transpose().mmul(X))).toBeLessThan(1e-12);
  });

  it('of the linear baseline has no intercept', () => {
    const R = createRandom(4).normalMatrix(6, 5);
    expect(gap(linearBaseline(XA, XA.mmul(R), XQ, YQ), cosines(XQ.mmul(R), YQ))).toBeLessThan(
      1e-12,
    );
  });

  it('scores rows of zeros as 0', () => {
    expect(cosines(Matrix.zeros(1, 3), Matrix.ones(2, 3)).to2DArray()).toEqual([[0, 0]]);
  });
});

describe('local CKA', () => {
  const { XA, YA, XQ, YQ } = planted(6);

  it('is the CKA of the anchors and one more pair', () => {
    const naive = new Matrix(
      Array.from({ length: 12 }, (_, i) =>
        Array.from({ length: 12 }, (_, j) =>
          linearCka(vcat([XA, permuted(XQ, [i])]), vcat([YA, permuted(YQ, [j])])),
        ),
      ),
    );
    expect(gap(localCka(XA, YA, XQ, YQ), naive)).toBeLessThan(1e-14);
  });

  it('moves with the order of the queries and lies from 0 to 1', () => {
    const S = localCka(XA, YA, XQ, YQ);
    const rows = order(12);
    expect(gap(localCka(XA, YA, permuted(XQ, rows), YQ), permuted(S, rows))).toBeLessThan(1e-15);
    expect(S.min()).toBeGreaterThanOrEqual(0);
    expect(S.max()).toBeLessThanOrEqual(1);
  });

  it('does not change under rotation, one scale and shifts of a side', () => {
    const turn = createRandom(7).orthonormal(6, 6);
    const moved = (X: Matrix): Matrix => X.mmul(turn).mul(3).add(2);
    expect(gap(localCka(moved(XA), YA, moved(XQ), YQ), localCka(XA, YA, XQ, YQ))).toBeLessThan(
      1e-13,
    );
  });

  it('tends to a constant, and orders pairs by the terms in 1/n that remain', () => {
    const random = createRandom(12);
    const A = random.normalMatrix(3, 2);
    const X = random.normalMatrix(4000, 3);
    const Y = X.mmul(A).add(random.normalMatrix(4000, 2));
    const [few, others] = [random.normalMatrix(5, 3), random.normalMatrix(6, 2)];
    const { XA: P, YA: Q, XQ: x, YQ: y } = centredPairs({ XA: X, YA: Y, XQ: few, YQ: others });
    const S = localCka(X, Y, few, others);
    const whole = linearCka(X, Y);
    const term = (C: Matrix, a: Matrix, b: Matrix, i: number, j: number): number =>
      a.getRowVector(i).mmul(C).mmul(b.getRowVector(j).transpose()).get(0, 0) / C.norm() ** 2;
    const [Cxy, Cxx, Cyy] = [P.transpose().mmul(Q), P.transpose().mmul(P), Q.transpose().mmul(Q)];
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 6; j++) {
        const terms = 2 * term(Cxy, x, y, i, j) - term(Cxx, x, x, i, i) - term(Cyy, y, y, j, j);
        expect(Math.abs(S.get(i, j) / whole - 1 - terms)).toBeLessThan(4e-6);
      }
    }
  });

  it('is 0 where a side is constant, and needs paired anchors', () => {
    const flat = (value: number): Matrix =>
      localCka(
        Matrix.ones(7, 2).mul(value),
        YA.subMatrix(0, 6, 0, 4),
        Matrix.ones(3, 2).mul(value),
        YQ,
      );
    expect(flat(1).max()).toBe(0);
    expect(flat(0.1).max()).toBe(0);
    expect(() => localCka(XA, YA, YQ, YQ)).toThrow(ShapeError);
    expect(() => localCka(XA, YA.subMatrix(0, 3, 0, 4), XQ, YQ)).toThrow(ShapeError);
  });
});

describe('matching and retrieval', () => {
  it('find the diagonal, whatever the shuffle', () => {
    const S = Matrix.eye(9).add(createRandom(8).normalMatrix(9, 9, 0.05));
    expect(matching(S, order(9)).accuracy).toBe(1);
    expect(matching(S, order(9)).total).toBeCloseTo(S.trace(), 12);
    expect(retrieval(S, 1)).toBe(1);
  });

  it('count pairs, not positions after the shuffle', () => {
    const next = [1, 2, 3, 0];
    const S = new Matrix(next.map((j) => [0, 1, 2, 3].map((c) => (c === j ? 1 : 0))));
    expect(matching(S, [2, 0, 3, 1]).accuracy).toBe(0);
    const swapped = new Matrix([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(matching(swapped, [2, 1, 0]).accuracy).toBeCloseTo(1 / 3, 15);
    expect(() => matching(swapped, [1, 0])).toThrow(ShapeError);
  });

  it('does not take ties for right pairs', () => {
    expect(matching(Matrix.ones(4, 4), [1, 2, 3, 0]).accuracy).toBe(0);
  });

  it('rank along rows, ties counting half', () => {
    const S = new Matrix([
      [1, 5, 3],
      [2, 2, 2],
      [0, 1, 9],
    ]);
    expect(retrieval(S, 1)).toBeCloseTo(1 / 3, 15);
    expect(retrieval(S, 2)).toBeCloseTo(2 / 3, 15);
    expect(retrieval(S, 3)).toBe(1);
    expect(() => retrieval(S.subMatrix(0, 2, 0, 1), 1)).toThrow(/3×2/);
  });
});

describe('the measures', () => {
  it('adjusted R² is 1 for a linear relation and about 0 for noise', () => {
    const random = createRandom(9);
    const X = random.normalMatrix(200, 5);
    expect(adjustedR2(X, X.mmul(random.normalMatrix(5, 3)).add(4))).toBeCloseTo(1, 12);
    expect(Math.abs(adjustedR2(X, random.normalMatrix(200, 30)))).toBeLessThan(0.03);
    expect(() => adjustedR2(X.subMatrix(0, 5, 0, 4), X.subMatrix(0, 5, 0, 4))).toThrow(ShapeError);
  });

  it('column correlations are 1, −1 and 0 where they should be', () => {
    const X = new Matrix([
      [1, 1, 1],
      [2, 2, 2],
      [4, 4, 4],
    ]);
    const Y = new Matrix([
      [3, -1, 5],
      [5, -2, 5],
      [9, -4, 5],
    ]);
    const [same = NaN, opposite = NaN, none] = columnCorrelations(X, Y);
    expect(same).toBeCloseTo(1, 14);
    expect(opposite).toBeCloseTo(-1, 14);
    expect(none).toBe(0);
  });

  it('PCA keeps all cosines when it keeps all directions, and overlaps with itself', () => {
    const pairs = planted(10);
    const [shapes, texts] = [principalDirections(pairs.XA), principalDirections(pairs.YA)];
    const all = principalPairs(pairs, shapes.V, texts.V, 5);
    expect(
      gap(cosines(all.YQ, all.YQ), cosines(centredPairs(pairs).YQ, centredPairs(pairs).YQ)),
    ).toBeLessThan(1e-12);
    expect(shapes.shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 13);
    expect(overlapAt(shapes.V, shapes.V, 3)).toBeCloseTo(1, 13);
    expect(principalDirections(Matrix.ones(5, 2)).shares).toEqual([0, 0]);
  });

  it('no map at all cuts to the narrower side', () => {
    const pairs = planted(11);
    const { XQ, YQ } = centredPairs(pairs);
    expect(gap(unmappedScores(pairs), cosines(XQ.subMatrix(0, 11, 0, 4), YQ))).toBe(0);
  });
});

describe('the toy', () => {
  it('keeps the queries when the number of anchors changes', () => {
    const usual = { k: 8, ratio: 3, corr: 0.8, s: 8, noise: 0.5, nQ: 100, nonlin: 0, seed: 42 };
    const queries = (nA: number): Matrix => generate({ ...usual, nA }, createRandom(42)).XQ;
    expect(queries(60)).toEqual(queries(100));
  });
});
