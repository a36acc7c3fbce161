import { reflect, type Reflectors } from './kernels/reflect.ts';
import type { Progress } from './progress.ts';

/** Columns between two reports; a multiple of the four that `reflect` takes at a time. */
const COLUMNS = 64;

/** As `reflect` for a whole m×n matrix, reporting its progress if anyone listens. */
export function reflectInParts(
  h: Reflectors,
  b: Float64Array,
  m: number,
  n: number,
  progress?: Progress,
): void {
  if (!progress) {
    reflect(h, b, 0, m, n);
    return;
  }
  for (let j = 0; j < n; j += COLUMNS) {
    const columns = Math.min(COLUMNS, n - j);
    reflect(h, b, j * m, m, columns);
    progress((j + columns) / n);
  }
}
