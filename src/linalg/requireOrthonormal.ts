import type { Matrix } from 'ml-matrix';
import { columnsOf } from './columns.ts';
import { ShapeError } from './errors.ts';

const SLACK = 1e-8;

/** @throws ShapeError unless every entry of UᵀU − I is within 1e-8 of zero. */
export function requireOrthonormal(U: Matrix, name: string): void {
  const { m, n, a } = columnsOf(U, name);
  for (let j = 0; j < n; j++) {
    for (let k = 0; k <= j; k++) {
      let dot = 0;
      for (let i = 0; i < m; i++) dot += a[i + j * m]! * a[i + k * m]!;
      const wanted = j === k ? 1 : 0;
      if (!(Math.abs(dot - wanted) <= SLACK)) {
        throw new ShapeError(
          `${name} (${m}×${n}) does not have orthonormal columns: column ${k} · column ${j} is ${dot}, not ${wanted}. Call orth(${name}) first.`,
        );
      }
    }
  }
}
