import { Matrix } from 'ml-matrix';
import { binaryExponent, ldexp } from '#linalg';

/** The bar for all ratios, as in LAPACK's own test programs. */
export const BAR = 30;

export function scaleBy(A: Matrix, e: number): Matrix {
  const B = new Matrix(A.rows, A.columns);
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < A.columns; j++) B.set(i, j, ldexp(A.get(i, j), e));
  }
  return B;
}

function exponentOf(A: Matrix): number {
  const largest = Math.max(A.max(), -A.min());
  return largest === 0 ? 0 : binaryExponent(largest);
}

/**
 * ‖A − L D R‖_F / (max(m, n) ‖A‖_F ε), all of it on copies scaled by an exact power of two so that
 * the check itself cannot overflow. A result near the subnormal numbers is a multiple of 2^−1074: the
 * `rounded` numbers in D may each be off by half of that, which is taken off first.
 */
export function residualRatio(
  A: Matrix,
  left: Matrix,
  middle: Matrix,
  right: Matrix,
  rounded: number,
): number {
  const e = exponentOf(A);
  const unit = scaleBy(A, -e);
  const product = left.mmul(scaleBy(middle, -e)).mmul(right);
  const allowance = Math.sqrt(rounded) * ldexp(1, -1075 - e);
  const residual = Math.max(0, Matrix.sub(unit, product).norm() - allowance);
  if (residual === 0) return 0;
  return residual / (Math.max(A.rows, A.columns) * unit.norm() * Number.EPSILON);
}

/** ‖UᵀU − I‖_F / (max(m, n) ε). */
export function orthogonalityRatio(U: Matrix): number {
  const defect = U.transpose().mmul(U).sub(Matrix.eye(U.columns));
  return defect.norm() / (Math.max(U.rows, U.columns) * Number.EPSILON);
}
