import { NonFiniteError, ShapeError } from './errors.ts';

/** An array of any number of modes, the last one running fastest (row-major). */
export interface Tensor {
  /** Sizes of the modes. */
  readonly shape: readonly number[];
  /** As many numbers as the product of the sizes. */
  readonly values: Float64Array;
}

/**
 * A tensor whose entry at (i₁, …, i_N), counted from 0, is `entry(i₁, …, i_N)`.
 *
 * @throws ShapeError if there is no mode, or a size is not a positive integer.
 * @throws NonFiniteError if an entry is not finite.
 */
export function tensorOf(shape: readonly number[], entry: (...at: number[]) => number): Tensor {
  const values = new Float64Array(shape.reduce((a, b) => a * b, 1));
  const index = shape.map(() => 0);
  values.forEach((_, i) => {
    let rest = i;
    for (let mode = shape.length - 1; mode >= 0; mode--) {
      const size = shape[mode]!;
      index[mode] = rest % size;
      rest = Math.floor(rest / size);
    }
    values[i] = entry(...index);
  });
  const T = { shape, values };
  requireTensor(T);
  return T;
}

/**
 * @throws ShapeError if the tensor has no mode, a size is not a positive integer, or the number of
 * entries is not their product.
 * @throws NonFiniteError if an entry is not finite.
 */
export function requireTensor({ shape, values }: Tensor): void {
  const said = `The tensor of shape ${shape.join('×')}`;
  if (shape.length === 0 || shape.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new ShapeError(`${said} needs at least one mode, each of a positive integer size.`);
  }
  const entries = shape.reduce((a, b) => a * b);
  if (values.length !== entries) {
    throw new ShapeError(`${said} needs ${entries} entries, but has ${values.length}.`);
  }
  if (!values.every(Number.isFinite)) {
    throw new NonFiniteError(`${said} has an entry that is not finite.`);
  }
}

/** The size of a mode (counted from 0), and how many entries come before and after it. */
export function modeOf(
  { shape }: Tensor,
  mode: number,
): { readonly size: number; readonly before: number; readonly after: number } {
  const size = shape[mode];
  if (size === undefined) {
    throw new ShapeError(`There is no mode ${mode} (counted from 0) in shape ${shape.join('×')}.`);
  }
  const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);
  return { size, before: product(shape.slice(0, mode)), after: product(shape.slice(mode + 1)) };
}
