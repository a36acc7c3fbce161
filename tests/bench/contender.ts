import { Matrix } from 'ml-matrix';

/** One way to compute the result of a part of the table. */
export interface Contender {
  readonly name: string;
  /** Puts A into the form natural to this contender, off the clock. */
  prepare(A: Matrix): Trial;
}

export interface Trial {
  /** What is timed. */
  run(): unknown;
  /** How far from right the result is, relative to A; NaN if it makes no sense. */
  error(): number;
}

export interface Factors {
  readonly U: Matrix;
  readonly s: ArrayLike<number>;
  readonly V: Matrix;
}

export function contender<Input, Output>(
  name: string,
  convert: (A: Matrix) => Input,
  run: (input: Input) => Output,
  errorOf: (output: Output, A: Matrix) => number,
): Contender {
  return {
    name,
    prepare(A) {
      const input = convert(A);
      return { run: () => run(input), error: () => errorOf(run(input), A) };
    },
  };
}

/** The larger of ‖A − U diag(s) Vᵀ‖_F / ‖A‖_F and the loss of orthonormality of U and V. */
export function factorError({ U, s, V }: Factors, A: Matrix): number {
  const middle = Matrix.diag(Array.from(s));
  const residual = relative(U.mmul(middle).mmul(V.transpose()), A);
  return Math.max(residual, orthonormalityError(U), orthonormalityError(V));
}

/** ‖QᵀQ − I‖_F. */
export function orthonormalityError(Q: Matrix): number {
  return Matrix.sub(Q.transpose().mmul(Q), Matrix.eye(Q.columns)).norm();
}

/** ‖B − A‖_F / ‖A‖_F. */
export function relative(B: Matrix, A: Matrix): number {
  return Matrix.sub(B, A).norm() / A.norm();
}
