import type { Question, Values } from '#demo';
import type { params } from './params.ts';

export const questions = [
  {
    id: 'knee',
    asks: 'Find the smallest number of principal components that hold at least 90 % of the variance on both sides.',
    start: { K: 12 },
    turn: ['K'],
    figure: 'scree',
    hints: [
      'The first claim shows both shares. Lower K and watch the lesser one.',
      'The eigenvalues fall off a cliff. The components before it are the ones that matter.',
      'Four directions are planted on each side.',
    ],
    why: 'The donors were trained one by one, and nobody told them what they have in common. Their principal components find it nevertheless, through the noise of training and the random starts.',
  },
  {
    id: 'crossover',
    asks: 'Find the smallest number of samples at which LoRA from scratch has a lower error than EigenLoRAx.',
    start: { ntrain: 192 },
    turn: ['ntrain'],
    figure: 'crossover',
    hints: [
      'The second claim shows the ratio of both errors, LoRA’s divided by that of EigenLoRAx. Below 1 LoRA is ahead.',
      'In the figure, look where the two lines cross.',
      'The sizes drawn lie far apart: between two of them move the slider step by step. On a few samples (seeds) LoRA is also ahead at the far left, where six are too few for either.',
    ],
    why: 'An adapter in a small subspace is learned from few samples but has a floor: what lies outside cannot be learned. LoRA has no floor; it only needs more samples.',
  },
  {
    id: 'padding',
    asks: 'Here are only two donors and many samples. Find the smallest number of pseudo-components with which the floor is at least a tenth lower than without.',
    start: { N: 2, K: 3, ntrain: 192, P: 0 },
    turn: ['P'],
    figure: 'curves',
    hints: [
      'The floor with and without pseudo-components stands among the last of the claims.',
      'Each pseudo-component makes the subspace larger, so the floor can only fall. Add one at a time.',
    ],
    why: 'Two donors of rank 2, centred, span three directions at most, and four are planted. Random directions catch a little of what is missing. They do so blindly, so it takes several, and each must be trained.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof typeof params>[];
