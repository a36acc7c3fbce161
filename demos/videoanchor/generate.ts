/**
 * The toy's data, all planted: the visual tokens of a few frames, and the logits of one text query.
 * Two objects recur in every frame; passing objects are in one frame only; lone tokens belong to
 * nothing. Nothing is learned.
 */
import { Matrix } from 'ml-matrix';
import { tensor, type Inputs } from '#demo';
import type { Random } from '#random';
import { ANCHORS, PASSING_TOKENS, type Params } from './params.ts';

export const inputs = {
  X: tensor('token', 'channel'),
  obj: tensor('token'),
  frame: tensor('token'),
  V: tensor('token', 'value'),
  Vt: tensor('text', 'value'),
  lv: tensor('token'),
  lt: tensor('text'),
  val: tensor('code', 'value'),
};

export type VideoInputs = Inputs<typeof inputs>;

const CHANNELS = 48;
const CODES = 8;
const TEXTS = 12;
/** A passing object's tokens vary along one direction: they are `μ m ± b`. */
const PASSING_DIMENSIONS = 1;
/** Standard deviation of the query's logits. */
const SPREAD = 0.5;
/** The value code of the text tokens: what the model believes beforehand. */
const PRIOR = CODES - 1;
/** The object number of tokens without an object. */
export const NOTHING = -1;

interface Token {
  readonly x: number[];
  readonly obj: number;
  readonly frame: number;
  readonly code: number;
}

export function generate(p: Params, random: Random): VideoInputs {
  const val = random.stream('values').orthonormal(CODES, CODES).transpose();
  const tokens = plantTokens(p, random);
  const logits = random.stream('logits of visual tokens');
  const textLogits = random.stream('logits of text tokens');
  const rows = (codes: readonly number[]): Matrix => new Matrix(codes.map((c) => val.getRow(c)));
  return {
    X: new Matrix(tokens.map(({ x }) => x)),
    obj: tokens.map(({ obj }) => obj),
    frame: tokens.map(({ frame }) => frame),
    V: rows(tokens.map(({ code }) => code)),
    Vt: rows(Array.from({ length: TEXTS }, () => PRIOR)),
    lv: tokens.map(() => SPREAD * logits.normal()),
    lt: Array.from({ length: TEXTS }, () => SPREAD * textLogits.normal() + p.textBias),
    val,
  };
}

/** Frame by frame: the recurring objects' tokens, the passing ones', the lone ones. */
function plantTokens(
  { F, mu, r, noise, perFrame, nTrans, nNoise }: Params,
  random: Random,
): Token[] {
  const recurring = random.stream('recurring objects');
  const passing = random.stream('passing objects');
  const lone = random.stream('lone tokens');
  const grain = random.stream('noise');
  const codes = random.stream('codes');
  // Neither an anchor's code nor the text's.
  const otherCode = (): number => ANCHORS + codes.integer(CODES - ANCHORS - 1);
  const noisy = (x: readonly number[]): number[] =>
    x.map((value) => value + (noise * grain.normal()) / Math.sqrt(CHANNELS));

  const anchors = Array.from({ length: ANCHORS }, () => plantObject(r, mu, recurring));
  const tokens: Token[] = [];
  let obj = ANCHORS;
  for (let frame = 0; frame < F; frame++) {
    anchors.forEach((draw, a) => {
      for (let t = 0; t < perFrame; t++) tokens.push({ x: noisy(draw()), obj: a, frame, code: a });
    });
    for (let o = 0; o < nTrans; o++, obj++) {
      const draw = plantObject(PASSING_DIMENSIONS, mu, passing);
      for (let t = 0; t < PASSING_TOKENS; t++)
        tokens.push({ x: noisy(draw()), obj, frame, code: otherCode() });
    }
    for (let t = 0; t < nNoise; t++) {
      const x = lone.unitVector(CHANNELS);
      tokens.push({ x, obj: NOTHING, frame, code: otherCode() });
    }
  }
  return tokens;
}

/** Draws `μ m + B z`: m a unit vector, B orthonormal (D×dimensions), z on the unit sphere. */
function plantObject(dimensions: number, mu: number, random: Random): () => number[] {
  const m = random.unitVector(CHANNELS);
  const B = random.orthonormal(CHANNELS, dimensions);
  return () => {
    const z = random.unitVector(dimensions);
    const Bz = B.mmul(Matrix.columnVector(z)).to1DArray();
    return Bz.map((value, c) => value + mu * (m[c] ?? 0));
  };
}
