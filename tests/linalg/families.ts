import { Matrix } from 'ml-matrix';
import { createRandom } from '#random';

/** A matrix that is hard on numerical routines, each in its own way. */
export interface Member {
  readonly name: string;
  readonly A: Matrix;
}

function fill(m: number, n: number, entry: (i: number, j: number) => number): Matrix {
  const A = new Matrix(m, n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) A.set(i, j, entry(i, j));
  return A;
}

function withSpectrum(name: string, m: number, s: readonly number[]): Matrix {
  const random = createRandom(3).stream(name);
  const U = random.orthonormal(m, s.length);
  const V = random.orthonormal(s.length, s.length);
  return U.mulRowVector([...s]).mmul(V.transpose());
}

/** Kahan's matrix: pivoting does not move a column, and the rank is hard to see. */
function kahan(n: number): Matrix {
  const c = 0.285;
  const s = Math.sqrt(1 - c * c);
  let scale = 1;
  const scales = Array.from({ length: n }, () => {
    const kept = scale;
    scale *= s;
    return kept;
  });
  return fill(n, n, (i, j) => (i > j ? 0 : (scales[i] ?? 0) * (i === j ? 1 : -c)));
}

const random = createRandom(1);
const gaussian = (m: number, n: number): Matrix =>
  random.stream(`gaussian ${m}×${n}`).normalMatrix(m, n);

/** The families the factorisations are measured on. */
export const families: readonly Member[] = [
  ...[2, 3, 5, 16, 40].map((n) => ({ name: `Gaussian ${n}×${n}`, A: gaussian(n, n) })),
  { name: 'tall 60×7', A: gaussian(60, 7) },
  { name: 'wide 7×60', A: gaussian(7, 60) },
  { name: 'row 1×9', A: gaussian(1, 9) },
  { name: 'column 9×1', A: gaussian(9, 1) },
  { name: 'number 1×1', A: fill(1, 1, () => -3) },
  { name: 'zero 4×6', A: Matrix.zeros(4, 6) },
  { name: 'zero 1×1', A: Matrix.zeros(1, 1) },
  { name: 'ones 12×8', A: Matrix.ones(12, 8) },
  { name: 'identity 9×9', A: Matrix.eye(9) },
  { name: 'negative identity 6×6', A: Matrix.eye(6, 6, -1) },
  {
    name: 'duplicate columns 12×10',
    A: gaussian(12, 5).mmul(fill(5, 10, (i, j) => +(j % 5 === i))),
  },
  { name: 'rank 3, 20×15', A: gaussian(20, 3).mmul(gaussian(3, 15)) },
  { name: 'rank 1 exactly, 10×10', A: fill(10, 10, (i, j) => (i - 4) * (j - 3)) },
  {
    name: 'rows graded by 10^-i',
    A: gaussian(15, 15).mulColumnVector(fill(15, 1, (i) => 10 ** -i)),
  },
  {
    name: 'columns graded by 10^-j',
    A: gaussian(15, 15).mulRowVector(fill(1, 15, (_, j) => 10 ** -j)),
  },
  {
    name: 'rows graded by 10^-20i',
    A: gaussian(12, 12).mulColumnVector(fill(12, 1, (i) => 10 ** (-20 * i))),
  },
  {
    name: 'upward graded rows',
    A: gaussian(15, 15).mulColumnVector(fill(15, 1, (i) => 10 ** (i - 14))),
  },
  {
    name: 'cluster at 1 and at 1e-9',
    A: withSpectrum('cluster', 24, [
      ...Array.from({ length: 8 }, (_, i) => 1 + i * 1e-15),
      ...Array.from({ length: 8 }, (_, i) => 1e-9 * (1 + i * 1e-14)),
    ]),
  },
  { name: 'all singular values equal', A: random.stream('equal').orthonormal(16, 16) },
  {
    name: 'one large, the rest tiny',
    A: withSpectrum('spike', 20, [1, ...Array<number>(9).fill(1e-16)]),
  },
  { name: 'Hilbert 12×12', A: fill(12, 12, (i, j) => 1 / (i + j + 1)) },
  { name: 'Kahan 30×30', A: kahan(30) },
  { name: 'huge, about 1e300', A: gaussian(8, 6).mul(1e300) },
  { name: 'near the largest double', A: fill(3, 3, (i, j) => (i === j ? 1.7e308 : 0)) },
  { name: 'tiny, about 1e-300', A: gaussian(6, 8).mul(1e-300) },
  { name: 'subnormal, about 1e-315', A: gaussian(7, 5).mul(1e-315) },
  { name: 'smallest doubles', A: fill(5, 4, (i, j) => ((i * j) % 3) * Number.MIN_VALUE) },
  {
    name: 'huge beside subnormal',
    A: fill(6, 6, (i, j) => (i === j ? 10 ** (300 - 120 * i) : i > j ? 1e-310 : 0)),
  },
];

/** Symmetric matrices made from the families: the square ones' B + Bᵀ, and B Bᵀ of ordinary scale. */
export const symmetricFamilies: readonly Member[] = [
  ...families
    .filter(({ A }) => A.rows === A.columns)
    .map(({ name, A }) => ({
      name: `${name}, plus its transpose`,
      A: Matrix.div(A, 2).add(Matrix.div(A.transpose(), 2)),
    })),
  ...families
    .filter(({ A }) => A.max() < 1e100 && A.max() > 1e-100)
    .map(({ name, A }) => ({ name: `${name}, times its transpose`, A: A.mmul(A.transpose()) })),
  {
    name: 'Wilkinson W21',
    A: fill(21, 21, (i, j) => (i === j ? Math.abs(10 - i) : +(Math.abs(i - j) === 1))),
  },
];
