import type { Matrix } from 'ml-matrix';
import { requireCount } from './checks.ts';
import { eigh } from './eigh.ts';
import { gram } from './gram.ts';
import { modeProduct } from './modeProduct.ts';
import { norm } from './norm.ts';
import { leadingColumns } from './orth.ts';
import { modeOf, requireTensor, type Tensor } from './tensor.ts';
import { unfold } from './unfold.ts';

/** T ≈ G ×₁ U₁ ×₂ U₂ …, as far as there are factors; later modes are left whole. */
export interface Tucker {
  /** G: R_n in every mode that has a factor, I_n in the others. */
  readonly core: Tensor;
  /** Orthonormal U_n, I_n×R_n, one for each rank that was asked for. */
  readonly factors: readonly Matrix[];
}

export interface Hooi extends Tucker {
  /** ‖T − G ×₁ U₁ ×₂ …‖_F / ‖T‖_F after each sweep; 0 for a tensor of zeros. */
  readonly errors: readonly number[];
}

export interface HooiOptions {
  /** Stop when a sweep changes the relative error by less. Default: 1e-4. */
  readonly tolerance?: number;
  /** Default: 100. */
  readonly sweeps?: number;
}

/** Under this share of ‖T‖² the difference ‖T‖² − ‖G‖² has lost too many digits. */
const CANCELLED = 1e-6;
/** The change is looked at from this sweep on, as TensorLy does. */
const FIRST_CHECK = 3;

const frobeniusOf = ({ values }: Tensor): number => norm(values, 0, values.length);

/** The r leading left singular vectors of the mode-n unfolding, I_n×r, from its Gram matrix. */
const leading = (T: Tensor, mode: number, r: number): Matrix =>
  leadingColumns(eigh(gram(unfold(T, mode).transpose())).V, r);

/** T ×ₙ U_nᵀ over all modes that have a factor, except `but`. */
const projected = (T: Tensor, factors: readonly Matrix[], but = -1): Tensor =>
  factors.reduce((Y, U, mode) => (mode === but ? Y : modeProduct(Y, U.transpose(), mode)), T);

/**
 * The tensor G ×₁ U₁ ×₂ U₂ … of a Tucker decomposition.
 *
 * @throws ShapeError if a factor has not as many columns as the core's mode is large.
 */
export const tuckerTensor = ({ core, factors }: Tucker): Tensor =>
  factors.reduce((T, U, mode) => modeProduct(T, U, mode), core);

/**
 * The truncated higher-order SVD: U_n holds the R_n leading left singular vectors of unfolding n, for
 * the first modes, as many as there are ranks; G = T ×₁ U₁ᵀ ×₂ U₂ᵀ …. Its squared error is at most
 * the sum of what the unfoldings leave out. De Lathauwer, De Moor & Vandewalle, SIMAX 21 (2000) 1253.
 *
 * @throws ShapeError if the tensor is not one, there are more ranks than modes, or a rank is not an
 * integer in 1 … I_n.
 * @throws NonFiniteError if an entry is not finite. @throws ConvergenceError as `eigh`.
 */
export function hosvd(T: Tensor, ranks: readonly number[]): Tucker {
  requireTensor(T);
  ranks.forEach((r, mode) => {
    requireCount(r, 1, modeOf(T, mode).size, `The rank of mode ${mode} (counted from 0)`);
  });
  const factors = ranks.map((r, mode) => leading(T, mode, r));
  return { core: projected(T, factors), factors };
}

/**
 * Higher-order orthogonal iteration: a Tucker decomposition of the first modes, as many as there are
 * ranks, whose error no change of a single factor can lower. From the `hosvd`, each sweep replaces
 * every U_n in turn by the leading left singular vectors of unfolding n of T ×ₘ U_mᵀ over all m ≠ n.
 * The error never rises. A local method: another start may end elsewhere. From the third sweep on it
 * stops at a change below the tolerance, as TensorLy's `partial_tucker` does.
 *
 * De Lathauwer, De Moor & Vandewalle, SIMAX 21 (2000) 1324, algorithm 4.2.
 *
 * @throws ShapeError as `hosvd`, or if `sweeps` is not a positive integer.
 * @throws NonFiniteError if an entry is not finite. @throws ConvergenceError as `eigh`.
 */
export function hooi(
  T: Tensor,
  ranks: readonly number[],
  { tolerance = 1e-4, sweeps = 100 }: HooiOptions = {},
): Hooi {
  requireCount(sweeps, 1, 1e6, 'The number of sweeps');
  const whole = frobeniusOf(T);
  const factors = [...hosvd(T, ranks).factors];
  const errors: number[] = [];
  let core = T;
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    ranks.forEach((r, mode) => {
      factors[mode] = leading(projected(T, factors, mode), mode, r);
    });
    core = projected(T, factors);
    const error = whole === 0 ? 0 : relativeRest(T, whole, { core, factors });
    const change = Math.abs((errors.at(-1) ?? Infinity) - error);
    errors.push(error);
    if (sweep >= FIRST_CHECK && change < tolerance) break;
  }
  return { core, factors, errors };
}

/** ‖T − G ×₁ U₁ ×₂ …‖ / ‖T‖, from ‖T‖² − ‖G‖² unless that cancels. */
function relativeRest(T: Tensor, whole: number, tucker: Tucker): number {
  const kept = frobeniusOf(tucker.core) / whole;
  const rest = 1 - kept * kept;
  if (rest > CANCELLED) return Math.sqrt(rest);
  const fitted = tuckerTensor(tucker).values;
  const difference = T.values.map((x, i) => x - fitted[i]!);
  return norm(difference, 0, difference.length) / whole;
}
