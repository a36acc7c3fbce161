import { choice, int, real, seed, type Values } from '#demo';

export const params = {
  share: real({
    label: 'Shared input subspace',
    symbol: 'share',
    help: 'At 1 all tasks look at the same directions of the input, at 0 each at its own.',
    min: 0,
    max: 1,
    step: 0.05,
    default: 1,
  }),
  k: int({
    label: 'Directions kept',
    symbol: 'k',
    help: 'How many directions of the common weight subspace are used.',
    min: 1,
    max: 12,
    default: 4,
  }),
  steps: int({
    label: 'Training steps',
    symbol: 'steps',
    help: 'How long each network is trained; at 0 all keep their random starting weights.',
    min: 0,
    max: 400,
    step: 20,
    default: 300,
  }),
  mode: choice<'input' | 'hidden' | 'model'>({
    label: 'Scree plot along',
    help: 'Which side of the stack of weights is analysed in the first figure; nothing is recomputed.',
    options: { input: 'input', hidden: 'hidden units', model: 'models' },
    default: 'input',
  }),
  sameSeed: real({
    label: 'Models reusing one start',
    symbol: 'same_seed',
    help: 'The share of models that begin from one and the same random initialisation.',
    min: 0,
    max: 1,
    step: 0.1,
    default: 0,
    more: true,
  }),
  init: real({
    label: 'Size of the random start',
    symbol: 'init',
    help: 'Small starts are forgotten in training; large ones stay in the weights.',
    min: 0.1,
    max: 3,
    step: 0.1,
    default: 0.3,
    more: true,
  }),
  M: int({
    label: 'Models',
    symbol: 'M',
    help: 'How many networks are trained and stacked.',
    min: 8,
    max: 60,
    default: 30,
    more: true,
  }),
  d: int({
    label: 'Input dimension',
    symbol: 'd',
    help: 'How many numbers each network reads.',
    min: 8,
    max: 40,
    default: 20,
    more: true,
  }),
  h: int({
    label: 'Hidden units',
    symbol: 'h',
    help: 'The width of each network.',
    min: 6,
    max: 24,
    default: 12,
    more: true,
  }),
  s: int({
    label: 'Signal dimension',
    symbol: 's',
    help: 'How many input directions carry signal in each task.',
    min: 1,
    max: 40,
    default: 4,
    more: true,
  }),
  n: int({
    label: 'Training samples per model',
    symbol: 'n',
    help: 'How many samples each network is trained on.',
    min: 20,
    max: 200,
    step: 10,
    default: 80,
    more: true,
  }),
  nFew: int({
    label: 'Samples of a new task',
    symbol: 'n_few',
    help: 'How many samples are there at most for learning each of five further tasks.',
    min: 4,
    max: 64,
    default: 16,
    more: true,
  }),
  xnoise: real({
    label: 'Noise in the inputs',
    symbol: 'xnoise',
    help: 'The spread of the inputs outside the signal directions, where the signal has spread 1.',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0.5,
    more: true,
  }),
  wd: real({
    label: 'Weight decay',
    symbol: 'wd',
    help: 'How strongly training pulls the weights towards zero.',
    min: 0,
    max: 0.03,
    step: 0.001,
    default: 0.003,
    more: true,
  }),
  tau: real({
    label: 'Variance threshold',
    symbol: 'τ',
    help: 'The rank in the first caption is the smallest one that explains this share of variance.',
    min: 0.5,
    max: 0.99,
    step: 0.01,
    default: 0.9,
    more: true,
  }),
  seed: seed(),
};

export type Params = Values<typeof params>;
export type ModeName = Params['mode'];

/** Multiplications of one training step, times steps: keeps the largest sizes to a few seconds. */
const TRAINING_BUDGET = 1.5e9;

/** Keeps k and s within the input, and the training of many large networks short. */
export function fit({ k, s, d, h, n, M, steps }: Params): Partial<Params> {
  const most = Math.floor(TRAINING_BUDGET / (M * n * h * d));
  return { k: Math.min(k, d), s: Math.min(s, d), steps: Math.min(steps, most) };
}
