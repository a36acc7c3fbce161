import { int, real, seed, type Values } from '#demo';

export const params = {
  k: int({
    min: 2,
    max: 7,
    default: 4,
    label: 'Experts after merging',
    symbol: 'k',
    help: 'How many groups the experts are sorted into; every group becomes one expert.',
  }),
  delta: real({
    min: 0,
    max: 2,
    step: 0.05,
    default: 0.3,
    label: 'Private part of each expert',
    symbol: 'δ',
    help: 'How much of an expert’s task it shares with no other expert of its family.',
  }),
  upcycle: real({
    min: 0,
    max: 1,
    step: 0.1,
    default: 1,
    label: 'Common initialisation',
    symbol: 'u',
    help: 'At 1 all experts start training as copies of one network; at 0 each starts from its own random weights.',
  }),
  skew: real({
    min: 0,
    max: 2,
    step: 0.1,
    default: 1.2,
    label: 'Unevenness of use',
    symbol: 's',
    help: 'Zipf exponent of the token domains: 0 uses all experts alike, larger values favour a few.',
    more: true,
  }),
  rank: int({
    min: 2,
    max: 12,
    default: 6,
    label: 'Rank kept by Sub-MoE†',
    symbol: 'r',
    help: 'How many singular directions of each merged weight matrix are stored.',
    more: true,
  }),
  aniso: real({
    min: 0,
    max: 4,
    step: 0.25,
    default: 2.5,
    label: 'Anisotropy of the tokens',
    symbol: 'a',
    help: 'At 0 the tokens spread alike in all directions; larger values flatten them into a few.',
    more: true,
  }),
  routerAgree: real({
    min: 0,
    max: 0.95,
    step: 0.05,
    default: 0,
    label: 'Routing neighbours share a function',
    symbol: 'ρ',
    help: 'How far the router directions of one family point the same way.',
    more: true,
  }),
  d: int({
    min: 8,
    max: 24,
    default: 12,
    label: 'Width of a token',
    symbol: 'd',
    help: 'How many numbers a token has.',
    more: true,
  }),
  h: int({
    min: 16,
    max: 48,
    default: 24,
    label: 'Hidden units of an expert',
    symbol: 'h',
    help: 'How many ReLU units each expert has.',
    more: true,
  }),
  n: int({
    min: 6,
    max: 12,
    default: 8,
    label: 'Experts before merging',
    symbol: 'n',
    help: 'How many experts the layer has.',
    more: true,
  }),
  families: int({
    min: 2,
    max: 6,
    default: 4,
    label: 'Planted families',
    symbol: 'F',
    help: 'How many different jobs the experts are trained for.',
    more: true,
  }),
  topk: int({
    min: 1,
    max: 2,
    default: 2,
    label: 'Experts per token',
    symbol: 't',
    help: 'How many experts the router lets work on each token.',
    more: true,
  }),
  sep: real({
    min: 0.5,
    max: 3,
    step: 0.1,
    default: 1.5,
    label: 'Separation of the domains',
    symbol: 'σ',
    help: 'How far apart the token domains lie, and how sharply the router tells them apart.',
    more: true,
  }),
  steps: int({
    min: 0,
    max: 400,
    step: 20,
    default: 300,
    label: 'Training steps of the experts',
    help: 'Adam steps through the router, after the experts were initialised.',
    more: true,
  }),
  preSteps: int({
    min: 0,
    max: 300,
    step: 20,
    default: 200,
    label: 'Training steps of the common network',
    help: 'Adam steps of the one dense network that is copied into the experts.',
    more: true,
  }),
  seed: seed(),
};

export type Params = Values<typeof params>;

/** Multiply–adds of training, up to a constant, that still feel quick in a browser. */
const TRAINING_BUDGET = 500_000;

/** Corrections that keep the parameters meaningful together. */
export function fit(p: Params): Partial<Params> {
  const cost = (p.preSteps + p.topk * p.steps) * p.d * p.h;
  const share = Math.min(1, TRAINING_BUDGET / cost);
  return {
    k: Math.min(p.k, p.n),
    families: Math.min(p.families, p.n),
    topk: Math.min(p.topk, p.n),
    steps: Math.floor(p.steps * share),
    preSteps: Math.floor(p.preSteps * share),
  };
}
