import type { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import {
  frobenius,
  hooi,
  hosvd,
  modeProduct,
  multiply,
  NonFiniteError,
  ShapeError,
  svdvals,
  tensorOf,
  truncatedSvd,
  tuckerTensor,
  unfold,
  type Tensor,
} from '#linalg';
import { createRandom } from '#random';

const random = createRandom(7);
const gaussian = (shape: readonly number[]): Tensor => tensorOf(shape, () => random.normal());
const T = gaussian([6, 5, 4, 3]);

const size = ({ values }: Tensor): number => Math.hypot(...values);
const gap = (A: Tensor, B: Tensor): number =>
  Math.hypot(...A.values.map((x, i) => x - (B.values[i] ?? NaN))) / size(B);
/** Σ of the squared singular values of an unfolding beyond r, as a share of ‖T‖². */
const tail = (A: Tensor, mode: number, r: number): number =>
  svdvals(unfold(A, mode))
    .slice(r)
    .reduce((sum, s) => sum + s * s, 0) /
  size(A) ** 2;

describe('unfold and modeProduct', () => {
  it('unfold row by row, the last mode running fastest', () => {
    const A = tensorOf([2, 3, 2], (i = 0, j = 0, k = 0) => 100 * i + 10 * j + k);
    expect(unfold(A, 1).to2DArray()).toEqual([
      [0, 1, 100, 101],
      [10, 11, 110, 111],
      [20, 21, 120, 121],
    ]);
    expect(unfold(A, 0).getRow(1)).toEqual([100, 101, 110, 111, 120, 121]);
  });

  it('(T ×ₙ A)₍ₙ₎ = A T₍ₙ₎', () => {
    T.shape.forEach((n, mode) => {
      const A = random.normalMatrix(2, n);
      const difference = unfold(modeProduct(T, A, mode), mode).sub(multiply(A, unfold(T, mode)));
      expect(frobenius(difference)).toBeLessThan(1e-13);
    });
  });

  it('refuse what does not fit', () => {
    expect(() => unfold(T, 4)).toThrow(ShapeError);
    expect(() => modeProduct(T, random.normalMatrix(2, 2), 0)).toThrow(ShapeError);
    expect(() => unfold({ shape: [2, 2], values: new Float64Array(3) }, 0)).toThrow(ShapeError);
    expect(() => tensorOf([2], () => NaN)).toThrow(NonFiniteError);
    expect(() => tensorOf([], () => 0)).toThrow(ShapeError);
  });
});

describe('hosvd and hooi', () => {
  it('give the tensor back at full ranks', () => {
    expect(gap(tuckerTensor(hosvd(T, [6, 5, 4, 3])), T)).toBeLessThan(1e-13);
    const { errors, ...tucker } = hooi(T, [6, 5, 4]);
    expect(errors.at(-1)).toBeLessThan(1e-13);
    expect(gap(tuckerTensor(tucker), T)).toBeLessThan(1e-13);
  });

  it('find an exact Tucker tensor in one sweep', () => {
    const exact = tuckerTensor({
      core: gaussian([2, 3, 2, 3]),
      factors: [random.orthonormal(6, 2), random.orthonormal(5, 3), random.orthonormal(4, 2)],
    });
    expect(hooi(exact, [2, 3, 2]).errors[0]).toBeLessThan(1e-12);
  });

  it('lower the error from sweep to sweep, starting below the bound of the HOSVD', () => {
    const ranks = [3, 2, 2];
    const { errors, ...tucker } = hooi(T, ranks, { tolerance: 1e-12 });
    errors.slice(1).forEach((error, i) => {
      expect(error).toBeLessThan((errors[i] ?? NaN) + 1e-14);
    });
    const last = errors.at(-1) ?? NaN;
    expect(gap(tuckerTensor(tucker), T)).toBeCloseTo(last, 12);
    const tails = ranks.map((r, mode) => tail(T, mode, r));
    expect(last ** 2).toBeGreaterThanOrEqual(Math.max(...tails) - 1e-12);
    const start = gap(tuckerTensor(hosvd(T, ranks)), T);
    expect(start ** 2).toBeLessThanOrEqual(tails.reduce((a, b) => a + b) + 1e-12);
    expect(last).toBeLessThanOrEqual(start + 1e-14);
  });

  it('lose no more with a larger rank', () => {
    const errors = [1, 2, 3, 4].map((r) => hooi(T, [r, 3, 2], { tolerance: 1e-12 }).errors.at(-1));
    errors.slice(1).forEach((error, i) => {
      expect(error).toBeLessThan(errors[i] ?? NaN);
    });
  });

  it('are the truncated SVD where only one mode is cut', () => {
    const { U, error } = truncatedSvd(unfold(T, 0), 3);
    const { factors, errors } = hooi(T, [3, 5, 4]);
    expect(errors.at(-1)).toBeCloseTo(error / size(T), 12);
    const projector = (V: Matrix): Matrix => multiply(V, V.transpose());
    const [first] = factors;
    expect(first && frobenius(projector(first).sub(projector(U)))).toBeLessThan(1e-10);
  });

  it('stop at the third sweep at the earliest, and when told', () => {
    expect(hooi(T, [2, 2], { tolerance: 1 }).errors).toHaveLength(3);
    expect(hooi(T, [2, 2], { tolerance: 0, sweeps: 7 }).errors).toHaveLength(7);
  });

  it('take a tensor of zeros, and refuse ranks that do not fit', () => {
    expect(
      hooi(
        tensorOf([2, 2], () => 0),
        [1],
      ).errors,
    ).toEqual([0, 0, 0]);
    expect(() => hooi(T, [7])).toThrow(ShapeError);
    expect(() => hooi(T, [0])).toThrow(ShapeError);
    expect(() => hooi(T, [1, 1, 1, 1, 1])).toThrow(ShapeError);
    expect(() => hooi(T, [1], { sweeps: 0 })).toThrow(ShapeError);
  });
});
