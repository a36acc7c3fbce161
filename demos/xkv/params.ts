import { choice, int, real, seed, type Values } from '#demo';

export const params = {
  align: real({
    label: 'How slowly the stream turns',
    symbol: 'α',
    help: 'At 1 every layer reads the same stream; at 0 each layer reads an unrelated one.',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0.8,
  }),
  group: choice<'1' | '2' | '4' | '8'>({
    label: 'Layers that share one SVD',
    symbol: 'G',
    help: 'How many neighbouring layers are compressed together; 1 is the per-layer SVD.',
    options: { 1: '1 (per layer)', 2: '2', 4: '4', 8: '8' },
    default: '4',
  }),
  comp: real({
    label: 'Compression rate',
    symbol: 'c',
    help: 'The full cache holds this many times as many numbers as the compressed one.',
    min: 1.5,
    max: 16,
    step: 0.5,
    default: 4,
    unit: '×',
  }),
  cache: choice({
    label: 'Cache shown in the maps',
    help: 'Which of the two caches the heat maps show; it changes no other figure.',
    options: { values: 'Values', keys: 'Keys' },
    default: 'values',
  }),
  tie: real({
    label: 'Sameness of the projections',
    symbol: 'τ',
    help: 'At 1 all layers use the same key and value projections, which is the world MiniCache hopes for.',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0,
    more: true,
  }),
  decay: real({
    label: 'Decay of the token spectrum',
    symbol: 'β',
    help: 'How fast the directions of the token embeddings lose weight; 0 makes all directions equal.',
    min: 0,
    max: 2,
    step: 0.1,
    default: 1,
    more: true,
  }),
  gamma: real({
    label: 'Tokens MiniCache leaves unmerged',
    symbol: 'γ',
    help: 'Tokens whose angle lies in the top share γ of the range of angles are kept as they are.',
    min: 0,
    max: 0.5,
    step: 0.05,
    default: 0.05,
    more: true,
  }),
  layers: int({
    label: 'Layers',
    symbol: 'N',
    help: 'How many decoder layers, hence how many caches of each kind.',
    min: 4,
    max: 16,
    step: 2,
    default: 8,
    more: true,
  }),
  n: int({
    label: 'Tokens',
    symbol: 'n',
    help: 'Length of the text; short texts make the per-layer factors expensive.',
    min: 64,
    max: 512,
    step: 32,
    default: 256,
    more: true,
  }),
  D: int({
    label: 'Width of the stream',
    symbol: 'D',
    help: 'Channels of the residual stream.',
    min: 32,
    max: 96,
    step: 16,
    default: 64,
    more: true,
  }),
  heads: int({
    label: 'Heads',
    symbol: 'H',
    help: 'Attention heads in each layer.',
    min: 1,
    max: 2,
    default: 2,
    more: true,
  }),
  hd: int({
    label: 'Channels of a head',
    symbol: 'h',
    help: 'Each cache has d = H·h channels; RoPE needs an even number for each head.',
    min: 4,
    max: 16,
    step: 2,
    default: 8,
    more: true,
  }),
  qkGain: real({
    label: 'Sharpness of attention',
    symbol: 'g',
    help: 'Multiplies the queries: the larger, the fewer tokens a query looks at.',
    min: 1,
    max: 6,
    step: 0.5,
    default: 3,
    more: true,
  }),
  seed: seed(),
};

export type Params = Values<typeof params>;

/** The group size as a number. */
export const groupSize = ({ group }: Pick<Params, 'group'>): number => Number(group);

/** A group cannot be larger than the stack of layers, and RoPE turns channels in pairs. */
export function fit({ group, layers, hd }: Params): Partial<Params> {
  return {
    group: groupSize({ group }) > layers ? '4' : group,
    hd: hd - (hd % 2),
  };
}
