import { determinant, Matrix } from 'ml-matrix';
import { effectiveRank, energyCurve, frobenius, lowRank, rank, stableRank, svd } from '#linalg';

/** What a rank leaves of a matrix, for every rank 0 … p: entry k belongs to rank k. */
export interface Errors {
  readonly frobenius: readonly number[];
  readonly spectral: readonly number[];
}

interface Summary {
  /** Numerical rank: singular values above max(m, n) · ε · σ₁. */
  readonly rank: number;
  /** σ₁ / σ_p; infinite below full rank. */
  readonly condition: number;
  readonly effectiveRank: number;
  readonly stableRank: number;
  /** −1, 0 or 1; undefined for matrices that are not square. */
  readonly determinantSign: number | undefined;
}

export interface Results {
  /** m×n. */
  readonly matrix: Matrix;
  /** The p = min(m, n) singular values, descending. */
  readonly singularValues: readonly number[];
  /** ‖A‖_F, summed over the entries. */
  readonly norm: number;
  /** √(Σ σᵢ²). */
  readonly normFromValues: number;
  /** Share of Σ σᵢ² held by the first k directions, k = 0 … p; 1 throughout for the zero matrix. */
  readonly energy: readonly number[];
  /** The truncated decompositions A_k, k = 0 … p. */
  readonly approximations: readonly Matrix[];
  readonly measured: Errors;
  readonly bounds: Errors;
  /** The best of the random rank-k projections of A, k = 0 … p. */
  readonly random: Errors;
  readonly summary: Summary;
  /** The steps of A as maps, for matrices small enough to be drawn. */
  readonly motion: Motion | undefined;
}

/** The decomposition as a motion in three steps. */
export interface Motion {
  /** V, n×n, a rotation: its columns are the directions the picture follows. */
  readonly V: Matrix;
  /** U, m×m. */
  readonly U: Matrix;
  /** I (n×n), Vᵀ (n×n), ΣVᵀ (m×n), UΣVᵀ (m×n). */
  readonly stages: readonly Matrix[];
}

/** Most rows and columns that can be drawn. */
const DRAWABLE = 3;

/** Everything the page shows of A (m×n). `frames` are random orthogonal p×p matrices. */
export function study(A: Matrix, frames: readonly Matrix[]): Results {
  const { s } = svd(A);
  const approximations = upTo(s.length, (k) => lowRank(A, k));
  return {
    matrix: A,
    singularValues: s,
    norm: frobenius(A),
    normFromValues: tailNorm(s, 0),
    energy: energyByRank(s),
    approximations,
    measured: approximationErrors(A, approximations),
    bounds: eckartYoung(s),
    random: bestRandom(A, frames),
    summary: summarise(A, s),
    motion: Math.max(A.rows, A.columns) <= DRAWABLE ? motion(A) : undefined,
  };
}

/**
 * The smallest possible errors of a rank-k matrix, from the singular values alone:
 * √(Σ_{i>k} σᵢ²) and σ_{k+1}.
 * Eckart & Young 1936 (Frobenius norm), Mirsky 1960 (every unitarily invariant norm).
 */
function eckartYoung(s: readonly number[]): Errors {
  return {
    frobenius: upTo(s.length, (k) => tailNorm(s, k)),
    spectral: upTo(s.length, (k) => s[k] ?? 0),
  };
}

/** ‖A − A_k‖, measured on the difference, for each of the given A_k. */
function approximationErrors(A: Matrix, approximations: readonly Matrix[]): Errors {
  const rests = approximations.map((X) => Matrix.sub(A, X));
  return { frobenius: rests.map(frobenius), spectral: rests.map(spectralNorm) };
}

/**
 * The smallest ‖A − QQᵀA‖ over the frames, where Q (p×k) is the first k columns of a frame (p×p) and
 * A is taken with its shorter side as rows. In the frame's coordinates QQᵀA keeps the first k rows,
 * so the rest is what lies below them.
 */
function bestRandom(A: Matrix, frames: readonly Matrix[]): Errors {
  const wide = A.rows <= A.columns ? A : A.transpose();
  const seen = frames.map((F) => F.transpose().mmul(wide));
  const best = (k: number, norm: (X: Matrix) => number): number =>
    k === wide.rows ? 0 : Math.min(...seen.map((X) => norm(rowsFrom(X, k))));
  return {
    frobenius: upTo(wide.rows, (k) => best(k, frobenius)),
    spectral: upTo(wide.rows, (k) => best(k, spectralNorm)),
  };
}

/**
 * The steps Vᵀ, Σ, U of A as maps of whole spaces, with signs chosen so that V is a rotation, and U
 * too unless A itself reverses orientation. (Changing the sign of uᵢ and vᵢ together changes nothing
 * in A: Golub & Van Loan, Matrix Computations, §2.4.)
 */
export function motion(A: Matrix): Motion {
  const { U, s, V } = rotations(A);
  const sigma = Matrix.diag(s, A.rows, A.columns);
  const turned = V.transpose();
  const stretched = sigma.mmul(turned);
  return {
    V,
    U,
    stages: [Matrix.eye(A.columns), turned, stretched, U.mmul(stretched)],
  };
}

function rotations(A: Matrix): { U: Matrix; s: number[]; V: Matrix } {
  const { U, s, V } = svd(A, { full: true });
  const m = A.rows - 1;
  const n = A.columns - 1;
  if (determinant(V) < 0) {
    flip(V, n);
    if (n <= m) flip(U, n);
  }
  if (determinant(U) < 0) {
    // A column of U beside no singular value, or beside a zero one, may be flipped alone.
    if (m > n || (m === n && rank(A) <= m)) flip(U, m);
    if (m < n) {
      flip(U, m);
      flip(V, m);
      flip(V, n);
    }
  }
  return { U, s, V };
}

function flip(X: Matrix, column: number): void {
  X.mulColumn(column, -1);
}

function summarise(A: Matrix, s: readonly number[]): Summary {
  const r = rank(A);
  const full = r === s.length;
  const [first = 0] = s;
  return {
    rank: r,
    condition: full ? first / (s.at(-1) ?? 0) : Infinity,
    effectiveRank: effectiveRank(s),
    stableRank: stableRank(s),
    determinantSign: A.rows === A.columns ? determinantSign(A, full) : undefined,
  };
}

/** Sign of det A = det U · det V · Πσ; read off U and V, whose determinants cannot overflow. */
function determinantSign(A: Matrix, full: boolean): number {
  const { U, V } = svd(A);
  return full ? Math.sign(determinant(U) * determinant(V)) : 0;
}

const energyByRank = (s: readonly number[]): number[] =>
  s[0] === 0 ? upTo(s.length, () => 1) : [0, ...energyCurve(s)];

const spectralNorm = (X: Matrix): number => svd(X).s[0] ?? 0;

const rowsFrom = (X: Matrix, k: number): Matrix => X.subMatrix(k, X.rows - 1, 0, X.columns - 1);

/** √(Σ_{i>k} σᵢ²), summed from the smallest, safe at any scale. */
function tailNorm(s: readonly number[], k: number): number {
  const unit = s[k] ?? 0;
  if (unit === 0) return 0;
  return unit * Math.sqrt(s.slice(k).reduceRight((sum, x) => sum + (x / unit) ** 2, 0));
}

/** The values at k = 0 … p. */
const upTo = <T>(p: number, at: (k: number) => T): T[] =>
  Array.from({ length: p + 1 }, (_, k) => at(k));
