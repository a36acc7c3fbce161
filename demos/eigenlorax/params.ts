import { int, real, seed, type Values } from '#demo';

/** The largest K and the largest P; inputs are drawn for both, so that moving K or P retrains no donor. */
export const MAX_COMPONENTS = 12;

export const params = {
  share: real({
    min: 0,
    max: 1,
    step: 0.01,
    default: 0.97,
    label: 'How much the tasks share',
    symbol: 'ρ',
    help: 'At 1 all tasks lie in one common subspace, at 0 each has random directions of its own.',
  }),
  K: int({
    min: 1,
    max: MAX_COMPONENTS,
    default: 4,
    label: 'Principal components kept',
    symbol: 'K',
    help: 'How many principal directions of the donors’ factors span the subspace for the new adapter.',
  }),
  ntrain: int({
    min: 6,
    max: 192,
    step: 6,
    default: 12,
    label: 'Samples of the new task',
    symbol: 'k',
    help: 'How many samples the new adapter is trained on.',
  }),
  P: int({
    min: 0,
    max: MAX_COMPONENTS,
    default: 0,
    label: 'Pseudo-components added',
    symbol: 'P',
    help: 'Random directions, made orthogonal to the principal ones and to each other.',
  }),
  N: int({
    min: 1,
    max: 16,
    default: 8,
    label: 'Donors',
    symbol: 'N',
    help: 'How many trained adapters the components are taken from.',
    more: true,
  }),
  r: int({
    min: 1,
    max: 4,
    default: 2,
    label: 'Rank of an adapter',
    symbol: 'r',
    help: 'The rank of every task, every donor and the new adapter.',
    more: true,
  }),
  s: int({
    min: 2,
    max: 8,
    default: 4,
    label: 'Dimension of what is shared',
    symbol: 's',
    help: 'How many common directions are planted, on the side of inputs and on that of outputs.',
    more: true,
  }),
  sigma: real({
    min: 0,
    max: 1,
    step: 0.05,
    default: 0.2,
    label: 'Noise of the samples',
    symbol: 'σ',
    help: 'Standard deviation of the noise on every output, for donors and the new task.',
    more: true,
  }),
  n: int({
    min: 12,
    max: 48,
    step: 12,
    default: 24,
    label: 'Width of the layer',
    symbol: 'n',
    help: 'How many inputs the layer has, and how many outputs (m = n).',
    more: true,
  }),
  seed: seed(),
};

export type Params = Values<typeof params>;

/** N r centred columns span at most N r − 1 directions: more components would be arbitrary. */
export function fit({ N, r, K, P, n }: Params): Partial<Params> {
  const donors = r === 1 ? Math.max(N, 2) : N;
  const components = Math.min(K, n, donors * r - 1);
  return { N: donors, K: components, P: Math.min(P, n - components) };
}
