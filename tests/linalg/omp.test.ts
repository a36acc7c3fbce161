import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { frobenius, lstsq, multiply, omp, qr, relativeError, ShapeError } from '#linalg';
import { createRandom } from '#random';

const random = createRandom(3);

/** A d×k dictionary of unit atoms. */
const dictionary = (d: number, k: number): Matrix => {
  const columns = Array.from({ length: k }, () => random.unitVector(d));
  return new Matrix(columns).transpose();
};

const support = (S: Matrix, j: number): number =>
  S.getColumn(j).filter((value) => value !== 0).length;

describe('omp', () => {
  it('finds multiples of single atoms exactly with one non-zero', () => {
    const D = dictionary(6, 9);
    const X = new Matrix(6, 9);
    for (let j = 0; j < 9; j++)
      X.setColumn(
        j,
        D.getColumn(8 - j).map((x) => (j - 4.5) * x),
      );
    const S = omp(D, X, 1);
    for (let j = 0; j < 9; j++) {
      expect(support(S, j)).toBe(1);
      expect(S.get(8 - j, j)).toBeCloseTo(j - 4.5, 12);
    }
  });

  it('keeps the largest coefficients in an orthonormal dictionary', () => {
    const { Q } = qr(random.normalMatrix(5, 5));
    const x = [[3], [-1], [0.5], [-4], [2]];
    const S = omp(Q, multiply(Q, new Matrix(x)), 3);
    const wanted = [3, 0, 0, -4, 2];
    wanted.forEach((value, i) => expect(S.get(i, 0)).toBeCloseTo(value, 12));
  });

  it('leaves a residual that is orthogonal to the chosen atoms and shrinks with s', () => {
    const D = dictionary(8, 14);
    const X = random.normalMatrix(8, 12);
    let last = Infinity;
    for (let s = 1; s <= 8; s++) {
      const S = omp(D, X, s);
      const rest = Matrix.sub(X, multiply(D, S));
      const correlation = multiply(D.transpose(), rest);
      for (let j = 0; j < 12; j++) {
        expect(support(S, j)).toBeLessThanOrEqual(s);
        for (let i = 0; i < 14; i++)
          if (S.get(i, j) !== 0) expect(Math.abs(correlation.get(i, j))).toBeLessThan(1e-10);
      }
      const error = frobenius(rest);
      expect(error).toBeLessThanOrEqual(last + 1e-12);
      last = error;
    }
    expect(last).toBeLessThan(1e-9);
  });

  it('takes the lower of two equal atoms, stops at dependent ones, and codes zero by zeros', () => {
    const D = new Matrix([
      [1, 1, 0],
      [0, 0, 0],
    ]);
    const S = omp(
      D,
      new Matrix([
        [2, 0],
        [1, 0],
      ]),
      2,
    );
    expect(S.to2DArray()).toEqual([
      [2, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it('gives equal columns equal codes', () => {
    const X = random.normalMatrix(6, 2);
    const S = omp(
      dictionary(6, 8),
      new Matrix([...X.transpose().to2DArray(), X.getColumn(0)]).transpose(),
      3,
    );
    expect(S.getColumn(2)).toEqual(S.getColumn(0));
  });

  it('never needs more atoms than the columns have dimensions, nor than the rank', () => {
    const flat = multiply(random.normalMatrix(6, 2), random.normalMatrix(2, 9));
    const X = random.normalMatrix(6, 3);
    const [wide, low] = [omp(dictionary(6, 9), X, 9), omp(flat, X, 9)];
    for (let j = 0; j < 3; j++) {
      expect(support(wide, j)).toBeLessThanOrEqual(6);
      expect(support(low, j)).toBe(2);
    }
  });

  it('fits the chosen atoms by least squares even where two of them nearly agree', () => {
    const d = dictionary(8, 5);
    const [first, noise] = [d.getColumn(0), random.unitVector(8)];
    d.setColumn(
      1,
      first.map((x, i) => x + 1e-3 * (noise[i] ?? 0)),
    );
    const X = new Matrix(first.map((x) => [5 * x + random.normal()]));
    const S = omp(d, X, 5);
    expect(support(S, 0)).toBe(5);
    expect(relativeError(multiply(d, S), multiply(d, lstsq(d, X).X))).toBeLessThan(1e-8);
  });

  it('refuses what does not fit', () => {
    const D = dictionary(4, 6);
    expect(() => omp(D, random.normalMatrix(5, 2), 2)).toThrow(ShapeError);
    expect(() => omp(D, random.normalMatrix(4, 2), 7)).toThrow(ShapeError);
    expect(() => omp(D, random.normalMatrix(4, 2), 0)).toThrow(ShapeError);
  });
});
