import { Matrix } from 'ml-matrix';
import { ldexp } from '#linalg';
import { createRandom } from '#random';
import type { Member } from './families.ts';

const random = createRandom(11);

function fill(m: number, n: number, entry: (i: number, j: number) => number): Matrix {
  const A = new Matrix(m, n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) A.set(i, j, entry(i, j));
  return A;
}

function gaussian(m: number, n: number, name = ''): Matrix {
  return random.stream(`gaussian ${m}×${n} ${name}`).normalMatrix(m, n);
}

function orthogonal(n: number, name: string): Matrix {
  return random.stream(`orthogonal ${n} ${name}`).orthonormal(n, n);
}

/** n numbers from 1 down to 10^−digits, evenly in the exponent. */
function grades(n: number, digits: number): number[] {
  return Array.from({ length: n }, (_, i) => 10 ** ((-digits * i) / (n - 1)));
}

function bidiagonal(diagonal: readonly number[], beside: (i: number) => number): Matrix {
  const n = diagonal.length;
  return fill(n, n, (i, j) => (i === j ? (diagonal[i] ?? 0) : j === i + 1 ? beside(i) : 0));
}

function withZeroAt(n: number, place: number): Matrix {
  const diagonal = Array.from({ length: n }, (_, i) => (i === place ? 0 : 1 + i / n));
  return bidiagonal(diagonal, () => 1);
}

function clustered(n: number): Matrix {
  const s = Array.from({ length: n }, (_, i) =>
    i < n / 2 ? 1 + 1e-15 * (n - i) : 1e-9 * (1 + 1e-14 * (n - i)),
  );
  const right = orthogonal(n, 'right').transpose();
  return orthogonal(n, 'left').mulRowVector(s).mmul(right);
}

/** The members of size n. */
function square(n: number): Member[] {
  const middle = Math.floor(n / 2);
  const c = 0.285;
  const kahan = Math.sqrt(1 - c * c);
  const graded = [16, 200].flatMap((digits) => {
    const down = grades(n, digits);
    const up = down.toReversed();
    const to = `to 1e-${digits}`;
    return [
      { name: `rows graded down ${to}`, A: gaussian(n, n).mulColumnVector(down) },
      { name: `rows graded up ${to}`, A: gaussian(n, n).mulColumnVector(up) },
      { name: `columns graded down ${to}`, A: gaussian(n, n).mulRowVector(down) },
      { name: `columns graded up ${to}`, A: gaussian(n, n).mulRowVector(up) },
      {
        name: `rows and columns graded ${to}`,
        A: gaussian(n, n).mulColumnVector(up).mulRowVector(down),
      },
      { name: `bidiagonal graded down ${to}`, A: bidiagonal(down, (i) => down[i] ?? 0) },
      { name: `bidiagonal graded up ${to}`, A: bidiagonal(up, (i) => up[i] ?? 0) },
    ];
  });
  return [
    { name: 'Gaussian', A: gaussian(n, n) },
    ...graded,
    { name: 'two clusters', A: clustered(n) },
    { name: 'half of full rank', A: gaussian(n, middle).mmul(gaussian(middle, n)) },
    { name: 'ones', A: Matrix.ones(n, n) },
    { name: 'zero', A: Matrix.zeros(n, n) },
    { name: 'identity', A: Matrix.eye(n) },
    { name: 'duplicate columns', A: fill(n, n, (i, j) => gaussian(n, 3).get(i, j % 3)) },
    { name: 'Kahan', A: fill(n, n, (i, j) => (i > j ? 0 : kahan ** i * (i === j ? 1 : -c))) },
    { name: 'Hilbert', A: fill(n, n, (i, j) => 1 / (i + j + 1)) },
    {
      name: 'Lauchli',
      A: fill(n, n - 1, (i, j) => (i === 0 ? 1 : i === j + 1 ? 1e-8 : 0)),
    },
    { name: 'nilpotent shift', A: fill(n, n, (i, j) => +(j === i + 1)) },
    { name: 'bidiagonal, zero first', A: withZeroAt(n, 0) },
    { name: 'bidiagonal, zero in the middle', A: withZeroAt(n, middle) },
    { name: 'bidiagonal, zero last', A: withZeroAt(n, n - 1) },
    {
      name: 'bidiagonal in blocks',
      A: bidiagonal(
        Array.from({ length: n }, (_, i) => 1 + i / n),
        (i) => +(i % 3 !== 1),
      ),
    },
    { name: 'bidiagonal of ones', A: bidiagonal(Array<number>(n).fill(1), () => 1) },
    {
      name: 'arrowhead',
      A: fill(n, n, (i, j) => (i === j ? 1 + i : i === 0 || j === 0 ? 0.5 : 0)),
    },
    { name: 'Toeplitz (1, −2, 1)', A: fill(n, n, (i, j) => [-2, 1][Math.abs(i - j)] ?? 0) },
    { name: 'orthogonal', A: orthogonal(n, 'alone') },
  ].map(({ name, A }) => ({ name: `${name}, ${n}`, A }));
}

/** Wilkinson's W21+ several times along the diagonal, joined by small entries. */
function glued(copies: number, glue: number): Member[] {
  const diagonal = Array.from({ length: 21 * copies }, (_, i) => Math.abs(10 - (i % 21)));
  const beside = (i: number): number => (i % 21 === 20 ? glue : 1);
  const B = bidiagonal(diagonal, beside);
  const n = B.rows;
  return [
    {
      name: `glued Wilkinson, ${copies} by ${glue}`,
      A: fill(n, n, (i, j) => B.get(Math.min(i, j), Math.max(i, j))),
    },
    { name: `bidiagonal glued Wilkinson, ${copies} by ${glue}`, A: B },
  ];
}

const BIG = ['Gaussian', 'two clusters', 'zero in the middle', 'of ones', 'orthogonal'];
const SCALED = [...BIG, 'rows graded up to 1e-16', 'ones', 'shift', 'Lauchli'];

const among =
  (names: readonly string[]) =>
  ({ name }: Member): boolean =>
    names.some((one) => name.includes(`${one}, `));

function timesScale(name: string, times: (x: number) => number): Member[] {
  return square(20)
    .filter(among(SCALED))
    .map((one) => ({
      name: `${name} times ${one.name}`,
      A: fill(one.A.rows, one.A.columns, (i, j) => times(one.A.get(i, j))),
    }));
}

/** Matrices on which a fast svd may lose accuracy or not converge: 5 to 330 rows, up to 168 values. */
export const hardFamilies: readonly Member[] = [
  ...[5, 8, 20, 33, 64, 100].flatMap(square),
  ...square(160).filter(among(BIG)),
  ...[1e-8, 1e-14, 0].flatMap((glue) => glued(3, glue)),
  ...[2, 5, 8].flatMap((copies) => glued(copies, 1e-10)),
  ...[5, 8, 20, 33].flatMap((n) =>
    [4, 10].flatMap((times) => [
      { name: `tall ${times * n}×${n}`, A: gaussian(times * n, n) },
      { name: `wide ${n}×${times * n}`, A: gaussian(n, times * n) },
      {
        name: `tall with dependent columns ${times * n}×${n}`,
        A: gaussian(times * n, 3).mmul(gaussian(3, n)),
      },
      {
        name: `wide and graded ${n}×${times * n}`,
        A: gaussian(n, times * n).mulColumnVector(grades(n, 16)),
      },
    ]),
  ),
  ...timesScale('2^-1060', (x) => ldexp(x, -1060)),
  ...[1e-300, 1e-150, 1e150, 1e300].flatMap((scale) => timesScale(String(scale), (x) => x * scale)),
];
