import { Matrix } from 'ml-matrix';
import { eigh, ldexp, qr, svd } from '#linalg';
import { createRandom, type Random } from '#random';

const SIZES = [5, 20, 40, 80, 130];

/** Two 32-bit FNV-1a hashes, with different primes, of the bits of x, as 16 hexadecimal digits. */
export function hash(x: ArrayLike<number>): string {
  let a = 0x811c9dc5;
  let b = 0x811c9dc5;
  for (const word of new Uint32Array(Float64Array.from(x).buffer)) {
    a = Math.imul(a ^ word, 16777619);
    b = Math.imul(b ^ word, 2246822519);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

const uniforms = (m: number, n: number, random: Random): Matrix =>
  new Matrix(Array.from({ length: m }, () => Array.from({ length: n }, () => random.uniform())));

const integers = (m: number, n: number, random: Random): Matrix =>
  uniforms(m, n, random).mul(19).floor().sub(9);

/** Inputs whose entries are exact: nothing is rounded on the way to them. */
const inputs: Readonly<Record<string, (n: number, random: Random) => Matrix>> = {
  square: (n, random) => uniforms(n, n, random).sub(0.5),
  tall: (n, random) => uniforms(2 * n, n, random),
  wide: (n, random) => uniforms(n, n + 7, random).sub(0.5),
  integer: (n, random) => integers(n, n, random),
  'rank 3': (n, random) => integers(n, 3, random).mmul(integers(3, n, random)),
  graded: (n, random) =>
    uniforms(n, n, random).mulRowVector(Array.from({ length: n }, (_, j) => ldexp(1, -2 * j))),
};

function drawHashes(random: Random): Record<string, string> {
  const many = (draw: () => number): number[] => Array.from({ length: 1000 }, draw);
  return {
    uniform: hash(many(random.uniform)),
    normal: hash(many(random.normal)),
    integer: hash(many(() => random.integer(1000))),
    permutation: hash(random.permutation(1000)),
    orthonormal: hash(random.orthonormal(40, 9).to1DArray()),
  };
}

function factorHashes(A: Matrix): Record<string, string> {
  const plain = svd(A);
  const relative = svd(A, { accuracy: 'relative' });
  const full = svd(A, { full: true });
  const { Q, R } = qr(A);
  const { values, V } = eigh(A.mmul(A.transpose()));
  return {
    'svd U': hash(plain.U.to1DArray()),
    'svd s': hash(plain.s),
    'svd V': hash(plain.V.to1DArray()),
    'relative U': hash(relative.U.to1DArray()),
    'relative s': hash(relative.s),
    'relative V': hash(relative.V.to1DArray()),
    'full U': hash(full.U.to1DArray()),
    'full V': hash(full.V.to1DArray()),
    'qr Q': hash(Q.to1DArray()),
    'qr R': hash(R.to1DArray()),
    'eigh values': hash(values),
    'eigh V': hash(V.to1DArray()),
  };
}

/** The hashes of what the factorisations and the random draws give, by name; the same on every engine. */
export function bitsOf(): Record<string, string> {
  const found = Object.entries(drawHashes(createRandom(17)));
  for (const n of SIZES) {
    for (const [name, make] of Object.entries(inputs)) {
      const A = make(n, createRandom(n).stream(name));
      for (const [what, bits] of Object.entries(factorHashes(A))) {
        found.push([`${what} of ${name} ${A.rows}×${A.columns}`, bits]);
      }
    }
  }
  return Object.fromEntries(found);
}
