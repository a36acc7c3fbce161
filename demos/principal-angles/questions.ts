import type { Question, Values } from '#demo';
import type { params } from './params.ts';

export const questions = [
  {
    id: 'by-chance',
    asks: 'Nothing is shared here. Turn only the dimension of the space, until unrelated subspaces overlap by more than 0.4 on average.',
    start: { shared: 0 },
    turn: ['n'],
    figure: 'chance',
    hints: [
      '“What chance gives” shows the overlap of unrelated subspaces at every dimension. Which way must n go?',
      'On average the overlap is max(k, l)/n.',
      'With k = l = 6 you need 6/n > 0.4.',
    ],
    why: 'In few dimensions subspaces have no room to avoid each other: 6 of 12 directions overlap by one half with nothing in common. Compare an overlap with max(k, l)/n before you call it large.',
  },
  {
    id: 'tilted',
    asks: 'Three of the six directions are shared, but tilted. Find the largest tilt, in whole degrees, at which the two subspaces still overlap more than twice as much as chance gives.',
    start: { tilt: 20 },
    turn: ['tilt'],
    figure: 'angles',
    hints: [
      'One of the claims measures exactly this: watch its number while you turn the tilt.',
      'The overlap is the mean of cos² θ over six angles, and three of them are the tilt.',
      'It lies between 45° and 60°; where exactly depends on the sample.',
    ],
    why: 'The squared cosine falls slowly: directions tilted by 50° still count four tenths of a perfect match. An overlap above chance does not mean that anything is shared exactly; only the angles tell.',
  },
  {
    id: 'same-overlap',
    asks: 'Here all six directions are shared, all tilted alike. Find the tilt at which the overlap is what it would be if three of them agreed exactly and the other three were perpendicular (to within 0.01).',
    start: { shared: 6, tilt: 10 },
    turn: ['tilt'],
    figure: 'distances',
    hints: [
      'Work out that overlap first: it is the mean of six squared cosines.',
      'Three of them are 1 and three are 0.',
      'You need six equal squared cosines with the same mean, so cos² τ = 0.5.',
    ],
    why: 'Half of the directions shared exactly, or all of them at 45°: the overlap is one half both times. One number cannot tell these apart; the list of angles does.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof typeof params>[];
