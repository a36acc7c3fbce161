import { defineDemo } from '#demo';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'EigenLoRAx',
  tagline:
    'Eight old adapters already span the room in which the ninth one lives; a dozen examples find its place.',
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
      says: 'Every task has directions of its own. There is no cliff in the spectrum, and recycling the donors is worse than starting from scratch.',
      at: { share: 0 },
      fails: ['C1', 'C2', 'C3', 'C4'],
    },
    plenty: {
      label: 'Partly shared, many samples',
      says: 'A fifth of each task lies outside. With 192 samples LoRA learns nearly all of it, EigenLoRAx stops at its floor.',
      at: { share: 0.8, ntrain: 192 },
      fails: ['C1', 'C2', 'C4'],
    },
    small: {
      label: 'Too small a room',
      says: 'Two components for four planted directions: half of the room is missing.',
      at: { K: 2 },
      fails: ['C1', 'C2', 'C3', 'C4'],
    },
    large: {
      label: 'Too large a room',
      says: 'Twelve components: the floor is lower, but twelve samples cannot tell so many loadings, and the error rises.',
      at: { K: 12 },
      fails: ['C5'],
    },
    padded: {
      label: 'Two donors, padded',
      says: 'Two donors span three directions at most. Nine pseudo-components lower the floor, at the price of four times as many loadings.',
      at: { N: 2, K: 3, P: 9, ntrain: 192 },
      fails: ['C2', 'C5'],
    },
  },
  tour: [
    {
      at: {},
      look: 'Eight adapters, trained apart. The eigenvalues of their stacked factors fall off a cliff after the fourth: four directions on each side are what the tasks have in common.',
      figure: 'scree',
    },
    {
      at: {},
      look: 'So a new adapter needs only its coefficients on these directions: far fewer numbers to train, and fewer to store for each further task.',
      figure: 'cost',
    },
    {
      at: {},
      look: 'With twelve samples the loadings come down close to the floor. LoRA from scratch, stopped at its best step, stays far above; a random subspace of the same size learns nothing.',
      figure: 'curves',
    },
    {
      at: { ntrain: 192 },
      look: 'Go to many samples. LoRA passes below the floor, because a part of the task lies outside the subspace: cheap is not free.',
      figure: 'crossover',
    },
    {
      at: { share: 0 },
      look: 'Now the tasks share nothing. The cliff is gone, and with it every advantage: the donors’ subspace is no better than a random one.',
      figure: 'scree',
    },
    {
      at: { K: 2 },
      look: 'Too small a room: with two components the floor is high. Move K to 12: the floor falls, but the curve stops far above it.',
      figure: 'curves',
    },
    {
      at: { N: 2, K: 3, P: 9, ntrain: 192 },
      look: 'Two donors only. Move P from 0 to 9: random directions make the room larger and the floor falls. They help when donors are few, and each must be trained.',
      figure: 'curves',
    },
  ],
  questions,
  cover: 'scree',
  fit,
  flow: () => import('./flow.ts'),
});
