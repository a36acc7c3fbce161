import type { Question, Values } from '#demo';
import type { params } from './params.ts';

export const questions = [
  {
    id: 'enough-boost',
    asks: 'Text has most of the attention here. Find the smallest boost of the keys at which recurring objects get more attention than text.',
    start: { alphaK: 0 },
    turn: ['alphaK'],
    figure: 'attention',
    hints: [
      'In the bars of VideoAnchor, compare recurring objects with text while you raise α_K.',
      'A boost multiplies the attention of a token of score s by 1 + α_K s before all shares are scaled to sum to one.',
      'It lies between 2 and 10; where exactly depends on the sample.',
    ],
    why: 'The boost is a factor for each token, decided by its score alone: text keeps the factor one and loses only because all shares must sum to one.',
  },
  {
    id: 'query',
    asks: 'Two boosts are at zero here. With one of the two controls, bring more than a third of the attention to recurring objects.',
    start: { alphaK: 0, alphaQ: 0 },
    turn: ['alphaQ', 'alphaK'],
    figure: 'attention',
    hints: [
      'Try the query first and watch the bars.',
      'The query’s boost multiplies every number in its row alike, and the row is then scaled to sum to one.',
      'Only the keys’ boost treats tokens differently.',
    ],
    why: 'A factor that is common to a whole row cancels when the row is normalised: in exact arithmetic α_Q cannot change the attention. This is a finding of ours, not of the paper.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof typeof params>[];
