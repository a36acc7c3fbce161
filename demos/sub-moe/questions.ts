import type { Question, Values } from '#demo';
import type { params } from './params.ts';

export const questions = [
  {
    id: 'fewest',
    asks: 'Find the smallest number of experts with which the merged layer still keeps at least 86 % of its output’s energy.',
    start: { k: 7 },
    turn: ['k'],
    figure: 'similarity',
    hints: [
      'The last claim that is measured shows the energy kept, 1 − error². Lower k and watch it.',
      'The map of the outputs shows which experts answer alike: count its blocks.',
      'Little is lost as long as no group has to hold two blocks.',
    ],
    why: 'Merging is cheap inside a family and dear across families. How many different jobs the experts do sets the limit, not how many experts there are.',
  },
  {
    id: 'common-start',
    asks: 'Here every expert began training from random weights of its own. Find the smallest common initialisation at which the merged layer keeps at least 86 % of its output’s energy.',
    start: { upcycle: 0 },
    turn: ['upcycle'],
    figure: 'errors',
    hints: [
      'The energy kept, 1 − error², is among the claims. The bars show the error of every method.',
      'The groups are right already; what is missing is that hidden units mean the same in all experts of a group.',
      'It lies between 0.2 and 0.7; where exactly depends on the sample.',
    ],
    why: 'Averaging needs common coordinates, not only a common job: experts that start as partial copies of one network keep their hidden units in the same places. No subspace of the weights repairs a shuffled order.',
  },
  {
    id: 'cut',
    asks: 'Now cut the rank of the merged experts. Find the smallest rank at which the error of Sub-MoE† is at most a quarter above that of the merge at full rank.',
    start: { rank: 12 },
    turn: ['rank'],
    figure: 'rank',
    hints: [
      'The claims give both errors: that of Sub-MoE† at your rank, and that of Sub-MoE at full rank beside the energy kept.',
      'Multiply the error at full rank by 1.25. Which points of Sub-MoE† lie below?',
      'It lies between 6 and 9; where exactly depends on the sample.',
    ],
    why: 'The cut knows which directions the tokens use, and drops those that hardly occur. A plain SVD of the average, which does not know, needs a higher rank for the same error.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof typeof params>[];
