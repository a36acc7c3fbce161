import type { Question, Values } from '#demo';
import type { params } from './params.ts';

export const questions = [
  {
    id: 'shared-room',
    asks: 'The subspace has 40 dimensions here, all that the text side offers. Turn only k, until local CKA inside it finds the right shape among the first five for more than half of the texts.',
    start: { k: 40 },
    turn: ['k'],
    figure: 'dimensions',
    hints: [
      'The curve “top five” of the figure shows the answer for many k at once.',
      'The meaning has s = 8 directions; how many of the 40 can be about it?',
      'Try values near 8.',
    ],
    why: 'Whitening makes all 40 canonical directions equally loud, but only 8 of them are about the meaning; the other 32 correlate on the anchors by accident. Dropping them takes away noise that no map could turn into meaning.',
  },
  {
    id: 'enough-anchors',
    asks: 'Only 60 pairs are known here. Turn only the number of anchors, until local CKA inside the subspace finds the right shape among the first five for more than half of the texts.',
    start: { nA: 60 },
    turn: ['nA'],
    figure: 'correlations',
    hints: [
      'Compare the two curves: how far apart are the correlations on anchors and on queries?',
      'There are 48 + 40 features. With hardly more anchors than that, CCA finds correlations wherever it looks.',
      'Several anchors for each feature are needed: try 300 and more.',
    ],
    why: 'CCA chooses directions to correlate as much as possible on the anchors. With about as many anchors as features it always succeeds, and what it found means nothing on fresh pairs.',
  },
  {
    id: 'no-need',
    asks: 'When is a subspace not needed? Turn only the private strength γ, until the affine map between the full spaces matches more pairs than inside the CCA subspace.',
    start: { ratio: 3 },
    turn: ['ratio'],
    figure: 'pairs',
    hints: [
      'The first claim about matching subtracts the two shares: it must become negative.',
      'The subspace helps because private parts hide the shared one. Which way must γ go?',
      'Try values below 1.',
    ],
    why: 'A subspace helps against what is loud and private. Where the shared part is the loudest, the full spaces already agree; CCA then only adds the errors of directions learned from 400 pairs.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof typeof params>[];
