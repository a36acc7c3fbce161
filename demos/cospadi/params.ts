import { choice, int, real, seed, type Values } from '#demo';

export const params = {
  cr: real({
    min: 0.1,
    max: 0.7,
    step: 0.05,
    default: 0.3,
    label: 'Compression',
    symbol: 'cr',
    help: 'The share of the stored numbers that is saved.',
  }),
  rho: real({
    min: 1,
    max: 5,
    step: 0.25,
    default: 2,
    label: 'Atoms for each non-zero',
    symbol: 'ρ = k/s',
    help: 'How the budget is split: at 1 every column uses all atoms, above 1 each picks its own few.',
  }),
  source: choice({
    label: 'What is compressed',
    options: {
      trained: 'a trained layer',
      gauss: 'pure noise',
      lowrank: 'a low-rank matrix',
    },
    default: 'trained',
    help: 'The first layer of a network trained here, a Gaussian matrix, or one planted subspace.',
  }),
  r0: int({
    min: 2,
    max: 20,
    default: 12,
    label: 'Rank of the low-rank matrix',
    symbol: 'r₀',
    help: 'Counts only where a low-rank matrix is compressed.',
    more: true,
  }),
  iters: int({
    min: 1,
    max: 60,
    default: 15,
    label: 'Alternations',
    symbol: 'T',
    help: 'How often codes and dictionary are renewed in turn; the paper takes 60.',
    more: true,
  }),
  groups: int({
    min: 2,
    max: 8,
    default: 5,
    label: 'Groups of inputs',
    symbol: 'g',
    help: 'Each group has an input subspace and a task of its own.',
    more: true,
  }),
  gdim: int({
    min: 2,
    max: 6,
    default: 4,
    label: 'Dimension of a group',
    help: 'The dimension of each group’s input subspace.',
    more: true,
  }),
  active: int({
    min: 1,
    max: 4,
    default: 2,
    label: 'Groups in a sample',
    help: 'How many groups each input is made of.',
    more: true,
  }),
  d1: int({
    min: 16,
    max: 48,
    default: 24,
    label: 'Inputs of the layer',
    symbol: 'd₁',
    help: 'The rows of W.',
    more: true,
  }),
  d2: int({
    min: 48,
    max: 192,
    default: 72,
    label: 'Hidden units of the layer',
    symbol: 'd₂',
    help: 'The columns of W.',
    more: true,
  }),
  nCal: int({
    min: 32,
    max: 1024,
    step: 32,
    default: 256,
    label: 'Calibration samples',
    symbol: 'N',
    help: 'How many inputs the calibrated methods look at.',
    more: true,
  }),
  xnoise: real({
    min: 0.02,
    max: 1,
    step: 0.02,
    default: 0.1,
    label: 'Noise of the inputs',
    help: 'Standard deviation of what is added to every input in all directions.',
    more: true,
  }),
  seed: seed(),
};

export type Params = Values<typeof params>;

/** Alternations times numbers in W that still feel quick in a browser. */
const WORK = 180_000;
/** As many alternations as the curves take are always allowed. */
const ALWAYS = 15;

/** Corrections that keep the parameters meaningful together. */
export const fit = (p: Params): Partial<Params> => ({
  active: Math.min(p.active, p.groups),
  r0: Math.min(p.r0, p.d1),
  iters: Math.min(p.iters, Math.max(ALWAYS, Math.floor(WORK / (p.d1 * p.d2)))),
});
