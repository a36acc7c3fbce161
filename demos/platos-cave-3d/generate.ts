/**
 * The toy's data. Nothing is trained: two “encoders” are planted as a cartoon. Both see the same
 * meaning Z, each through its own weak linear map and with some of its own, and each is loud about
 * what the other never sees: geometry G on the 3D side, wording T on the text side.
 */
import { Matrix } from 'ml-matrix';
import { tensor, type Inputs } from '#demo';
import { multiply } from '#linalg';
import { tanh, type Random } from '#random';
import type { Params } from './params.ts';

export const inputs = {
  XA: tensor('anchor', '3D feature'),
  YA: tensor('anchor', 'text feature'),
  XQ: tensor('query', '3D feature'),
  YQ: tensor('query', 'text feature'),
  ZQ: tensor('query', 'meaning'),
  GQ: tensor('query', 'geometry'),
  shuffle: tensor('position'),
};

export type CaveInputs = Inputs<typeof inputs>;

/** Features of the 3D and of the text side. */
export const P = 48;
const Q = 40;
/** Private quantities of each: shape and pose on one side, wording on the other. */
const GEOMETRY = 16;
const WORDING = 14;
const OFFSET = 1.5;
/** Where bent features level off. */
const BEND = 3;

/** One side's fixed encoder. */
interface Encoder {
  /** s×features. */
  readonly shared: Matrix;
  /** private quantities × features. */
  readonly own: Matrix;
  readonly offset: readonly number[];
}

/** Entries of variance 1/rows, so that what comes out is as large as what goes in. */
const mixing = (rows: number, features: number, random: Random): Matrix =>
  random.normalMatrix(rows, features, 1 / Math.sqrt(rows));

const encoder = (s: number, privates: number, features: number, random: Random): Encoder => ({
  shared: mixing(s, features, random.stream('shared')),
  own: mixing(privates, features, random.stream('own')),
  offset: random.stream('offset').normalMatrix(1, features, OFFSET).getRow(0),
});

/** √c Z + √(1−c)·(own part): what one side makes of the meaning. */
const heard = (Z: Matrix, corr: number, random: Random): Matrix =>
  Matrix.mul(Z, Math.sqrt(corr)).add(random.normalMatrix(Z.rows, Z.columns, Math.sqrt(1 - corr)));

function encode(
  { shared, own, offset }: Encoder,
  Z: Matrix,
  privates: Matrix,
  { ratio, noise, nonlin }: Params,
  random: Random,
): Matrix {
  const X = multiply(Z, shared)
    .add(multiply(privates, own).mul(ratio))
    .add(random.normalMatrix(Z.rows, shared.columns, noise))
    .addRowVector([...offset]);
  if (nonlin === 0) return X;
  const bent = X.to2DArray().map((row) =>
    row.map((x) => (1 - nonlin) * x + nonlin * BEND * tanh(x / BEND)),
  );
  return new Matrix(bent);
}

export function generate(params: Params, random: Random): CaveInputs {
  const { s, corr, nA, nQ } = params;
  const shapes = encoder(s, GEOMETRY, P, random.stream('3D encoder'));
  const words = encoder(s, WORDING, Q, random.stream('text encoder'));
  const pairs = (count: number, source: Random) => {
    const Z = source.stream('meaning').normalMatrix(count, s);
    const G = source.stream('geometry').normalMatrix(count, GEOMETRY);
    const T = source.stream('wording').normalMatrix(count, WORDING);
    const Zx = heard(Z, corr, source.stream('meaning, 3D'));
    const Zy = heard(Z, corr, source.stream('meaning, text'));
    const X = encode(shapes, Zx, G, params, source.stream('noise, 3D'));
    const Y = encode(words, Zy, T, params, source.stream('noise, text'));
    return { Z, G, X, Y };
  };
  const anchors = pairs(nA, random.stream('anchors'));
  const queries = pairs(nQ, random.stream('queries'));
  return {
    XA: anchors.X,
    YA: anchors.Y,
    XQ: queries.X,
    YQ: queries.Y,
    ZQ: queries.Z,
    GQ: queries.G,
    shuffle: random.stream('shuffle').permutation(nQ),
  };
}
