import type { Matrix } from 'ml-matrix';
import type { Random } from '#random';

/** How many random projections the SVD is compared with. */
export const DRAWS = 50;

/** Random orthogonal p×p matrices, uniform in the Haar sense; each on its own stream. */
export function randomFrames(p: number, random: Random): Matrix[] {
  return Array.from({ length: DRAWS }, (_, i) => random.stream(`frame ${i}`).orthonormal(p, p));
}
