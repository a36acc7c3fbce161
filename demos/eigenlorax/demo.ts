import { defineDemo } from '#demo';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'EigenLoRAx',
  tagline:
    'Eight old adapters already span the room in which the ninth one lives; a dozen samples find its place.',
  family: 'adapters',
  paper: {
    title:
      'EigenLoRAx: Recycling Adapters to Find Principal Subspaces for Resource-Efficient Adaptation and Inference',
    authors: ['Prakhar Kaushik', 'Ankit Vaidya', 'Shravan Chaudhari', 'Alan Yuille'],
    year: 2025,
    arxiv: '2502.04700',
    code: 'https://github.com/toshi2k2/EigenLoRA',
  },
  params,
  presets: {
    paper: {
      label: 'Defaults',
      says: 'Eight donors whose tasks lie almost in one subspace: its four components are enough to learn a ninth task from twelve samples.',
      at: {},
    },
    breaks: {
      label: 'Nothing shared',
      says: 'Every task has directions of its own. There is no cliff among the eigenvalues, and recycling the donors is worse than starting from scratch.',
      at: { share: 0 },
      fails: ['C1', 'C2', 'C3', 'C4'],
    },
    plenty: {
      label: 'Partly shared, many samples',
      says: 'With ρ = 0.8 a good part of each task lies outside the common subspace. From 192 samples LoRA learns nearly all of the new one; EigenLoRAx stops at its floor.',
      at: { share: 0.8, ntrain: 192 },
      fails: ['C1', 'C2', 'C4'],
    },
    small: {
      label: 'Too few components',
      says: 'Two components for four planted directions: half of the common subspace is missing.',
      at: { K: 2 },
      fails: ['C1', 'C2', 'C3', 'C4'],
    },
    large: {
      label: 'Too many components',
      says: 'Twelve components: the floor is lower, but twelve samples cannot settle so many loadings, and the error is higher than with four.',
      at: { K: 12 },
      fails: ['C5'],
    },
    padded: {
      label: 'Two donors, padded',
      says: 'Two donors of rank 2 show three directions at most. Nine pseudo-components lower the floor, at the price of four times as many loadings.',
      at: { N: 2, K: 3, P: 9, ntrain: 192 },
      fails: ['C2', 'C5'],
    },
  },
  tour: [
    {
      at: {},
      look: 'Eight adapters, trained apart. The eigenvalues of their stacked factors fall off a cliff after the fourth: each task lies almost entirely in the same four directions, on the side of the inputs and on that of the outputs.',
      figure: 'scree',
    },
    {
      at: {},
      look: 'So a new adapter needs only its coefficients on these directions: 16 numbers to train instead of 96, and as few to store for each further task.',
      figure: 'cost',
    },
    {
      at: {},
      look: 'With twelve samples the loadings come down close to the floor, the least error possible in their subspace. LoRA from scratch, even at its best step, stays far above; a random subspace of the same size learns next to nothing.',
      figure: 'curves',
    },
    {
      at: { ntrain: 192 },
      look: 'The same at six sample sizes. With many samples LoRA passes below the floor: it can learn the part of the task that lies outside the subspace, the loadings never can.',
      figure: 'crossover',
    },
    {
      at: { share: 0 },
      look: 'Now the tasks share nothing. The cliff is gone, and of the advantages only the small size is left: the donors’ subspace is no better than a random one.',
      figure: 'scree',
    },
    {
      at: { K: 2 },
      look: 'With two components the subspace is too small, and the floor is high. Move K to 12: the floor falls, but from twelve samples the loadings do not get near it.',
      figure: 'curves',
    },
    {
      at: { N: 2, K: 3, P: 9, ntrain: 192 },
      look: 'Only two donors, which show three directions. Move P down from 9 to 0 and watch the floor rise: the random directions made the subspace larger. They help when donors are few, and each brings loadings to be trained. LoRA, with so many samples, is still far below.',
      figure: 'curves',
    },
  ],
  questions,
  cover: 'scree',
  fit,
  flow: () => import('./flow.ts'),
});
