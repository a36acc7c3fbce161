import type { Question, Values } from '#demo';
import type { Params, params } from './params.ts';

export const questions = [
  {
    id: 'directions',
    asks: 'Find the smallest number of directions with which a projected model scores nearly as well as with its own weights: at most 0.05 less.',
    start: { s: 6, k: 2 },
    turn: ['k'],
    figure: 'held-out',
    hints: [
      'Compare the bars of the projected model and of its own weights while you raise k.',
      'The score climbs with every direction that was missing, then stays where it is.',
      'How many input directions carry signal in each task? See “Signal dimension” under “More controls”.',
    ],
    why: 'The networks need as many directions as the tasks have signal directions, not more: the shared weight subspace is the subspace of the data that all tasks look at.',
  },
  {
    id: 'one-start',
    asks: 'Nobody has learned anything here. Find the smallest share of models reusing one start, in steps of 0.1, at which the first four flattened directions hold more than twice as much variance as chance gives.',
    start: { steps: 0, sameSeed: 0, mode: 'model' },
    turn: ['sameSeed'],
    figure: 'scree',
    hints: [
      'Compare the trained curve (not trained at all here) with the one turned at random, at four directions.',
      'One of the findings below has the ratio of the two: for models, flattened.',
      'It lies between 0.2 and 0.6.',
    ],
    why: 'Reused starts look like a common subspace without any learning. Before calling one universal, ask who started where, and compare with a null that keeps everything but the common direction.',
  },
  {
    id: 'few-models',
    asks: 'With ten models a steep curve is easy to get. Find the smallest number of directions that hold 90 % of the variance even of weights turned at random.',
    start: { M: 10, mode: 'model', k: 1 },
    turn: ['k'],
    figure: 'scree',
    hints: [
      'The scree plot has a curve for the weights turned at random: where does it pass 0.9?',
      'The table below the figure has its numbers, one row for each number of directions.',
      'Ten models differ from their mean in at most nine directions, so nine hold everything.',
    ],
    why: 'Ten matrices of any kind span at most nine directions around their mean, so every curve is steep. Only the distance to the null says that something is shared.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof Params>[];
