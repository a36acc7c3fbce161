import { int, real, seed, type Values } from '#demo';

export const params = {
  R1: int({
    min: 1,
    max: 16,
    default: 5,
    label: 'Rank of the model dimension',
    symbol: 'R₁',
    help: 'How many directions of the token space all heads and all four matrices share.',
  }),
  r: int({
    min: 2,
    max: 24,
    default: 5,
    label: 'Dimension of the token subspace',
    symbol: 'r',
    help: 'How many dimensions the tokens really live in. Planted.',
  }),
  noise: real({
    min: 0,
    max: 0.8,
    step: 0.05,
    default: 0.4,
    label: 'Token noise',
    symbol: 's',
    help: 'Standard deviation of the noise added to each coordinate of every token.',
  }),
  R2: int({
    min: 1,
    max: 8,
    default: 8,
    label: 'Rank of the head dimension',
    symbol: 'R₂',
    help: 'How many directions inside a head all heads share; D/h of them leave the heads whole.',
    more: true,
  }),
  R3: int({
    min: 1,
    max: 4,
    default: 4,
    label: 'Rank of the mode Q, K, V, O',
    symbol: 'R₃',
    help: 'How many mixtures of the four matrices are stored; 4 leaves this mode whole.',
    more: true,
  }),
  init: real({
    min: 0.1,
    max: 4,
    step: 0.1,
    default: 1,
    label: 'Scale of the initial weights',
    symbol: 'g',
    help: 'Large initial weights hardly change in training: what is learned drowns in them.',
    more: true,
  }),
  nTrain: int({
    min: 64,
    max: 2000,
    default: 256,
    label: 'Training samples',
    symbol: 'n',
    help: 'Fewer samples mean more over-fitting.',
    more: true,
  }),
  D: int({
    min: 16,
    max: 48,
    step: 8,
    default: 32,
    label: 'Width of a token',
    symbol: 'D',
    help: 'How many numbers a token has; a multiple of 8.',
    more: true,
  }),
  heads: int({
    min: 2,
    max: 8,
    default: 4,
    label: 'Attention heads',
    symbol: 'h',
    help: 'A number that divides D.',
    more: true,
  }),
  L: int({
    min: 3,
    max: 8,
    default: 6,
    label: 'Tokens in a sample',
    symbol: 'L',
    help: 'Among how many tokens the layer has to find the one that the query asks for.',
    more: true,
  }),
  vocab: int({
    min: 8,
    max: 40,
    default: 24,
    label: 'Vocabulary',
    symbol: 'N',
    help: 'How many different tokens there are; the answer is one of them.',
    more: true,
  }),
  steps: int({
    min: 0,
    max: 600,
    step: 20,
    default: 300,
    label: 'Training steps',
    help: 'Adam steps on batches of 48 samples.',
    more: true,
  }),
  lr: real({
    min: 0.001,
    max: 0.03,
    step: 0.001,
    default: 0.01,
    label: 'Learning rate',
    help: 'Step size of Adam.',
    more: true,
  }),
  seed: seed(),
};

export type Params = Values<typeof params>;

/** Steps times width squared that still train in a few seconds in a browser. */
const TRAINING_BUDGET = 300 * 48 * 48;

/** Corrections that keep the parameters meaningful together. */
export function fit(p: Params): Partial<Params> {
  const D = p.D - (p.D % 8);
  const divisors = [2, 3, 4, 6, 8].filter((h) => h <= p.heads && D % h === 0);
  const heads = Math.max(...divisors);
  return {
    D,
    heads,
    r: Math.min(p.r, D),
    R2: Math.min(p.R2, D / heads),
    steps: Math.min(p.steps, Math.floor(TRAINING_BUDGET / (D * D))),
  };
}
