import { Matrix, inverse } from 'ml-matrix';
import { columnsOf } from './columns.ts';
import { ShapeError } from './errors.ts';
import { gram } from './gram.ts';
import { multiply } from './multiply.ts';

export interface SelfExpressionOptions {
  /** Weight of the data against sparsity; both λ grow with it. Default 800. */
  readonly alpha?: number;
  /** Penalty of the splitting A = C. Default 300. */
  readonly rho?: number;
  /** Stops once the largest row sum of |A − C| is below. Default 2e-4. */
  readonly eps?: number;
  /** Default 10,000. */
  readonly maxIterations?: number;
  /** Called after each iteration with its number. */
  readonly onIteration?: (iteration: number) => void;
}

export interface SelfExpression {
  /** N×N, zero diagonal: column j holds the coefficients that rebuild point j from the others. */
  readonly C: Matrix;
  /** α/μ_e, weight of the outliers ‖E‖₁. */
  readonly lambdaE: number;
  /** α/μ_z, weight of the squared residual. */
  readonly lambdaZ: number;
  readonly iterations: number;
}

/** sign(x)·max(|x| − t, 0). */
const soft = (x: number, t: number): number => (x > t ? x - t : x < -t ? x + t : 0);

/**
 * Sparse self-expression with outliers and affine combinations, by ADMM:
 *
 *   min ‖C‖₁ + λ_e‖E‖₁ + (λ_z/2)‖Y − YA − E‖²  with  A = C,  diag C = 0,  1ᵀA = 1ᵀ,
 *
 * with μ_e = min_i max_{j≠i} ‖y_j‖₁, μ_z = min_i max_{j≠i} |y_iᵀy_j|, λ_e = α/μ_e, λ_z = α/μ_z.
 * Elhamifar & Vidal, IEEE TPAMI 35 (2013). The matrix of the linear step is constant and inverted
 * once. Stops at `maxIterations` if `eps` is not reached.
 *
 * @param Y D×N, one point a column, N ≥ 2.
 * @throws ShapeError if Y has fewer than two columns, if every inner product of some point with the
 * others is zero, or if α or ρ is not positive.
 * @throws NonFiniteError if an entry is not finite.
 */
export function sparseSelfExpression(
  Y: Matrix,
  {
    alpha = 800,
    rho = 300,
    eps = 2e-4,
    maxIterations = 10_000,
    onIteration,
  }: SelfExpressionOptions = {},
): SelfExpression {
  columnsOf(Y, 'Y');
  const n = Y.columns;
  if (n < 2) throw new ShapeError('self-expression needs at least two points');
  if (!(alpha > 0 && rho > 0)) throw new ShapeError('α and ρ must be positive');
  const G = gram(Y);
  const { lambdaE, lambdaZ } = weights(Y, G, alpha);
  const Yt = Y.transpose();
  const system = Matrix.mul(G, lambdaZ).add(Matrix.eye(n).mul(rho)).add(rho);
  const solver = inverse(system);
  const fromData = multiply(solver, Matrix.mul(Yt, lambdaZ));

  const C = Matrix.zeros(n, n);
  const dual = Matrix.zeros(n, n);
  const sumDual = new Float64Array(n);
  let E = Matrix.zeros(Y.rows, n);
  let iterations = 0;
  let gap = Infinity;
  while (gap >= eps && iterations < maxIterations) {
    const right = Matrix.mul(C, rho).add(rho).sub(dual).subRowVector(sumDual);
    const A = multiply(fromData, Matrix.sub(Y, E)).add(multiply(solver, right));
    gap = 0;
    const sums = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let row = 0;
      for (let j = 0; j < n; j++) {
        const a = A.get(i, j);
        const d = dual.get(i, j);
        const c = i === j ? 0 : soft(a + d / rho, 1 / rho);
        C.set(i, j, c);
        dual.set(i, j, d + rho * (a - c));
        row += Math.abs(a - c);
        sums[j]! += a;
      }
      gap = Math.max(gap, row);
    }
    for (let j = 0; j < n; j++) sumDual[j]! += rho * (sums[j]! - 1);
    E = Matrix.sub(Y, multiply(Y, A));
    for (let i = 0; i < E.rows; i++)
      for (let j = 0; j < n; j++) E.set(i, j, soft(E.get(i, j), lambdaE / lambdaZ));
    iterations++;
    onIteration?.(iterations);
  }
  return { C, lambdaE, lambdaZ, iterations };
}

/** λ_e and λ_z, scaled by the data. G: N×N, the Gram matrix of Y. */
function weights(Y: Matrix, G: Matrix, alpha: number): { lambdaE: number; lambdaZ: number } {
  const others = (i: number): number[] =>
    Array.from({ length: Y.columns }, (_, j) => j).filter((j) => j !== i);
  const sizes = Array.from({ length: Y.columns }, (_, j) =>
    Y.getColumn(j).reduce((sum, y) => sum + Math.abs(y), 0),
  );
  const all = sizes.map((_, i) => i);
  const muE = Math.min(...all.map((i) => Math.max(...others(i).map((j) => sizes[j]!))));
  const muZ = Math.min(...all.map((i) => Math.max(...others(i).map((j) => Math.abs(G.get(i, j))))));
  if (!(muE > 0 && muZ > 0))
    throw new ShapeError('a point is perpendicular to all others: nothing can express it');
  return { lambdaE: alpha / muE, lambdaZ: alpha / muZ };
}
