import { Matrix } from 'ml-matrix';
import { hcat, qr, subspaceOverlap } from '#linalg';
import { cos, sin, type Random } from '#random';

export interface Plan {
  readonly n: number;
  readonly k: number;
  readonly l: number;
  /** Number of directions the two subspaces have in common, up to the tilt. */
  readonly shared: number;
  /** Degrees. */
  readonly tilt: number;
}

/** How many unrelated subspaces stand for chance. */
const SAMPLES = 60;

const SWEEP_SAMPLES = 16;
const SWEEP = [4, 6, 10, 16, 25, 40, 63, 100, 200];

/**
 * Two subspaces of ℝⁿ with `shared` principal angles equal to the tilt. The shared directions sᵢ and
 * the directions wᵢ they are tilted towards are orthonormal; the rest of both subspaces is random
 * across all of them, so that it cannot disturb the planted angles. Both bases are then mixed at
 * random: nothing of the plan is left in single basis vectors. n×k and n×l, orthonormal.
 */
export function plantedPair(plan: Plan, random: Random): { left: Matrix; right: Matrix } {
  const { n, k, l, shared, tilt } = plan;
  const angle = (tilt * Math.PI) / 180;
  const left = random.stream('left');
  const right = random.stream('right');
  const [mixLeft, mixRight] = [random.stream('left basis'), random.stream('right basis')];
  if (shared === 0) {
    return { left: left.orthonormal(n, k), right: right.orthonormal(n, l) };
  }
  const frame = random.stream('shared').orthonormal(n, 2 * shared);
  const s = columns(frame, 0, shared);
  const w = columns(frame, shared, 2 * shared);
  const tilted = Matrix.add(Matrix.mul(s, cos(angle)), Matrix.mul(w, sin(angle)));
  return {
    left: mixed(completed(s, frame, k - shared, left), mixLeft),
    right: mixed(completed(tilted, frame, l - shared, right), mixRight),
  };
}

/** `planted` beside `extra` random directions orthogonal to all of `frame`. */
function completed(planted: Matrix, frame: Matrix, extra: number, random: Random): Matrix {
  if (extra === 0) return planted;
  const whole = qr(hcat([frame, random.normalMatrix(frame.rows, extra)])).Q;
  return hcat([planted, columns(whole, frame.columns, frame.columns + extra)]);
}

const mixed = (basis: Matrix, random: Random): Matrix =>
  basis.mmul(random.orthonormal(basis.columns, basis.columns));

const columns = (X: Matrix, from: number, to: number): Matrix =>
  X.subMatrix(0, X.rows - 1, from, to - 1);

/** Random subspaces of the right one's dimension, n×l each, that know nothing of the left one. */
export function unrelated({ n, l }: Plan, random: Random): Matrix[] {
  return Array.from({ length: SAMPLES }, (_, i) =>
    random.stream(`unrelated ${i}`).orthonormal(n, l),
  );
}

/** Dimensions at which a k- and an l-dimensional subspace fit. */
export const sweepDimensions = ({ k, l }: Plan): number[] =>
  SWEEP.filter((n) => n >= Math.max(k, l));

/**
 * Overlaps of random subspaces as the dimension of the space grows: dimensions × samples. One of the
 * two may be held fixed (the first coordinates), since only their relative position matters.
 */
export function sweepOverlaps(plan: Plan, random: Random): Matrix {
  const { k, l } = plan;
  return new Matrix(
    sweepDimensions(plan).map((n) => {
      const here = random.stream(`dimension ${n}`);
      const fixed = Matrix.eye(n, k);
      return Array.from(
        { length: SWEEP_SAMPLES },
        () => subspaceOverlap(fixed, here.orthonormal(n, l)).overlap,
      );
    }),
  );
}
