import { choice, int, real, seed, type Values } from '#demo';

export const params = {
  K: int({
    label: 'Groups',
    symbol: 'K',
    help: 'Into how many groups the tokens are sorted.',
    min: 2,
    max: 20,
    default: 10,
  }),
  F: int({
    label: 'Frames',
    symbol: 'F',
    help: 'How many frames the video has; recurring objects are in all of them.',
    min: 2,
    max: 10,
    default: 6,
  }),
  noise: real({
    label: 'Noise of the tokens',
    symbol: 'ν',
    help: 'Length of the random part of a token; the part within its subspace has length about 1.',
    min: 0,
    max: 1.5,
    step: 0.05,
    default: 0.1,
  }),
  alpha: choice({
    label: 'Weight of the data (α)',
    help: 'How exactly tokens must be rebuilt from others; larger values also rebuild the noise. The authors use 800.',
    options: { 2: '2', 4: '4', 8: '8', 20: '20', 50: '50', 200: '200', 800: '800' },
    default: '8',
  }),
  alphaK: real({
    label: 'Boost of the keys',
    symbol: 'α_K',
    help: 'A visual token of score s has its attention multiplied by about 1 + α_K s before rows are normalised.',
    min: 0,
    max: 15,
    step: 0.5,
    default: 9.5,
  }),
  alphaV: real({
    label: 'Boost of the values',
    symbol: 'α_V',
    help: 'A visual token of score s has its value multiplied by 1 + α_V s.',
    min: 0,
    max: 6,
    step: 0.5,
    default: 2.5,
  }),
  alphaQ: real({
    label: 'Boost of the query',
    symbol: 'α_Q',
    help: 'Multiplies the query’s whole row by 1 + α_Q before it is normalised. Watch what moves.',
    min: 0,
    max: 10,
    step: 0.5,
    default: 4,
  }),
  mu: real({
    label: 'Distance of objects from the origin',
    symbol: 'μ',
    help: 'At 0 an object’s tokens lie around the origin, in all directions of its subspace; with large values they are a compact blob far from it.',
    min: 0,
    max: 2,
    step: 0.1,
    default: 0.3,
    more: true,
  }),
  r: int({
    label: 'Dimensions of a recurring object',
    symbol: 'r',
    help: 'In how many directions a recurring object’s tokens vary.',
    min: 1,
    max: 6,
    default: 3,
    more: true,
  }),
  perFrame: int({
    label: 'Tokens per recurring object and frame',
    help: 'How many tokens each recurring object has in every frame.',
    min: 1,
    max: 3,
    default: 2,
    more: true,
  }),
  nTrans: int({
    label: 'Passing objects per frame',
    help: 'Objects that are in one frame only, with three tokens each.',
    min: 0,
    max: 3,
    default: 1,
    more: true,
  }),
  nNoise: int({
    label: 'Lone tokens per frame',
    help: 'Tokens that belong to no object.',
    min: 0,
    max: 4,
    default: 1,
    more: true,
  }),
  textBias: real({
    label: 'Preference for text',
    symbol: 'b',
    help: 'Added to the logits of all text tokens.',
    min: 0,
    max: 4,
    step: 0.1,
    default: 2,
    more: true,
  }),
  order: choice({
    label: 'Tokens in the map',
    help: 'How rows and columns of the map “Who rebuilds whom” are sorted.',
    options: { frame: 'by frame', object: 'by object' },
    default: 'frame',
    more: true,
  }),
  seed: seed(),
};

export type Params = Values<typeof params>;

/** Recurring objects. */
export const ANCHORS = 2;
/** Tokens of a passing object. */
export const PASSING_TOKENS = 3;
/** The most tokens there may be. */
const MOST = 110;

/** Corrections that keep the parameters meaningful together: at most 110 tokens, at least K. */
export function fit(p: Params): Partial<Params> {
  const perFrame = ANCHORS * p.perFrame + PASSING_TOKENS * p.nTrans + p.nNoise;
  const F = Math.min(p.F, Math.floor(MOST / perFrame));
  return { F, K: Math.min(p.K, F * perFrame) };
}
