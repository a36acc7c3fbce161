/** Training of two factors by Adam: the donors, the new task's LoRA and the loadings alike. */
import { Matrix } from 'ml-matrix';
import { adam, dotRows, flat } from '#learn';
import { frobenius, multiply, ShapeError } from '#linalg';
import type { Bases } from './subspace.ts';

/** All that the squared loss of ΔW needs of k samples. */
export interface Moments {
  /** Xᵀ X / k, n×n. */
  readonly S: Matrix;
  /** Yᵀ X / k, m×n. */
  readonly C: Matrix;
}

/**
 * The moments of the first k rows of X (count×n) and Y (count×m).
 * @throws ShapeError unless X and Y have equally many rows and k is an integer from 1 to their number.
 */
export function moments(X: Matrix, Y: Matrix, k: number): Moments {
  if (Y.rows !== X.rows || !Number.isInteger(k) || k < 1 || k > X.rows) {
    throw new ShapeError(
      `X has ${X.rows} samples and Y ${Y.rows}: the first ${k} cannot be taken.`,
    );
  }
  const inputs = X.subMatrix(0, k - 1, 0, X.columns - 1);
  const outputs = Y.subMatrix(0, k - 1, 0, Y.columns - 1);
  const scaled = Matrix.div(inputs, k);
  return {
    S: multiply(inputs.transpose(), scaled),
    C: multiply(outputs.transpose(), scaled),
  };
}

/** The moments seen from inside the subspace: S' = C_Aᵀ S C_A, C' = C_Bᵀ C C_A. */
export function momentsInside({ S, C }: Moments, bases: Bases): Moments {
  return {
    S: multiply(multiply(bases.A.transpose(), S), bases.A),
    C: multiply(multiply(bases.B.transpose(), C), bases.A),
  };
}

/** ΔW = P Qᵀ: P m×r, Q n×r. LoRA's B and Aᵀ, or the loadings L_B and L_A. */
export interface Factors {
  readonly P: Matrix;
  readonly Q: Matrix;
}

export interface TrainingOptions {
  readonly steps: number;
  readonly lr: number;
  /** m×n; if given, ‖P Qᵀ − target‖²_F is measured before the first step and after each. */
  readonly target?: Matrix;
}

export interface Trained extends Factors {
  /** steps + 1 squared distances to the target; empty without one. */
  readonly distances: readonly number[];
}

/**
 * Full-batch Adam (β = 0.9, 0.999, ε = 10⁻⁸) on ½ mean ‖y − P Qᵀ x‖². With G = P Qᵀ S − C the
 * gradients are G Q for P and Gᵀ P for Q.
 * @throws ShapeError if the sizes do not fit.
 */
export function trainFactors(data: Moments, start: Factors, options: TrainingOptions): Trained {
  const { rows: m, columns: r } = start.P;
  const n = start.Q.rows;
  const { target, steps, lr } = options;
  if (start.Q.columns !== r || data.S.rows !== n || data.C.rows !== m || data.C.columns !== n) {
    throw new ShapeError(
      `The factors are ${m}×${r} and ${n}×${start.Q.columns}, the data ${data.C.rows}×${data.C.columns}.`,
    );
  }
  if (target && (target.rows !== m || target.columns !== n)) {
    throw new ShapeError(`The target is ${target.rows}×${target.columns}, not ${m}×${n}.`);
  }
  const theta = Float64Array.from([...columnsOf(start.P), ...columnsOf(start.Q)]);
  const gradient = new Float64Array(theta.length);
  const optimiser = adam(theta.length, { lr, beta2: 0.999 });
  const descend = lossGradient(data, r);
  const distance = target && squaredDistance(target, r);
  const distances = distance ? [distance(theta)] : [];
  for (let t = 0; t < steps; t++) {
    descend(theta, gradient);
    optimiser.step(theta, gradient);
    if (distance) distances.push(distance(theta));
  }
  return {
    P: Matrix.from1DArray(r, m, theta.subarray(0, m * r)).transpose(),
    Q: Matrix.from1DArray(r, n, theta.subarray(m * r)).transpose(),
    distances,
  };
}

const columnsOf = (M: Matrix): number[] => M.transpose().to1DArray();

/**
 * The gradient at θ = [P, Q], column after column: P (Qᵀ S Q) − C Q and S Q (Pᵀ P) − Cᵀ P, for
 * symmetric S.
 */
function lossGradient(
  { S, C }: Moments,
  r: number,
): (theta: Float64Array, gradient: Float64Array) => void {
  const { rows: m, columns: n } = C;
  const rows = Float64Array.from([...S.to1DArray(), ...C.to1DArray(), ...columnsOf(C)]);
  const starts = Int32Array.from({ length: n + m }, (_, i) => i * n);
  const turned = Int32Array.from({ length: n }, (_, i) => n * n + m * n + i * m);
  const q = m * r;
  /** [S q_a, C q_a] for each column q_a of Q, and Cᵀ p_a for each of P. */
  const seen = new Float64Array((n + m) * r);
  const back = new Float64Array(n * r);
  return (theta, gradient) => {
    for (let a = 0; a < r; a++) {
      dotRows(seen, a * (n + m), rows, starts, n + m, theta, q + a * n, n);
      dotRows(back, a * n, rows, turned, n, theta, a * m, m);
    }
    for (let a = 0; a < r; a++) {
      const Cq = a * (n + m) + n;
      for (let i = 0; i < m; i++) gradient[a * m + i] = -seen[Cq + i]!;
      for (let j = 0; j < n; j++) gradient[q + a * n + j] = -back[a * n + j]!;
      for (let b = 0; b < r; b++) {
        const Sq = b * (n + m);
        let PP = 0;
        let QSQ = 0;
        for (let i = 0; i < m; i++) PP += theta[a * m + i]! * theta[b * m + i]!;
        for (let j = 0; j < n; j++) QSQ += theta[q + a * n + j]! * seen[Sq + j]!;
        for (let i = 0; i < m; i++) gradient[a * m + i]! += QSQ * theta[b * m + i]!;
        for (let j = 0; j < n; j++) gradient[q + a * n + j]! += PP * seen[Sq + j]!;
      }
    }
  };
}

/** ‖P Qᵀ − D‖²_F at θ = [P, Q], column after column. */
function squaredDistance(D: Matrix, r: number): (theta: Float64Array) => number {
  const { rows: m, columns: n } = D;
  const target = flat(D);
  const gap = new Float64Array(n);
  return (theta) => {
    let total = 0;
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) gap[j] = -target[i * n + j]!;
      for (let a = 0; a < r; a++) {
        const p = theta[a * m + i]!;
        const q = m * r + a * n;
        for (let j = 0; j < n; j++) gap[j]! += p * theta[q + j]!;
      }
      for (let j = 0; j < n; j++) total += gap[j]! * gap[j]!;
    }
    return total;
  };
}

/** Errors ‖ΔW − D‖² / ‖D‖² before the first step and after each. */
export type Path = readonly number[];

/**
 * LoRA from A_0 (r×n) and B_0 = 0 on the given data: its errors, steps + 1 of them. D: m×n, the truth it
 * is judged by, not 0.
 * @throws ShapeError if the sizes do not fit.
 */
export function loraPath(
  data: Moments,
  A0: Matrix,
  D: Matrix,
  options: { readonly steps: number; readonly lr: number },
): Path {
  const start = { P: Matrix.zeros(D.rows, A0.rows), Q: A0.transpose() };
  const { distances } = trainFactors(data, start, { ...options, target: D });
  const size = frobenius(D) ** 2;
  return distances.map((distance) => distance / size);
}

/**
 * The loadings on a basis, from the start L_A, L_B (as many rows as C_A and C_B have columns, r columns):
 * their errors, steps + 1 of them. D: m×n, the truth they are judged by, not 0.
 * @throws ShapeError if the sizes do not fit.
 */
export function loadingsPath(
  data: Moments,
  bases: Bases,
  start: { readonly A: Matrix; readonly B: Matrix },
  D: Matrix,
  options: { readonly steps: number; readonly lr: number },
): Path {
  const inside = multiply(multiply(bases.B.transpose(), D), bases.A);
  const { distances } = trainFactors(
    momentsInside(data, bases),
    { P: start.B, Q: start.A },
    { ...options, target: inside },
  );
  const seen = multiply(multiply(bases.B, inside), bases.A.transpose());
  const missed = frobenius(Matrix.sub(D, seen)) ** 2;
  const size = frobenius(D) ** 2;
  return distances.map((distance) => (distance + missed) / size);
}
