import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createRandom } from '#random';
import { eye, matrixOf, zeros, type Columns } from '../../src/linalg/columns.ts';
import { reflect } from '../../src/linalg/kernels/reflect.ts';
import { symmetricRankTwoThenProduct } from '../../src/linalg/kernels/symmetricRankTwo.ts';
import { tridiagonalEigh } from '../../src/linalg/tridiagonalEigh.ts';
import { tridiagonalise } from '../../src/linalg/tridiagonalise.ts';
import { BAR, orthogonalityRatio, residualRatio } from './ratios.ts';

const random = createRandom(12);

/** Column-major n×n numbers, and their lower triangle as a symmetric Matrix. */
function symmetric(n: number): { columns: Columns; A: Matrix } {
  const columns = zeros(n, n);
  columns.a.set(random.stream(`symmetric ${n}`).normalMatrix(n, n).to1DArray());
  const A = matrixOf(columns);
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) A.set(i, j, A.get(j, i));
  return { columns, A };
}

function tridiagonal(d: ArrayLike<number>, e: ArrayLike<number>, n: number): Matrix {
  const T = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    T.set(i, i, d[i] ?? NaN);
    if (i === n - 1) break;
    T.set(i, i + 1, e[i] ?? NaN);
    T.set(i + 1, i, e[i] ?? NaN);
  }
  return T;
}

test('the fused kernel does what update and product do one after the other', () => {
  for (let n = 3; n <= 11; n++) {
    const { columns, A } = symmetric(n);
    for (let first = 2; first <= n; first++) {
      const a = columns.a.slice();
      const x = Float64Array.from({ length: n }, (_, i) => 1 / (i + 1));
      const y = new Float64Array(n).fill(7);
      symmetricRankTwoThenProduct(a, n, first, 0, x, n, y);
      const part = (v: ArrayLike<number>): Matrix =>
        Matrix.columnVector(Array.from({ length: n }, (_, i) => (i < first ? 0 : (v[i] ?? NaN))));
      const u = part(columns.a.slice(0, n));
      const w = part(columns.a.slice(n, 2 * n));
      const ux = u.mmul(part(x).transpose());
      const after = Matrix.sub(A, ux).sub(ux.transpose());
      const product = after.mmul(w);
      for (let j = 0; j < n; j++) {
        expect(y[j]).toBeCloseTo(j < first ? 7 : product.get(j, 0), 12);
        for (let i = j; i < n; i++) expect(a[i + j * n]).toBeCloseTo(after.get(i, j), 12);
      }
    }
  }
});

describe('tridiagonalise', () => {
  test.each([1, 2, 3, 4, 7, 20, 47, 48, 49, 80])(
    'takes a symmetric %i×%i matrix, by its lower triangle, to Qᵀ A Q',
    (n) => {
      const { columns, A } = symmetric(n);
      const { d, e, reflectors } = tridiagonalise(columns);
      expect(e[n - 1]).toBe(0);
      const q = eye(n, n);
      reflect(reflectors, q.a, 0, n, n);
      const Q = matrixOf(q);
      expect(orthogonalityRatio(Q)).toBeLessThan(BAR);
      const T = tridiagonal(d, e, n);
      expect(residualRatio(A, Q, T, Q.transpose(), 0)).toBeLessThan(BAR);
    },
  );
});

/** Eigenvalues, ascending, and whether T = V Λ Vᵀ holds to working accuracy. */
function solved(d: Float64Array, e: Float64Array): number[] {
  const n = d.length;
  const T = tridiagonal(d, e, n);
  const values = d.slice();
  const v = new Float64Array(n * n).fill(NaN);
  tridiagonalEigh(values, e.slice(), n, v);
  const V = matrixOf({ m: n, n, a: v });
  const D = Matrix.diag(Array.from(values));
  expect(residualRatio(T, V, D, V.transpose(), n)).toBeLessThan(BAR);
  expect(orthogonalityRatio(V)).toBeLessThan(BAR);
  return Array.from(values.sort());
}

function numbers(n: number, entry: (i: number) => number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => entry(i));
}

const beside = (n: number, entry: (i: number) => number): Float64Array =>
  numbers(n, (i) => (i < n - 1 ? entry(i) : 0));

describe.each([1, 2, 3, 8, 31, 48, 63, 64, 65, 97, 150])('tridiagonalEigh, n = %i', (n) => {
  test('knows the second difference matrix', () => {
    const values = solved(
      numbers(n, () => 2),
      beside(n, () => -1),
    );
    values.forEach((x, i) => {
      expect(Math.abs(x - 2 + 2 * Math.cos(((i + 1) * Math.PI) / (n + 1)))).toBeLessThan(n * 1e-15);
    });
  });
  test('knows the Clement matrix', () => {
    const values = solved(
      numbers(n, () => 0),
      beside(n, (i) => Math.sqrt((i + 1) * (n - 1 - i))),
    );
    values.forEach((x, i) => {
      expect(Math.abs(x - (2 * i - n + 1))).toBeLessThanOrEqual(n * n * 1e-15);
    });
  });
  test('leaves a diagonal matrix as it is', () => {
    const d = numbers(n, (i) => ((i * 7) % n) - n / 3);
    expect(solved(d, new Float64Array(n))).toEqual(Array.from(d).sort((x, y) => x - y));
  });
  test('does not change the values when all signs beside the diagonal do', () => {
    const d = numbers(n, (i) => Math.sin(i));
    const e = beside(n, (i) => Math.cos(i * i));
    const other = solved(
      d,
      e.map((x) => -x),
    );
    solved(d, e).forEach((x, i) => expect(Math.abs(x - (other[i] ?? NaN))).toBeLessThan(n * 1e-15));
  });
  test.each([
    { name: 'falls apart into blocks', join: 0, grade: 0 },
    { name: 'nearly falls apart', join: 1e-15, grade: 0 },
    { name: 'is graded down', join: 1, grade: 0.25 },
    { name: 'is graded up', join: 1, grade: -0.25 },
    { name: 'is graded steeply', join: 1, grade: 2 },
    { name: 'is all noise but the corner', join: 1, grade: -16 },
  ])('is accurate where T $name', ({ join, grade }) => {
    const top = Math.max(0, -grade * (n - 1));
    const size = (i: number): number => 10 ** (-grade * i - top);
    solved(
      numbers(n, (i) => size(i) * Math.abs((i % 21) - 10)),
      beside(n, (i) => size(i) * (i % 21 === 20 ? join : 1)),
    );
  });
});

test('tridiagonalEigh keeps blocks of very different size apart', () => {
  const n = 120;
  const d = numbers(n, (i) => (i < 60 ? 1 + i : 1e-200 * i));
  const e = beside(n, (i) => (i === 59 ? 0 : i < 60 ? 0.5 : 1e-200));
  solved(d, e);
});
