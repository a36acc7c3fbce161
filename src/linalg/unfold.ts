import { Matrix } from 'ml-matrix';
import { modeOf, requireTensor, type Tensor } from './tensor.ts';

/**
 * The mode-n unfolding T₍ₙ₎: I_n × (product of the other sizes). Row i holds the entries whose index
 * in mode n (counted from 0) is i; in a row the remaining modes keep their order, the last one running
 * fastest (the order of NumPy and TensorLy; Kolda & Bader, SIAM Review 51 (2009), 2.4, permute columns).
 *
 * @throws ShapeError if the tensor is not one, or has no mode n.
 * @throws NonFiniteError if an entry is not finite.
 */
export function unfold(T: Tensor, mode: number): Matrix {
  requireTensor(T);
  const { size, before, after } = modeOf(T, mode);
  const rows = new Matrix(size, before * after);
  for (let b = 0; b < before; b++) {
    for (let i = 0; i < size; i++) {
      const from = (b * size + i) * after;
      for (let a = 0; a < after; a++) rows.set(i, b * after + a, T.values[from + a]!);
    }
  }
  return rows;
}
