import { Matrix } from 'ml-matrix';

/** Σ x_i y_i. */
export function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, xi, i) => sum + xi * y[i]!, 0);
}

/** A B. */
export function product(A: Matrix, B: Matrix): Matrix {
  const C = Matrix.zeros(A.rows, B.columns);
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < B.columns; j++) {
      let sum = 0;
      for (let p = 0; p < A.columns; p++) sum += A.get(i, p) * B.get(p, j);
      C.set(i, j, sum);
    }
  }
  return C;
}

/** A − u yᵀ − x vᵀ, all vectors being columns. */
export function rankTwo(A: Matrix, u: Matrix, y: Matrix, x: Matrix, v: Matrix): Matrix {
  return Matrix.sub(A, product(u, y.transpose())).sub(product(x, v.transpose()));
}

/** H = I − τ u uᵀ. */
export interface Reflector {
  readonly u: Float64Array;
  readonly tau: number;
}

/** H b for each H of the list in turn, the first one first. */
export function reflected(list: readonly Reflector[], b: Float64Array): Float64Array {
  return list.reduce((x, { u, tau }) => {
    const share = tau * dot(u, x);
    return x.map((xi, i) => xi - share * u[i]!);
  }, b);
}

function rotate(x: Float64Array, y: Float64Array, c: number, s: number): void {
  x.forEach((xi, i) => {
    const yi = y[i]!;
    x[i] = c * xi - s * yi;
    y[i] = s * xi + c * yi;
  });
}

const SWEEPS = 30;

/**
 * SVD A = U diag(s) Vᵀ of an m×n matrix, m ≥ n, s descending, by plain one-sided Jacobi: every pair of
 * columns in turn is made orthogonal, until all are. Squares of the entries must neither overflow nor
 * vanish; columns of U that belong to a zero in s are NaN. M. R. Hestenes, J. SIAM 6 (1958).
 */
export function plainSvd(A: Matrix): { U: Matrix; s: number[]; V: Matrix } {
  const { rows, columns } = A;
  const pairs = Array.from({ length: columns }, (_, j) => ({
    x: Float64Array.from(A.getColumn(j)),
    v: Float64Array.from({ length: columns }, (_unused, i) => +(i === j)),
  }));
  const tolerance = Math.sqrt(rows) * Number.EPSILON;
  let turned = true;
  for (let sweep = 0; turned && sweep < SWEEPS; sweep++) {
    turned = false;
    for (const [i, p] of pairs.entries()) {
      for (const q of pairs.slice(i + 1)) {
        const a = dot(p.x, p.x);
        const b = dot(q.x, q.x);
        const c = dot(p.x, q.x);
        if (Math.abs(c) <= tolerance * Math.sqrt(a) * Math.sqrt(b)) continue;
        turned = true;
        const zeta = (b - a) / (2 * c);
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cos = 1 / Math.hypot(1, t);
        rotate(p.x, q.x, cos, cos * t);
        rotate(p.v, q.v, cos, cos * t);
      }
    }
  }
  const triples = pairs
    .map(({ x, v }) => ({ x, v, s: Math.sqrt(dot(x, x)) }))
    .sort((p, q) => q.s - p.s);
  return {
    U: new Matrix(triples.map(({ x, s }) => Array.from(x, (xi) => xi / s))).transpose(),
    s: triples.map(({ s }) => s),
    V: new Matrix(triples.map(({ v }) => Array.from(v))).transpose(),
  };
}
