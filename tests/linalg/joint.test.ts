import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { hcat, jointSvd, relativeError, ShapeError, vcat } from '#linalg';
import { createRandom } from '#random';
import { seed } from './arbitraries.ts';
import { BAR, orthogonalityRatio } from './ratios.ts';

const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

describe('jointSvd', () => {
  test('beside: one left basis serves every matrix', () => {
    fc.assert(
      fc.property(seed, sizes, fc.integer({ min: 1, max: 6 }), (number, widths, m) => {
        const random = createRandom(number);
        const matrices = widths.map((n) => random.normalMatrix(m, n));
        const { U, s, blocks } = jointSvd(matrices, 'beside');
        expect(s).toHaveLength(Math.min(m, hcat(matrices).columns));
        expect(orthogonalityRatio(U)).toBeLessThan(BAR);
        expect(orthogonalityRatio(vcat(blocks))).toBeLessThan(BAR);
        const scaled = U.mulRowVector(s);
        matrices.forEach((A, i) => {
          const block = blocks[i] ?? Matrix.zeros(1, 1);
          expect([block.rows, block.columns]).toEqual([A.columns, s.length]);
          expect(relativeError(scaled.mmul(block.transpose()), A)).toBeLessThan(1e-13);
        });
      }),
    );
  });
  test('stacked: one right basis serves every matrix', () => {
    fc.assert(
      fc.property(seed, sizes, fc.integer({ min: 1, max: 6 }), (number, heights, n) => {
        const random = createRandom(number);
        const matrices = heights.map((m) => random.normalMatrix(m, n));
        const { blocks, s, V } = jointSvd(matrices, 'stacked');
        expect(s).toHaveLength(Math.min(vcat(matrices).rows, n));
        expect(orthogonalityRatio(V)).toBeLessThan(BAR);
        const scaled = V.mulRowVector(s).transpose();
        matrices.forEach((A, i) => {
          const block = blocks[i] ?? Matrix.zeros(1, 1);
          expect(relativeError(block.mmul(scaled), A)).toBeLessThan(1e-13);
        });
      }),
    );
  });
  test('finds the shared subspace: matrices of one column space have its rank', () => {
    const random = createRandom(12);
    const shared = random.normalMatrix(10, 2);
    const matrices = [0, 1, 2].map(() => shared.mmul(random.normalMatrix(2, 4)));
    const { s } = jointSvd(matrices, 'beside');
    expect((s[2] ?? NaN) / (s[0] ?? NaN)).toBeLessThan(1e-14);
  });
  test('turns down lists that do not fit', () => {
    const A = Matrix.ones(2, 3);
    expect(() => jointSvd([], 'beside')).toThrow(ShapeError);
    expect(() => jointSvd([A, Matrix.ones(3, 3)], 'beside')).toThrow(
      /matrices\[1\] is 3×3 but matrices\[0\] has 2 rows/,
    );
    expect(() => jointSvd([A, Matrix.ones(2, 2)], 'stacked')).toThrow(
      /matrices\[1\] is 2×2 but matrices\[0\] has 3 columns/,
    );
    expect(() => void Reflect.apply(jointSvd, undefined, [[A], 'diagonal'])).toThrow(
      /layout is diagonal/,
    );
    expect(() => void Reflect.apply(jointSvd, undefined, [A, 'beside'])).toThrow(ShapeError);
  });
});

test('hcat and vcat join in order', () => {
  const A = new Matrix([[1, 2]]);
  const B = new Matrix([[3, 4]]);
  expect(hcat([A, B]).to2DArray()).toEqual([[1, 2, 3, 4]]);
  expect(vcat([A, B]).to2DArray()).toEqual([
    [1, 2],
    [3, 4],
  ]);
});
