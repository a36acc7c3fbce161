import type { Question, Values } from '#demo';
import type { params } from './params.ts';

export const questions = [
  {
    id: 'split',
    asks: 'At ρ = 1 every column uses every atom. Find the smallest ρ at which the calibration error of CoSpaDi is at most three quarters of that of SVD-LLM.',
    start: { rho: 1 },
    turn: ['rho'],
    figure: 'rho',
    hints: [
      'The figure shows the error of every split at once, and the error of SVD-LLM as a line.',
      'Take three quarters of the line’s height. Where does the curve first lie below?',
      'A little choice goes a long way: look well below the paper’s ρ = 2.',
    ],
    why: 'With the same number of stored values, a larger dictionary of which each column uses a part beats a small one that all must share. Most of the gain is there as soon as columns have a choice.',
  },
  {
    id: 'squeeze',
    asks: 'SVD-LLM at compression 0.3 makes a certain output error. Find the largest compression at which CoSpaDi makes no larger one.',
    start: { cr: 0.1 },
    turn: ['cr'],
    figure: 'compression',
    hints: [
      'Read the error of SVD-LLM at cr = 0.3 in the figure.',
      'Follow that height to the right until the curve of CoSpaDi crosses it.',
      'It lies between 0.4 and 0.6; where exactly depends on the sample.',
    ],
    why: 'A lower error at equal storage is the same thing as less storage at equal error.',
  },
  {
    id: 'one-subspace',
    asks: 'One of the three matrices is better compressed by one shared subspace than by letting columns choose. Which?',
    start: {},
    turn: ['source'],
    figure: 'errors',
    hints: [
      'Compare the bars of SVD-LLM and CoSpaDi for each matrix.',
      'In which of the three do all columns lie in one subspace that is small enough for the SVD?',
    ],
    why: 'If the columns really share a subspace that fits into the budget, the SVD finds it and choosing wastes coefficients. Where they do not, even in pure noise, choosing pays.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof typeof params>[];
