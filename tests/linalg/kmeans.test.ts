import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { kmeans, NonFiniteError, relativeError, ShapeError } from '#linalg';
import { createRandom } from '#random';
import { matrix } from './arbitraries.ts';

function squaredDistance(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, i) => sum + (value - (y[i] ?? NaN)) ** 2, 0);
}

const pointsAndCount = matrix(8).chain((points) =>
  fc.tuple(fc.constant(points), fc.integer({ min: 1, max: points.rows })),
);

describe('kmeans', () => {
  test('finds well-separated groups, numbered by first appearance', () => {
    const random = createRandom(21);
    const truth = [2, 0, 2, 1, 1, 0, 2, 0, 1];
    const points = random
      .normalMatrix(9, 3, 0.01)
      .add(new Matrix(truth.map((t) => [t * 9, t, -t])));
    const { labels, centres } = kmeans(points, 3);
    expect(labels).toEqual([0, 1, 0, 2, 2, 1, 0, 1, 2]);
    const wanted = new Matrix([
      [18, 2, -2],
      [0, 0, 0],
      [9, 1, -1],
    ]);
    expect(relativeError(centres, wanted)).toBeLessThan(0.01);
  });
  test('puts every point with its nearest centre, and every centre at the mean of its points', () => {
    fc.assert(
      fc.property(pointsAndCount, ([points, k]) => {
        const { labels, centres, objective } = kmeans(points, k);
        const rows = points.to2DArray();
        const means = centres.to2DArray();
        let sum = 0;
        rows.forEach((point, i) => {
          const own = squaredDistance(point, means[labels[i] ?? -1] ?? []);
          sum += own;
          for (const mean of means) {
            expect(own).toBeLessThanOrEqual(squaredDistance(point, mean) + 1e-9);
          }
        });
        expect(Math.abs(sum - objective)).toBeLessThanOrEqual(1e-12 * (1 + sum));
        means.forEach((mean, c) => {
          const members = rows.filter((_, i) => labels[i] === c);
          if (members.length === 0) return;
          mean.forEach((x, d) => {
            const average = members.reduce((total, p) => total + (p[d] ?? NaN), 0) / members.length;
            expect(Math.abs(x - average)).toBeLessThan(1e-12);
          });
        });
      }),
    );
  });
  test('numbers labels by first appearance and does the same again', () => {
    fc.assert(
      fc.property(pointsAndCount, ([points, k]) => {
        const found = kmeans(points, k);
        const seen = [...new Set(found.labels)];
        expect(seen).toEqual(seen.map((_, i) => i));
        expect(kmeans(points.clone(), k)).toEqual(found);
      }),
    );
  });
  test('is not worse with more clusters; N clusters leave nothing, one leaves the variance', () => {
    const points = createRandom(5).normalMatrix(8, 2);
    const objectives = [1, 2, 3, 4, 5, 6, 7, 8].map((k) => kmeans(points, k).objective);
    objectives.forEach((x, i) => expect(x).toBeLessThanOrEqual(objectives[i - 1] ?? Infinity));
    expect(objectives.at(-1)).toBe(0);
    const spread = points.clone().subRowVector(points.mean('column')).norm() ** 2;
    expect(objectives[0]).toBeCloseTo(spread, 12);
  });
  test('lets an empty cluster keep its centre, numbered last', () => {
    const { labels, centres } = kmeans(new Matrix([[1], [1], [5]]), 3);
    expect(labels).toEqual([0, 0, 1]);
    expect(centres.to2DArray()).toEqual([[1], [5], [1]]);
  });
  test('takes the best of all first seeds', () => {
    // The first point alone as seed ends at 6.3; exhaustive search over all labelings finds 4.1.
    const points = createRandom(15).normalMatrix(7, 2);
    const rows = points.to2DArray();
    let least = Infinity;
    for (let code = 0; code < 3 ** 7; code++) {
      const labels = rows.map((_, i) => Math.floor(code / 3 ** i) % 3);
      let sum = 0;
      for (let c = 0; c < 3; c++) {
        const members = rows.filter((_, i) => labels[i] === c);
        const mean = [0, 1].map(
          (d) => members.reduce((t, p) => t + (p[d] ?? NaN), 0) / members.length,
        );
        sum += members.reduce((t, p) => t + squaredDistance(p, mean), 0);
      }
      least = Math.min(least, sum);
    }
    expect(kmeans(points, 3).objective).toBeCloseTo(least, 12);
  });
  test.each([0, 4, 1.5])('turns down %s clusters of three points', (k) => {
    expect(() => kmeans(Matrix.ones(3, 2), k)).toThrow(ShapeError);
    expect(() => kmeans(Matrix.ones(3, 2), k)).toThrow(/for 3 points is .* from 1 to 3/);
  });
  test('says when squared distances overflow', () => {
    expect(() => kmeans(new Matrix([[1e200], [-1e200]]), 1)).toThrow(NonFiniteError);
  });
});
