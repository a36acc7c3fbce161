import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  orth,
  principalAngles,
  projector,
  rank,
  relativeError,
  ShapeError,
  subspaceOverlap,
} from '#linalg';
import { createRandom } from '#random';
import { matrix, seed, twoBases } from './arbitraries.ts';
import { families } from './families.ts';
import { BAR, orthogonalityRatio, scaleBy } from './ratios.ts';

function expectClose(actual: readonly number[], wanted: readonly number[], slack: number): void {
  expect(actual).toHaveLength(wanted.length);
  wanted.forEach((x, i) => expect(Math.abs((actual[i] ?? NaN) - x)).toBeLessThanOrEqual(slack));
}

/** Well-conditioned bases are needed where a change of basis must not cost digits. */
function wellConditioned(n: number): fc.Arbitrary<Matrix> {
  return seed.map((number) => {
    const random = createRandom(number);
    const stretch = Array.from({ length: n }, () => random.uniformIn(0.5, 2));
    return random.orthonormal(n, n).mulRowVector(stretch).mmul(random.orthonormal(n, n));
  });
}

describe('principalAngles', () => {
  test.each([1e-15, 1e-12, 1e-9, 1e-4, 0.5, 1.5, Math.PI / 2 - 1e-9])(
    'reads an angle of %g rad as such',
    (angle) => {
      const U = new Matrix([[1], [0], [0]]);
      const V = new Matrix([[Math.cos(angle)], [Math.sin(angle)], [0]]);
      const [read] = principalAngles(U, V);
      expect(Math.abs((read ?? NaN) - angle)).toBeLessThan(4e-16);
    },
  );
  test('as small as 1e-9 are read as 1e-9 behind random bases', () => {
    const random = createRandom(4);
    const Q = random.orthonormal(20, 6);
    const wanted = [1e-9, 2e-9, 0.4];
    const U = Q.subMatrix(0, 19, 0, 2);
    const V = new Matrix(20, 3);
    wanted.forEach((angle, j) => {
      const column = Q.getColumnVector(j).mul(Math.cos(angle));
      V.setColumn(j, column.add(Q.getColumnVector(3 + j).mul(Math.sin(angle))));
    });
    const mixed = principalAngles(
      U.mmul(random.normalMatrix(3, 3)),
      V.mmul(random.normalMatrix(3, 3)),
    );
    expectClose(mixed, wanted, 1e-14);
  });
  test('of a space with itself are zero, with its complement right', () => {
    const Q = createRandom(8).orthonormal(10, 10);
    const U = Q.subMatrix(0, 9, 0, 3);
    expectClose(principalAngles(U, U), [0, 0, 0, 0], 1e-15);
    expectClose(
      principalAngles(U, Q.subMatrix(0, 9, 4, 9)),
      Array<number>(4).fill(Math.PI / 2),
      1e-15,
    );
  });
  test('count the numerical dimension of dependent bases', () => {
    const U = createRandom(8).normalMatrix(7, 2);
    const doubled = U.mmul(
      new Matrix([
        [1, 0, 1],
        [0, 1, 1],
      ]),
    );
    expectClose(principalAngles(doubled, U), [0, 0], 1e-15);
    expect(principalAngles(Matrix.zeros(7, 2), U)).toEqual([]);
  });
  test('of more columns than rows are those of the whole space', () => {
    const random = createRandom(8);
    expectClose(
      principalAngles(random.normalMatrix(3, 5), random.normalMatrix(3, 2)),
      [0, 0],
      4e-15,
    );
  });
  test('do not depend on scale', () => {
    const random = createRandom(8);
    const U = random.normalMatrix(9, 3);
    const V = random.normalMatrix(9, 2);
    expect(principalAngles(scaleBy(U, 900), scaleBy(V, -900))).toEqual(principalAngles(U, V));
  });
  test('are symmetric in the two spaces, ascending, within 0 and π/2', () => {
    fc.assert(
      fc.property(twoBases(), ([U, V]) => {
        const angles = principalAngles(U, V);
        expectClose(principalAngles(V, U), angles, 1e-12);
        expect(angles.every((x, i) => x >= (angles[i - 1] ?? 0) && x <= Math.PI / 2)).toBe(true);
        expect(angles).toHaveLength(Math.min(rank(U), rank(V)));
      }),
    );
  });
  test('do not change with the bases or under a common rotation', () => {
    fc.assert(
      fc.property(seed, wellConditioned(3), wellConditioned(4), (number, P, R) => {
        const random = createRandom(number);
        const U = random.orthonormal(8, 3);
        const V = random.orthonormal(8, 4);
        const Q = random.orthonormal(8, 8);
        const angles = principalAngles(U, V);
        expectClose(principalAngles(U.mmul(P), V.mmul(R)), angles, 1e-13);
        expectClose(principalAngles(Q.mmul(U), Q.mmul(V)), angles, 1e-13);
      }),
    );
  });
  test('need equal row counts', () => {
    expect(() => principalAngles(Matrix.ones(3, 1), Matrix.ones(4, 2))).toThrow(ShapeError);
    expect(() => principalAngles(Matrix.ones(3, 1), Matrix.ones(4, 2))).toThrow(
      /U is 3×1 but V is 4×2/,
    );
  });
});

describe('subspaceOverlap', () => {
  test('is the mean squared cosine of the principal angles', () => {
    fc.assert(
      fc.property(twoBases(), ([A, B]) => {
        const U = orth(A);
        const V = orth(B);
        fc.pre(U.columns > 0 && V.columns > 0);
        const angles = principalAngles(U, V);
        const mean = angles.reduce((sum, x) => sum + Math.cos(x) ** 2, 0) / angles.length;
        expect(Math.abs(subspaceOverlap(U, V).overlap - mean)).toBeLessThan(1e-14);
      }),
    );
  });
  test('is 1 if one space contains the other and 0 if they are orthogonal', () => {
    const Q = createRandom(8).orthonormal(10, 10);
    const part = (from: number, to: number): Matrix => Q.subMatrix(0, 9, from, to);
    expect(subspaceOverlap(part(0, 1), part(0, 4)).overlap).toBeCloseTo(1, 14);
    expect(subspaceOverlap(part(0, 1), part(2, 4)).overlap).toBeCloseTo(0, 14);
  });
  test('gives the squared cosines between basis vectors', () => {
    const U = Matrix.eye(3, 2);
    const V = new Matrix([[0.6], [0], [0.8]]);
    expect(subspaceOverlap(U, V).cosines2.to2DArray()).toEqual([[0.6 * 0.6], [0]]);
  });
  test('sends bases that are not orthonormal to orth', () => {
    const U = Matrix.eye(3, 2);
    expect(() => subspaceOverlap(U, Matrix.ones(3, 2))).toThrow(ShapeError);
    expect(() => subspaceOverlap(U, Matrix.ones(3, 2))).toThrow(/V \(3×2\).*Call orth\(V\) first/);
  });
});

describe('orth, rank and projector', () => {
  test('orth gives orthonormal columns that span the matrix', () => {
    fc.assert(
      fc.property(matrix(), (A) => {
        const U = orth(A);
        fc.pre(U.columns > 0);
        expect(orthogonalityRatio(U)).toBeLessThan(BAR);
        expect(relativeError(projector(U).mmul(A), A)).toBeLessThan(1e-13);
      }),
    );
  });
  test('rank finds the rank of dependent matrices', () => {
    const wanted = new Map([
      ['zero 4×6', 0],
      ['ones 12×8', 1],
      ['duplicate columns 12×10', 5],
      ['rank 3, 20×15', 3],
      ['rank 1 exactly, 10×10', 1],
      ['Gaussian 40×40', 40],
      ['huge, about 1e300', 6],
      ['tiny, about 1e-300', 6],
    ]);
    const found = families.filter(({ name }) => wanted.has(name));
    expect(new Map(found.map(({ name, A }) => [name, rank(A)]))).toEqual(wanted);
  });
  test('rank and orth heed rcond', () => {
    const A = Matrix.diag([1, 0.1, 0.01]);
    expect(rank(A, 0.05)).toBe(2);
    expect(orth(A, 0.5).columns).toBe(1);
    expect(rank(Matrix.diag([1, 1e-200]), 0)).toBe(2);
    expect(() => rank(A, -1)).toThrow(/rcond is -1/);
  });
  test('orth of zeros has no columns', () => {
    const U = orth(Matrix.zeros(4, 2));
    expect([U.rows, U.columns]).toEqual([4, 0]);
  });
  test('a projector does not depend on the basis', () => {
    const random = createRandom(6);
    const A = random.normalMatrix(8, 3);
    const P = projector(orth(A));
    expect(relativeError(projector(orth(A.mmul(random.normalMatrix(3, 3)))), P)).toBeLessThan(
      1e-13,
    );
    expect(relativeError(P.mmul(P), P)).toBeLessThan(1e-14);
  });
});
