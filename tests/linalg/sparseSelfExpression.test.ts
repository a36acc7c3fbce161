import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { NonFiniteError, ShapeError, sparseSelfExpression } from '#linalg';
import { createRandom } from '#random';

/** Affinely independent subspaces of ℝ³⁰, 3 directions and 10 points each, one point a column. */
function subspaces(count: number): Matrix {
  const random = createRandom(7);
  const B = random.orthonormal(30, 4 * count);
  const columns = Array.from({ length: 10 * count }, (_, i) => {
    const from = 4 * Math.floor(i / 10);
    const basis = B.subMatrix(0, 29, from, from + 3);
    return basis.mmul(Matrix.columnVector([1, ...random.unitVector(3)])).to1DArray();
  });
  return new Matrix(columns).transpose();
}

const Y = subspaces(3);
const { C, lambdaE, lambdaZ, iterations } = sparseSelfExpression(Y);

describe('sparse self-expression', () => {
  test('rebuilds each point from its own subspace, where there is no noise', () => {
    const size = Matrix.abs(C);
    let within = 0;
    for (let i = 0; i < 30; i++)
      for (let j = 0; j < 30; j++)
        if (Math.floor(i / 10) === Math.floor(j / 10)) within += size.get(i, j);
    expect(within / size.sum()).toBeGreaterThan(0.99);
    expect(Matrix.sub(Y.mmul(C), Y).norm() / Y.norm()).toBeLessThan(0.02);
  });

  test('has a zero diagonal and combinations that are affine up to the stopping rule', () => {
    expect(C.diagonal().every((c) => c === 0)).toBe(true);
    for (const total of C.sum('column')) expect(total).toBeCloseTo(1, 2);
  });

  test('does not change with the scale of the points', () => {
    const scaled = sparseSelfExpression(Matrix.mul(Y, 3));
    expect(scaled.iterations).toBe(iterations);
    expect(scaled.lambdaE).toBeCloseTo(lambdaE / 3, 10);
    expect(scaled.lambdaZ).toBeCloseTo(lambdaZ / 9, 10);
    expect(Matrix.sub(scaled.C, C).abs().max()).toBeLessThan(1e-9);
  });

  test('scales its weights by the second largest in size where that counts', () => {
    // ‖y‖₁ = 1, 2, 3: the largest among the others is 3, 3, 2. |y_i·y_j|: 2, 3, 6.
    const line = new Matrix([[1, 2, 3]]);
    const { lambdaE, lambdaZ } = sparseSelfExpression(line, { alpha: 12, maxIterations: 1 });
    expect(lambdaE).toBe(6);
    expect(lambdaZ).toBe(4);
  });

  test('stops at the number of rounds it is given, and tells each', () => {
    const told: number[] = [];
    const options = { maxIterations: 3, onIteration: (i: number) => told.push(i) };
    expect(sparseSelfExpression(Y, options).iterations).toBe(3);
    expect(told).toEqual([1, 2, 3]);
  });

  test('refuses what it cannot express', () => {
    expect(() => sparseSelfExpression(new Matrix([[1]]))).toThrow(ShapeError);
    expect(() => sparseSelfExpression(Matrix.eye(3))).toThrow(ShapeError);
    expect(() => sparseSelfExpression(Y, { alpha: 0 })).toThrow(ShapeError);
    expect(() => sparseSelfExpression(new Matrix([[1, NaN]]))).toThrow(NonFiniteError);
  });
});
