import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { adjustedRandIndex, ShapeError, spectralClustering } from '#linalg';

const planted = [0, 1, 0, 2, 2, 1, 0, 1];
/** 1 inside a planted group, `between` outside. */
const blocks = (between: number): Matrix =>
  new Matrix(planted.map((a) => planted.map((b) => (a === b ? 1 : between))));

describe('spectral clustering', () => {
  test('finds separate and nearly separate blocks', () => {
    expect(spectralClustering(blocks(0), 3).labels).toEqual(planted);
    expect(spectralClustering(blocks(0.1), 3).labels).toEqual(planted);
  });

  test('has one eigenvalue of 1 for each separate block', () => {
    const { values } = spectralClustering(blocks(0), 3);
    expect(values.map((value) => Math.round(value * 1e12) / 1e12 + 0)).toEqual([
      ...[1, 1, 1],
      ...[0, 0, 0, 0, 0],
    ]);
  });

  test('takes a point without neighbours, and any number of groups', () => {
    const S = new Matrix([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
    const labels = spectralClustering(S, 2).labels;
    expect(labels[0]).toBe(labels[1]);
    expect(spectralClustering(S, 1).labels).toEqual([0, 0, 0]);
    expect(new Set(spectralClustering(blocks(0.1), 8).labels).size).toBeGreaterThan(2);
  });

  test('refuses what is no affinity', () => {
    expect(() => spectralClustering(blocks(0), 9)).toThrow(ShapeError);
    expect(() => spectralClustering(blocks(-1), 2)).toThrow(ShapeError);
    expect(() => spectralClustering(new Matrix([[1, 2]]), 1)).toThrow(ShapeError);
  });
});

test('the adjusted Rand index is 1 for one partition and refuses different sizes', () => {
  expect(adjustedRandIndex([], [])).toBe(1);
  expect(adjustedRandIndex([4], [2])).toBe(1);
  expect(adjustedRandIndex([0, 0, 1, 1], [7, 7, 3, 3])).toBe(1);
  expect(adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12);
  expect(() => adjustedRandIndex([0], [0, 1])).toThrow(ShapeError);
});
