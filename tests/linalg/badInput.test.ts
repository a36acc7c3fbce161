import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  assignment,
  cca,
  cka,
  eigh,
  frobenius,
  gram,
  hcat,
  jointSvd,
  kmeans,
  LinalgError,
  lowRank,
  lstsq,
  multiply,
  NonFiniteError,
  nullspace,
  orth,
  pinv,
  polar,
  principalAngles,
  projector,
  qr,
  rank,
  relativeError,
  ShapeError,
  subspaceOverlap,
  svd,
  svdvals,
  truncatedSvd,
  vcat,
} from '#linalg';

const good = Matrix.eye(3);

/** Each routine with one argument left open, under the name its messages give it. */
const openings: readonly [string, string, (A: Matrix) => unknown][] = [
  ['svd', 'A', (A) => svd(A)],
  ['full svd', 'A', (A) => svd(A, { full: true })],
  ['relative svd', 'A', (A) => svd(A, { accuracy: 'relative' })],
  ['svdvals', 'A', (A) => svdvals(A)],
  ['truncatedSvd', 'A', (A) => truncatedSvd(A, 1)],
  ['polar', 'A', (A) => polar(A)],
  ['pinv', 'A', (A) => pinv(A)],
  ['nullspace', 'A', (A) => nullspace(A)],
  ['multiply', 'A', (A) => multiply(A, good)],
  ['multiply', 'B', (B) => multiply(good, B)],
  ['qr', 'A', (A) => qr(A)],
  ['eigh', 'A', (A) => eigh(A)],
  ['lstsq', 'A', (A) => lstsq(A, good)],
  ['lstsq', 'B', (B) => lstsq(good, B)],
  ['lowRank', 'A', (A) => lowRank(A, 1)],
  ['orth', 'A', (A) => orth(A)],
  ['rank', 'A', (A) => rank(A)],
  ['principalAngles', 'U', (U) => principalAngles(U, good)],
  ['principalAngles', 'V', (V) => principalAngles(good, V)],
  ['subspaceOverlap', 'U', (U) => subspaceOverlap(U, good)],
  ['subspaceOverlap', 'V', (V) => subspaceOverlap(good, V)],
  ['projector', 'U', (U) => projector(U)],
  ['jointSvd', 'matrices[1]', (A) => jointSvd([good, A], 'beside')],
  ['hcat', 'matrices[1]', (A) => hcat([good, A])],
  ['vcat', 'matrices[0]', (A) => vcat([A, good])],
  ['gram', 'A', (A) => gram(A)],
  ['frobenius', 'A', (A) => frobenius(A)],
  ['relativeError', 'A', (A) => relativeError(A, good)],
  ['relativeError', 'B', (B) => relativeError(good, B)],
  ['cka', 'X', (X) => cka(X, good)],
  ['cka', 'Y', (Y) => cka(good, Y)],
  ['cca', 'X', (X) => cca(X, good)],
  ['cca', 'Y', (Y) => cca(good, Y)],
  ['assignment', 'S', (S) => assignment(S)],
  ['kmeans', 'points', (points) => kmeans(points, 1)],
];

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

function expectError(run: () => unknown, kind: typeof LinalgError, ...words: string[]): void {
  const error = caught(run);
  expect(error).toBeInstanceOf(kind);
  expect(error).toBeInstanceOf(LinalgError);
  if (!(error instanceof kind)) return;
  expect(error.name).toBe(kind.name);
  for (const word of words) expect(error.message).toContain(word);
}

describe.each(openings)('%s, argument %s,', (_, name, call) => {
  test.each([NaN, Infinity, -Infinity])('turns down %s, naming its place', (value) => {
    const A = Matrix.eye(3).set(2, 1, value);
    expectError(() => call(A), NonFiniteError, `${name} (3×3) holds ${value} at row 2, column 1`);
  });
  test.each([
    [0, 0],
    [0, 3],
    [3, 0],
  ])('turns down an empty %i×%i matrix', (m, n) => {
    expectError(() => call(new Matrix(m, n)), ShapeError, `${name} is empty (${m}×${n})`);
  });
  test.each([
    [
      'nested arrays',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['ragged arrays', [[1, 2], [3]]],
    ['a typed array', Float64Array.of(1, 2)],
    ['an object', { rows: 1, columns: 1 }],
    ['a number', 3],
    ['null', null],
    ['nothing', undefined],
    ['text', 'A'],
  ])('turns down %s, saying what to pass', (_kind, value) => {
    expectError(
      () => Reflect.apply(call, undefined, [value]),
      ShapeError,
      name,
      'new Matrix(rows)',
    );
  });
  test('turns down a Matrix whose rows were tampered with', () => {
    const ragged = Object.assign(Matrix.eye(3), {
      data: [
        [1, 0, 0],
        [0, 1],
        ['x', 0, 1],
      ],
    });
    expectError(() => call(ragged), NonFiniteError, name, 'row 1, column 2');
  });
});

describe('svd in full form', () => {
  test.each([
    [10000, 1],
    [1, 10000],
  ])('of a %i×%i matrix is turned down: its square factor would be too large', (m, n) => {
    const call = (): unknown => svd(Matrix.ones(m, n), { full: true });
    expectError(call, ShapeError, `A is ${m}×${n}`, '8192 rows', 'Without full');
  });
});

describe('a matrix too large for the memory of a page', () => {
  const huge = Object.assign(new Matrix(0, 0), { rows: 5000, columns: 6000 });

  test.each(Object.entries({ svd, svdvals, eigh }))('is turned down by %s at once', (_, call) => {
    expectError(() => call(huge), ShapeError, 'A is 5000×6000', '4096', 'truncatedSvd');
  });
});
