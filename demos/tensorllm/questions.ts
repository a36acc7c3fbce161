import type { Question, Values } from '#demo';
import type { params } from './params.ts';

export const questions = [
  {
    id: 'no-cliff',
    asks: 'Find the smallest rank R₁ at which the compressed layer still answers at least nine tenths as many questions rightly as the original.',
    start: { R1: 12 },
    turn: ['R1'],
    figure: 'accuracy',
    hints: [
      'The first claim shows both accuracies. Turn R₁ down and watch the curve of TensorLLM.',
      'The original’s accuracy times 0.9 is what you need.',
      'The tokens live in five dimensions: look close to that number.',
    ],
    why: 'The heads need about as many directions as the tokens have, and not one more. Above that number a rank only adds noise; below it something that is needed goes.',
  },
  {
    id: 'which-dimension',
    asks: 'Here R₂ = 2 is too small for the heads. Find the smallest R₂ at which the compressed layer is at least as accurate as the original, with R₁ = 5.',
    start: { R2: 2 },
    turn: ['R2'],
    figure: 'methods',
    hints: [
      'Compare the first two bars while you turn R₂.',
      'The spectrum of the head dimension has no knee, so it cannot be cut far.',
      'It lies between 4 and 8; where exactly depends on the sample.',
    ],
    why: 'Each head uses its own directions inside, turned against those of the others, so this dimension is not shared and nearly all of it is needed. What heads share is the model dimension.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof typeof params>[];
