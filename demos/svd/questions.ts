import type { Question, Values } from '#demo';
import { hadamard, picture } from './examples.ts';
import type { params } from './params.ts';

export const questions = [
  {
    id: 'enough',
    asks: 'This picture has 144 entries. Find the smallest rank that keeps at least 95 % of its energy.',
    start: { A: picture(), k: 6 },
    turn: ['k'],
    figure: 'energy',
    hints: [
      'The energy of a rank is its share of the sum of all squared singular values. “Energy kept” shows it for every rank.',
      'Follow the points of that figure from the left until one stands above 0.95.',
      'Lower the rank and watch the map of what is dropped: stop before it shows a picture.',
    ],
    why: 'Two patterns, each a column times a row, hold 98.6 % of this picture in 48 numbers instead of 144: its neighbouring rows are alike, and that is what low rank uses.',
  },
  {
    id: 'error',
    asks: 'Now ask for a small error instead. Find the smallest rank whose error, in the Frobenius norm, is below 1 % of the norm of the picture.',
    start: { A: picture(), k: 2 },
    turn: ['k'],
    figure: 'error-frobenius',
    hints: [
      '“Error in the Frobenius norm” shows the error of every rank. That of rank 0 is the norm of the picture itself.',
      'Divide the error of a rank by that of rank 0; the table below the figure has the digits.',
      'The squared error is the energy that is missing: an error of 1 % leaves out one part in ten thousand.',
    ],
    why: 'Energy and error are one thing on two scales: error² = 1 − energy, both as shares. Keeping 99 % of the energy still leaves an error of 10 %.',
  },
  {
    id: 'flat',
    asks: 'All entries of this matrix are 1 or −1. Find the smallest rank that keeps at least 70 % of its energy.',
    start: { A: hadamard(3), k: 1 },
    turn: ['k'],
    figure: 'values',
    hints: [
      'Look at the singular values first.',
      'They are all equal, so every further rank adds the same share of the energy.',
      'There are eight of them.',
    ],
    why: 'A flat spectrum has no directions that matter more: 70 % of the energy takes 6 of 8 directions here, where one of 12 keeps 82 % of the smooth picture. Low rank is a property of the matrix.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof typeof params>[];
