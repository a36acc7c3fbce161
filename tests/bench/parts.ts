import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';
import * as numeric from 'numeric';
import { SVD } from 'svd-js';
import * as linalg from '#linalg';
import { createRandom } from '#random';
import {
  contender,
  factorError,
  orthonormalityError,
  relative,
  type Contender,
} from './contender.ts';
import { byColumns, dgesdd, dsyevd, factorsOf } from './emlapack.ts';

/** One table: the first contender is the measure of the others. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** Rows and columns. */
  readonly sizes: readonly (readonly [number, number])[];
  readonly symmetric?: boolean;
  readonly contenders: readonly Contender[];
  /** Routines of lapack.py to set beside them. */
  readonly native: readonly string[];
}

const square = (...sizes: number[]): [number, number][] => sizes.map((n) => [n, n]);
const same = (A: Matrix): Matrix => A;
const tall = (A: Matrix): Matrix => (A.rows < A.columns ? A.transpose() : A);

const ours = contender('ours', same, (A) => linalg.svd(A), factorError);

const svds = [
  ours,
  contender(
    'ml-matrix',
    same,
    (A) => new SingularValueDecomposition(A, { autoTranspose: true }),
    (svd, A) =>
      factorError({ U: svd.leftSingularVectors, s: svd.diagonal, V: svd.rightSingularVectors }, A),
  ),
  contender(
    'svd-js',
    (A) => tall(A).to2DArray(),
    (rows) => SVD(rows),
    ({ u, q, v }, A) => factorError({ U: new Matrix(u), s: q, V: new Matrix(v) }, tall(A)),
  ),
  contender(
    'numeric',
    (A) => tall(A).to2DArray(),
    (rows) => numeric.svd(rows),
    ({ U, S, V }, A) => factorError({ U: new Matrix(U), s: S, V: new Matrix(V) }, tall(A)),
  ),
  contender('emlapack', byColumns, dgesdd, (raw, A) => factorError(factorsOf(raw), A)),
];

const eighs = [
  contender(
    'ours',
    same,
    (A) => linalg.eigh(A),
    ({ values, V }, A) => factorError({ U: V, s: values, V }, A),
  ),
  contender(
    'ml-matrix',
    same,
    (A) => new EigenvalueDecomposition(A, { assumeSymmetric: true }),
    ({ eigenvectorMatrix: V, realEigenvalues: s }, A) => factorError({ U: V, s, V }, A),
  ),
  contender('emlapack', byColumns, dsyevd, ({ values, v }, A) => {
    const V = Matrix.from1DArray(A.rows, A.rows, [...v]).transpose();
    return factorError({ U: V, s: values, V }, A);
  }),
];

export const parts: readonly Part[] = [
  {
    name: 'svd',
    title: 'Thin SVD (U, s, V) of a Gaussian n×n matrix',
    sizes: square(4, 8, 16, 32, 64, 128, 256, 512),
    contenders: svds,
    native: ['dgesdd', 'dgesvd'],
  },
  {
    name: 'shapes',
    title: 'Thin SVD (U, s, V) of a Gaussian m×n matrix',
    sizes: [
      [512, 32],
      [2000, 64],
      [64, 1024],
    ],
    contenders: svds,
    native: ['dgesdd', 'dgesvd'],
  },
  {
    name: 'relative',
    title: 'Thin SVD to high relative accuracy, beside the default',
    sizes: square(8, 16, 32, 64, 128, 256),
    contenders: [
      ours,
      contender(
        'ours, relative',
        same,
        (A) => linalg.svd(A, { accuracy: 'relative' }),
        factorError,
      ),
    ],
    native: [],
  },
  {
    name: 'values',
    title: 'Singular values only, of a Gaussian n×n matrix',
    sizes: square(8, 16, 32, 64, 128, 256, 512),
    contenders: [
      contender(
        'ours',
        same,
        (A) => linalg.svdvals(A),
        (s, A) => relative(Matrix.columnVector(s), Matrix.columnVector(linalg.svd(A).s)),
      ),
      contender(
        'ml-matrix',
        same,
        (A) =>
          new SingularValueDecomposition(A, {
            computeLeftSingularVectors: false,
            computeRightSingularVectors: false,
          }).diagonal,
        (s, A) => {
          const right = linalg.svd(A).s;
          return relative(Matrix.columnVector(s), Matrix.columnVector(right));
        },
      ),
    ],
    native: ['dgesdd, values'],
  },
  {
    name: 'eigh',
    title: 'Eigenvalues and eigenvectors of a symmetric n×n matrix',
    sizes: square(8, 16, 32, 64, 128, 256),
    symmetric: true,
    contenders: eighs,
    native: ['dsyevd'],
  },
  {
    name: 'product',
    title: 'Product A A of a Gaussian n×n matrix',
    sizes: square(16, 64, 256, 512),
    contenders: [
      contender(
        'ours',
        same,
        (A) => linalg.multiply(A, A),
        (C, A) => relative(C, A.mmul(A)),
      ),
      contender(
        'ml-matrix',
        same,
        (A) => A.mmul(A),
        (C, A) => relative(C, A.mmul(A)),
      ),
    ],
    native: ['dgemm'],
  },
  {
    name: 'truncated',
    title: 'The 32 leading singular triples of a Gaussian n×n matrix',
    sizes: square(2048),
    contenders: [
      contender(
        'ours',
        same,
        (A) => linalg.truncatedSvd(A, 32),
        // UᵀAV = diag(s) holds for every projection method, converged or not.
        ({ U, s, V }, A) =>
          Math.max(
            relative(U.transpose().mmul(A.mmul(V)), Matrix.diag([...s])),
            orthonormalityError(U),
            orthonormalityError(V),
          ),
      ),
    ],
    native: [],
  },
];

/** A few fixed matrices of that size. */
export function matrices(part: Part, [m, n]: readonly [number, number]): Matrix[] {
  const count = m * n > 1e6 ? 1 : 3;
  return Array.from({ length: count }, (_, i) => {
    const A = createRandom(i).normalMatrix(m, n);
    return part.symmetric === true ? Matrix.add(A, A.transpose()).div(2) : A;
  });
}
