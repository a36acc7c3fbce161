/** Steps 1–4: the subspace that the factors of many adapters share. */
import { Matrix } from 'ml-matrix';
import { eigh, frobenius, hcat, multiply, qr, ShapeError } from '#linalg';

/** LoRA's update B A: A r×n reads, B m×r writes. */
export interface LoraAdapter {
  readonly A: Matrix;
  readonly B: Matrix;
}

/** The two bases of an adapter in a subspace, with orthonormal columns. */
export interface Bases {
  /** C_A, n×K. */
  readonly A: Matrix;
  /** C_B, m×K. */
  readonly B: Matrix;
}

/**
 * The factors of N adapters side by side: M_A = [A_1ᵀ … A_Nᵀ], n×Nr, and M_B = [B_1 … B_N], m×Nr.
 * Ranks may differ from adapter to adapter.
 * @throws ShapeError if there is no adapter, or the A_t differ in n or the B_t in m.
 */
export function stackFactors(donors: readonly LoraAdapter[]): Bases {
  return {
    A: hcat(donors.map(({ A }) => A.transpose())),
    B: hcat(donors.map(({ B }) => B)),
  };
}

/** M minus its mean column. M: n×c. */
export function centreColumns(M: Matrix): Matrix {
  return M.clone().subColumnVector(M.mean('row'));
}

export interface PrincipalComponents {
  /** The n eigenvalues of M̃ M̃ᵀ, not divided by the number of columns; descending, none negative. */
  readonly values: readonly number[];
  /** The first K eigenvectors, n×K; in each the entry of largest modulus is positive. */
  readonly C: Matrix;
}

/**
 * Principal components of the columns of M (n×c): M̃ = M − mean column, M̃ M̃ᵀ = V diag(λ) Vᵀ,
 * C = V[:, :K]. The mean is not kept. Beyond the rank of M̃ (at most c − 1) the components are an
 * arbitrary basis of what is left; a tie λ_K = λ_{K+1} leaves the subspace itself open.
 * @throws ShapeError unless K is an integer from 1 to n.
 * @throws NonFiniteError if an entry is not finite.
 */
export function principalComponents(M: Matrix, K: number): PrincipalComponents {
  if (!Number.isInteger(K) || K < 1 || K > M.rows) {
    throw new ShapeError(`K is ${K}; there are 1 to ${M.rows} components.`);
  }
  const centred = centreColumns(M);
  const { values, V } = eigh(multiply(centred, centred.transpose()));
  return {
    values: values.map((value) => Math.max(0, value)),
    C: V.subMatrix(0, M.rows - 1, 0, K - 1),
  };
}

/** Σ_{i≤K} λ_i / Σ λ_i for K = 1 … n; ones if all eigenvalues are 0. */
export function explainedVariance(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  let kept = 0;
  return values.map((value) => {
    kept += value;
    return total === 0 ? 1 : Math.min(1, kept / total);
  });
}

/** A draw with less than this left outside the span so far is refused, as in the authors' code. */
const DEPENDENT = 1e-8;

/**
 * C (n×K, orthonormal) with the draws (n×P) appended after Gram–Schmidt: v ← v − Σ_j (vᵀc_j) c_j
 * over all columns so far, then v/‖v‖. Done twice for each draw, against rounding.
 * @throws ShapeError if the sizes do not fit or a draw lies in the span of the columns before it.
 */
export function addPseudoComponents(C: Matrix, draws: Matrix): Matrix {
  if (draws.rows !== C.rows) {
    throw new ShapeError(`Components have ${C.rows} entries, the draws ${draws.rows}.`);
  }
  let basis = C;
  for (let j = 0; j < draws.columns; j++) {
    const v = draws.getColumnVector(j);
    const once = outside(basis, v);
    const left = frobenius(once);
    if (!(left >= DEPENDENT)) {
      throw new ShapeError(`Draw ${j} (counted from 0) lies in the span of the columns before it.`);
    }
    const twice = outside(basis, once.div(left));
    basis = hcat([basis, twice.div(frobenius(twice))]);
  }
  return basis;
}

/** v minus its projection on the orthonormal columns of C. v: n×1. */
const outside = (C: Matrix, v: Matrix): Matrix =>
  Matrix.sub(v, multiply(C, multiply(C.transpose(), v)));

/** A basis of K random directions: the Gram–Schmidt basis of the first K ≤ n columns of Gaussian draws, n×≥K. */
export function randomBasis(draws: Matrix, K: number): Matrix {
  return qr(draws.subMatrix(0, draws.rows - 1, 0, K - 1)).Q;
}

/**
 * ‖Cᵀ V‖²_F / min(K, s), the mean squared cosine of the principal angles: 1 if one of the two subspaces
 * lies in the other. C (n×K) and V (n×s) have orthonormal columns.
 */
export function sharedPart(C: Matrix, V: Matrix): number {
  return frobenius(multiply(C.transpose(), V)) ** 2 / Math.min(C.columns, V.columns);
}
