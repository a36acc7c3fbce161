import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { frobenius, ldexp, NonFiniteError, svd } from '#linalg';
import { createRandom } from '#random';
import { matrix, seed, twoMatrices } from './arbitraries.ts';
import { families } from './families.ts';
import { BAR, orthogonalityRatio, residualRatio, scaleBy } from './ratios.ts';

function diagonal(s: readonly number[], rows = s.length, columns = s.length): Matrix {
  return Matrix.diag([...s], rows, columns);
}

function leadingEntry(column: readonly number[]): number {
  const largest = Math.max(...column.map(Math.abs));
  return column.find((x) => Math.abs(x) >= largest * (1 - 1e-12)) ?? 0;
}

describe.each(families)('svd of $name', ({ A }) => {
  const { U, s, V } = svd(A);
  const k = Math.min(A.rows, A.columns);

  test('has the thin shapes', () => {
    expect([U.rows, U.columns, s.length, V.rows, V.columns]).toEqual([A.rows, k, k, A.columns, k]);
  });
  test('gives A back to working accuracy', () => {
    expect(residualRatio(A, U, diagonal(s), V.transpose(), k)).toBeLessThan(BAR);
  });
  test('has orthonormal columns in U and V', () => {
    expect(orthogonalityRatio(U)).toBeLessThan(BAR);
    expect(orthogonalityRatio(V)).toBeLessThan(BAR);
  });
  test('has descending non-negative values', () => {
    expect(s.every((x, i) => x >= 0 && x <= (s[i - 1] ?? Infinity))).toBe(true);
  });
  test('has the largest entry of each column of U positive', () => {
    for (let j = 0; j < k; j++) expect(leadingEntry(U.getColumn(j))).toBeGreaterThan(0);
  });
  test('in full form has square orthogonal factors and the same values', () => {
    const full = svd(A, { full: true });
    expect([full.U.rows, full.U.columns]).toEqual([A.rows, A.rows]);
    expect([full.V.rows, full.V.columns]).toEqual([A.columns, A.columns]);
    expect(full.s).toEqual(s);
    expect(orthogonalityRatio(full.U)).toBeLessThan(BAR);
    expect(orthogonalityRatio(full.V)).toBeLessThan(BAR);
    const middle = diagonal(s, A.rows, A.columns);
    expect(residualRatio(A, full.U, middle, full.V.transpose(), k)).toBeLessThan(BAR);
  });
});

describe('svd', () => {
  test('finds every singular value of a strongly graded matrix to high relative accuracy', () => {
    const n = 8;
    const random = createRandom(5);
    const V = random.orthonormal(n, n);
    const grades = Array.from({ length: n }, (_, i) => ldexp(1, -60 * i));
    // Rows of V scaled by D: the singular values of D Vᵀ are exactly those of D up to rounding of V.
    const { s } = svd(Matrix.diag(grades).mmul(V.transpose()));
    s.forEach((value, i) => {
      expect(Math.abs(value / (grades[i] ?? 0) - 1)).toBeLessThan(1e-14);
    });
  });
  test('keeps values 300 orders of magnitude apart when they do not mix', () => {
    expect(svd(Matrix.diag([1e-200, 1, 1e-88, 1e-280])).s).toEqual([1, 1e-88, 1e-200, 1e-280]);
  });
  test('drops values under 1e-289 of the largest', () => {
    expect(svd(Matrix.diag([1e300, 1e-300])).s).toEqual([1e300, 0]);
  });
  test('of zeros is the identity and zeros', () => {
    const { U, s, V } = svd(Matrix.zeros(3, 2));
    expect(U.to2DArray()).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    expect(s).toEqual([0, 0]);
    expect(V.to2DArray()).toEqual(Matrix.eye(2).to2DArray());
  });
  test('reports a singular value over the largest double', () => {
    expect(() => svd(Matrix.ones(2, 2).mul(1.7e308))).toThrow(NonFiniteError);
    expect(() => svd(Matrix.ones(2, 2).mul(1.7e308))).toThrow(/too large.*divide/);
  });
  test('gives the very same bits each time', () => {
    const A = createRandom(9).normalMatrix(20, 14);
    expect(svd(A)).toEqual(svd(A.clone()));
  });
  test('gives the bits recorded here', () => {
    const A = new Matrix([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 10],
    ]);
    expect(svd(A).s).toEqual([17.412505166808593, 0.8751613501104368, 0.1968665211174298]);
  });
  test('settles on near-dependent random matrices of many shapes and scales', () => {
    const random = createRandom(7);
    for (let trial = 0; trial < 1500; trial++) {
      const m = 1 + random.integer(9);
      const n = 1 + random.integer(9);
      const A = new Matrix(m, n);
      const grading = random.integer(2) * 30;
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          const sign = random.integer(3) - 1;
          A.set(i, j, sign * 10 ** -random.integer(1 + grading) + 1e-16 * random.normal());
        }
      }
      const { U, s, V } = svd(A);
      expect(residualRatio(A, U, diagonal(s), V.transpose(), 0)).toBeLessThan(BAR);
      expect(orthogonalityRatio(U)).toBeLessThan(BAR);
      expect(orthogonalityRatio(V)).toBeLessThan(BAR);
    }
  });
});

describe('svd, for any matrix,', () => {
  test('gives A back from orthonormal factors', () => {
    fc.assert(
      fc.property(matrix(), (A) => {
        const { U, s, V } = svd(A);
        expect(residualRatio(A, U, diagonal(s), V.transpose(), 0)).toBeLessThan(BAR);
        expect(orthogonalityRatio(U)).toBeLessThan(BAR);
        expect(orthogonalityRatio(V)).toBeLessThan(BAR);
      }),
    );
  });
  test('has values whose squares add up to the squared Frobenius norm', () => {
    fc.assert(
      fc.property(matrix(), (A) => {
        const sum = svd(A).s.reduce((total, x) => total + x * x, 0);
        expect(Math.abs(sum - frobenius(A) ** 2)).toBeLessThanOrEqual(1e-13 * sum);
      }),
    );
  });
  test('has the values of its transpose', () => {
    fc.assert(
      fc.property(matrix(), (A) => {
        const s = svd(A).s;
        const t = svd(A.transpose()).s;
        s.forEach((x, i) =>
          expect(Math.abs(x - (t[i] ?? NaN))).toBeLessThan(1e-14 * (s[0] ?? 0) + 1e-300),
        );
      }),
    );
  });
  test('has values that do not depend on the order of rows and columns', () => {
    fc.assert(
      fc.property(matrix(), seed, (A, number) => {
        const random = createRandom(number);
        const s = svd(A).s;
        const mixed = A.selection(random.permutation(A.rows), random.permutation(A.columns));
        svd(mixed).s.forEach((x, i) => {
          expect(Math.abs(x - (s[i] ?? NaN))).toBeLessThan(1e-14 * (s[0] ?? 0) + 1e-300);
        });
      }),
    );
  });
  test('scales exactly with powers of two, the vectors unchanged', () => {
    fc.assert(
      fc.property(matrix(), fc.integer({ min: -900, max: 900 }), (A, e) => {
        const plain = svd(A);
        const moved = svd(scaleBy(A, e));
        expect(moved.s).toEqual(plain.s.map((x) => ldexp(x, e)));
        expect(moved.U).toEqual(plain.U);
        expect(moved.V).toEqual(plain.V);
      }),
    );
  });
  test('moves no value by more than the norm of a perturbation (Weyl)', () => {
    fc.assert(
      fc.property(twoMatrices(), (pair) => {
        const [A, E] = pair;
        const s = svd(A).s;
        const moved = svd(Matrix.add(A, E)).s;
        const bound = (svd(E).s[0] ?? 0) + 1e-13;
        s.forEach((x, i) => expect(Math.abs(x - (moved[i] ?? NaN))).toBeLessThanOrEqual(bound));
      }),
    );
  });
  test('leaves its input as it was', () => {
    fc.assert(
      fc.property(matrix(), (A) => {
        const before = A.to2DArray();
        svd(A, { full: true });
        expect(A.to2DArray()).toEqual(before);
      }),
    );
  });
});
