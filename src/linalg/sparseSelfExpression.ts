import { Matrix, inverse } from 'ml-matrix';
import { columnsOf, matrixOf, transposed, zeros } from './columns.ts';
import { ShapeError } from './errors.ts';
import { gram } from './gram.ts';
import { product } from './product.ts';

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
  /** Rounds done. (The authors of VideoAnchor return the last one's index from zero: one less.) */
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
  const y = columnsOf(Y, 'Y');
  const n = y.n;
  if (n < 2) throw new ShapeError('self-expression needs at least two points');
  if (!(alpha > 0 && rho > 0)) throw new ShapeError('α and ρ must be positive');
  const G = gram(Y);
  const { lambdaE, lambdaZ } = weights(Y, G, alpha);
  const system = Matrix.mul(G, lambdaZ).add(Matrix.eye(n).mul(rho)).add(rho);
  const solver = columnsOf(inverse(system));
  const fromData = product(solver, transposed(columnsOf(Matrix.mul(Y, lambdaZ))));

  const C = zeros(n, n);
  const dual = zeros(n, n);
  const right = zeros(n, n);
  const explained = { ...y, a: y.a.slice() };
  const sumDual = new Float64Array(n);
  let iterations = 0;
  let gap = Infinity;
  while (gap >= eps && iterations < maxIterations) {
    for (let at = 0; at < n * n; at++)
      right.a[at] = rho * C.a[at]! + rho - dual.a[at]! - sumDual[Math.floor(at / n)]!;
    const fromA = product(fromData, explained);
    const fromC = product(solver, right);
    const A = { ...fromA, a: fromA.a.map((x, at) => x + fromC.a[at]!) };
    const apart = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const at = i + j * n;
        const a = A.a[at]!;
        const c = i === j ? 0 : soft(a + dual.a[at]! / rho, 1 / rho);
        C.a[at] = c;
        dual.a[at]! += rho * (a - c);
        apart[i]! += Math.abs(a - c);
        sum += a;
      }
      sumDual[j]! += rho * (sum - 1);
    }
    gap = Math.max(...apart);
    const rebuilt = product(y, A).a;
    // Y − E, where E is what of the misfit exceeds the threshold.
    for (let at = 0; at < rebuilt.length; at++)
      explained.a[at] = y.a[at]! - soft(y.a[at]! - rebuilt[at]!, lambdaE / lambdaZ);
    iterations++;
    onIteration?.(iterations);
  }
  return { C: matrixOf(C), lambdaE, lambdaZ, iterations };
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
