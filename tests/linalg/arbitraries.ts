import fc from 'fast-check';
import { Matrix } from 'ml-matrix';

fc.configureGlobal({ seed: 20011, numRuns: 60 });

/** m×n matrices on a grid of eighths from −4 to 4: ordinary numbers, many ties and dependent columns. */
function matrixOfShape(m: number, n: number): fc.Arbitrary<Matrix> {
  const row = fc.array(fc.integer({ min: -32, max: 32 }), { minLength: n, maxLength: n });
  return fc
    .array(row, { minLength: m, maxLength: m })
    .map((rows) => new Matrix(rows.map((entries) => entries.map((x) => x / 8))));
}

/** Matrices of 1 to `most` rows and columns. */
export function matrix(most = 7): fc.Arbitrary<Matrix> {
  const size = fc.integer({ min: 1, max: most });
  return fc.tuple(size, size).chain(([m, n]) => matrixOfShape(m, n));
}

/** Two matrices of one shape. */
export function twoMatrices(most = 7): fc.Arbitrary<[Matrix, Matrix]> {
  const size = fc.integer({ min: 1, max: most });
  return fc.tuple(size, size).chain(([m, n]) => fc.tuple(matrixOfShape(m, n), matrixOfShape(m, n)));
}

/** Two matrices with n rows, n from 3 to `most`, and 1 to n − 1 columns each. */
export function twoBases(most = 7): fc.Arbitrary<[Matrix, Matrix]> {
  return fc.integer({ min: 3, max: most }).chain((n) => {
    const width = fc.integer({ min: 1, max: n - 1 });
    return fc
      .tuple(width, width)
      .chain(([k, l]) => fc.tuple(matrixOfShape(n, k), matrixOfShape(n, l)));
  });
}

export const seed = fc.integer({ min: 0, max: 4294967295 });
