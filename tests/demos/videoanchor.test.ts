import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { ShapeError } from '#linalg';
import { createRandom } from '#random';
import {
  affinity,
  agreement,
  anchorScore,
  areaUnderCurve,
  boostedAttention,
  boostedReadout,
  boosts,
  clusterShares,
  kmeansLabels,
  minMax,
  rowSums,
  selfExpression,
  subspaceLabels,
} from '../../demos/videoanchor/method.ts';

/** Sixteen points of two planes of ℝ⁶, off the origin and in general position, one a column. */
function twoPlanes(): Matrix {
  const random = createRandom(3);
  const planes = [random.orthonormal(6, 3), random.orthonormal(6, 3)];
  const columns = Array.from({ length: 16 }, (_, i) =>
    (planes[i < 8 ? 0 : 1] ?? planes[0])
      ?.mmul(Matrix.columnVector([1, ...random.unitVector(2)]))
      .to1DArray(),
  ).filter((column) => column !== undefined);
  return new Matrix(columns).transpose();
}

const Y = twoPlanes();
const found = selfExpression(Y);
const logits = createRandom(5).normalMatrix(3, 8);
const ones = (n: number): number[] => Array.from({ length: n }, () => 1);
const score = [0.1, 0.9, 0, 0.5, 0.3];

describe('the score', () => {
  test('multiplies signed row sums by the shares of the groups', () => {
    const C = new Matrix([
      [0, 1, -0.5],
      [1, 0, 1.5],
      [0, 0, 0],
    ]);
    expect(rowSums(C)).toEqual([0.5, 2.5, 0]);
    expect(clusterShares([0, 0, 1])).toEqual([2 / 3, 2 / 3, 1 / 3]);
    const top = (2.5 * 2) / 3;
    const s = anchorScore(C, [0, 0, 1]);
    [(0.5 * 2) / 3, top, 0].forEach((product, i) =>
      expect(s[i]).toBeCloseTo(product / (top + 1e-5), 14),
    );
    expect(() => anchorScore(C, [0])).toThrow(ShapeError);
  });

  test('lies in [0, 1), also where all are equal', () => {
    expect(minMax([2, 2])).toEqual([0, 0]);
    const s = anchorScore(found.C, subspaceLabels(affinity(found.C), 2));
    expect(Math.min(...s)).toBe(0);
    expect(Math.max(...s)).toBeLessThan(1);
  });

  test('goes along when tokens change their order', () => {
    const order = Array.from({ length: 16 }, (_, i) => (5 * i + 3) % 16);
    const moved = selfExpression(Y.subMatrixColumn(order, 0, 5)).C;
    const labels = subspaceLabels(affinity(found.C), 2);
    const s = anchorScore(found.C, labels);
    const t = anchorScore(moved, subspaceLabels(affinity(moved), 2));
    order.forEach((from, to) => expect(t[to]).toBeCloseTo(s[from] ?? NaN, 8));
  });
});

describe('the groups', () => {
  test('are the subspaces', () => {
    expect(subspaceLabels(affinity(found.C), 2)).toEqual(
      Array.from({ length: 16 }, (_, i) => Number(i >= 8)),
    );
    expect(new Set(kmeansLabels(Y.transpose(), 2)).size).toBe(2);
  });

  test('are compared with objects on the chosen tokens only', () => {
    expect(agreement([0, 0, 1, 2], [5, 5, 6, 6], [true, true, true, false])).toBe(1);
  });
});

describe('the boosted attention', () => {
  test('without boosts is the softmax', () => {
    const powers = Matrix.exp(logits);
    const softmax = powers.mulColumnVector(powers.sum('row').map((total) => 1 / total));
    const attention = boostedAttention(logits, ones(3), boosts(score, 0, 3));
    expect(Matrix.sub(attention, softmax).abs().max()).toBeLessThan(1e-15);
  });

  test('leaves nothing to a key that is masked', () => {
    const attention = boostedAttention(new Matrix([[0, -Infinity, 0]]), [3], [1, 9, 1]);
    expect(attention.to2DArray()).toEqual([[0.5, 0, 0.5]]);
  });

  test('has rows that sum to one, whatever the boosts', () => {
    const attention = boostedAttention(logits, boosts([0.2, 1, 0], 4), boosts(score, 9.5, 3));
    for (const total of attention.sum('row')) expect(total).toBeCloseTo(1, 14);
  });

  test('multiplies the odds of two keys by the ratio of their boosts', () => {
    const before = boostedAttention(logits, ones(3), ones(8));
    const after = boostedAttention(logits, ones(3), boosts(score, 9.5, 3));
    const odds = (A: Matrix): number => A.get(0, 1) / A.get(0, 7);
    expect(odds(after) / odds(before)).toBeCloseTo((1 + 9.5 * 0.9 + 1e-6) / (1 + 1e-6), 12);
    const uniform = boostedAttention(logits, ones(3), boosts(ones(5), 2, 3));
    const among = (A: Matrix): number => A.get(0, 1) / A.get(0, 2);
    expect(among(uniform)).toBeCloseTo(among(before), 12);
  });

  test('does not depend on the boosts of queries', () => {
    const keys = boosts(score, 9.5, 3);
    const one = boostedAttention(logits, ones(3), keys);
    const other = boostedAttention(logits, [1, 7, 30], keys);
    expect(Matrix.sub(one, other).abs().max()).toBeLessThan(1e-15);
  });

  test('refuses boosts of other sizes or signs', () => {
    expect(() => boostedAttention(logits, ones(2), ones(8))).toThrow(ShapeError);
    expect(() => boostedAttention(logits, ones(3), boosts([-1], 1, 7))).toThrow(ShapeError);
    expect(() => boostedReadout(logits, Matrix.eye(7), ones(7))).toThrow(ShapeError);
  });

  test('reads out boosted values', () => {
    const output = boostedReadout(new Matrix([[0.25, 0.75]]), Matrix.eye(2), [2, 4]);
    expect(output.to2DArray()).toEqual([[0.5, 3]]);
  });
});

test('the area under the curve counts pairs, ties one half', () => {
  expect(areaUnderCurve([3, 2, 1, 2], [true, true, false, false])).toBe(3.5 / 4);
  expect(areaUnderCurve([1, 2], [true, true])).toBeNaN();
});
