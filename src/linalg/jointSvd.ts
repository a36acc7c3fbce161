import { Matrix } from 'ml-matrix';
import { ShapeError } from './errors.ts';
import { hcat } from './hcat.ts';
import { svd } from './svd.ts';
import { vcat } from './vcat.ts';

/** A_i = U diag(s) V_iᵀ: one column space for all. */
export interface SvdBeside {
  readonly layout: 'beside';
  /** The shared left basis, m×k. */
  readonly U: Matrix;
  /** The k = min(m, Σn_i) singular values, descending. */
  readonly s: number[];
  /** V_i, n_i×k; stacked they have orthonormal columns, one by one they do not. */
  readonly blocks: Matrix[];
}

/** A_i = U_i diag(s) Vᵀ: one row space for all. */
export interface SvdStacked {
  readonly layout: 'stacked';
  /** U_i, m_i×k; stacked they have orthonormal columns, one by one they do not. */
  readonly blocks: Matrix[];
  /** The k = min(Σm_i, n) singular values, descending. */
  readonly s: number[];
  /** The shared right basis, n×k. */
  readonly V: Matrix;
}

function rowBlocks(tall: Matrix, heights: readonly number[]): Matrix[] {
  let top = 0;
  return heights.map((height) => {
    const block = new Matrix(height, tall.columns);
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < tall.columns; j++) block.set(i, j, tall.get(top + i, j));
    }
    top += height;
    return block;
  });
}

/**
 * The SVD of several matrices joined, its tall factor cut into one block for each matrix.
 *
 * 'beside': [A₁ | … | A_N] = U Σ [V₁; …; V_N]ᵀ, for m×n_i matrices.
 * 'stacked': [A₁; …; A_N] = [U₁; …; U_N] Σ Vᵀ, for m_i×n matrices.
 * Signs and scale as in `svd`.
 *
 * @throws ShapeError if the list is empty, shapes do not fit, or the layout has another name.
 * @throws NonFiniteError if an entry is not finite, or a singular value exceeds the largest double.
 * @throws ConvergenceError as `svd`.
 */
export function jointSvd(matrices: readonly Matrix[], layout: 'beside'): SvdBeside;
export function jointSvd(matrices: readonly Matrix[], layout: 'stacked'): SvdStacked;
export function jointSvd(
  matrices: readonly Matrix[],
  layout: 'beside' | 'stacked',
): SvdBeside | SvdStacked;
export function jointSvd(
  matrices: readonly Matrix[],
  layout: 'beside' | 'stacked',
): SvdBeside | SvdStacked {
  if (layout === 'beside') {
    const { U, s, V } = svd(hcat(matrices));
    const widths = matrices.map((A) => A.columns);
    return { layout, U, s, blocks: rowBlocks(V, widths) };
  }
  const given: unknown = layout; // Callers may be JavaScript.
  if (given === 'stacked') {
    const { U, s, V } = svd(vcat(matrices));
    const heights = matrices.map((A) => A.rows);
    return { layout: 'stacked', blocks: rowBlocks(U, heights), s, V };
  }
  throw new ShapeError(`layout is ${String(given)}: it must be 'beside' or 'stacked'.`);
}
