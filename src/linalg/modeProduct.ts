import type { Matrix } from 'ml-matrix';
import { ShapeError } from './errors.ts';
import { modeOf, requireTensor, type Tensor } from './tensor.ts';

/**
 * The mode-n product T ×ₙ A of a tensor and a J×I_n matrix: mode n (counted from 0) is replaced by
 * J sums, Σ_i A_ji T[…, i, …]. Units of T times units of A. Kolda & Bader, SIAM Review 51 (2009), 2.5.
 *
 * @throws ShapeError if the tensor is not one, has no mode n, or A has not I_n columns.
 * @throws NonFiniteError if an entry of T is not finite.
 */
export function modeProduct(T: Tensor, A: Matrix, mode: number): Tensor {
  requireTensor(T);
  const { size, before, after } = modeOf(T, mode);
  if (A.columns !== size) {
    throw new ShapeError(
      `A is ${A.rows}×${A.columns}, but mode ${mode} (counted from 0) has size ${size}: A needs as many columns.`,
    );
  }
  const factor = Float64Array.from(A.to1DArray());
  const values = new Float64Array(before * A.rows * after);
  for (let b = 0; b < before; b++) {
    for (let j = 0; j < A.rows; j++) {
      const to = (b * A.rows + j) * after;
      for (let i = 0; i < size; i++) {
        const weight = factor[j * size + i]!;
        const from = (b * size + i) * after;
        for (let a = 0; a < after; a++) values[to + a]! += weight * T.values[from + a]!;
      }
    }
  }
  return { shape: T.shape.map((n, m) => (m === mode ? A.rows : n)), values };
}
