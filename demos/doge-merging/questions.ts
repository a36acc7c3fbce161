import type { Question, Values } from '#demo';
import type { params } from './params.ts';

export const questions = [
  {
    id: 'interference',
    asks: 'Here the tasks read unrelated input directions. Find the smallest overlap at which DOGE is at least 0.04 ahead of the better of task arithmetic and TIES.',
    start: { overlap: 0 },
    turn: ['overlap'],
    figure: 'retained',
    hints: [
      'The first claim shows the lead. Raise the overlap and watch it.',
      'The map of cosines shows how much the task vectors have in common: the more they overlap, the more often a sum counts the same thing.',
      'It is 0.5 or less at most samples; where exactly depends on the sample.',
    ],
    why: 'Where task vectors overlap, adding them counts the common part several times, and averaging them makes the rest too small. The rivals have one coefficient for both; Δ chooses row by row. With less overlap there is less to gain, and the projection takes it back: switch it off, and DOGE mostly leads at overlap 0 too.',
  },
  {
    id: 'descent',
    asks: 'The modification Δ starts at zero, and the projection is off. Find the smallest number of steps after which the objective is at most a twentieth of what it was.',
    start: { steps: 0, project: false },
    turn: ['steps'],
    figure: 'objective',
    hints: [
      'A claim shows the objective after the descent over that before it.',
      'Each step can only lower the objective: set many steps, and look for the first point of the curve that is low enough.',
      'At most samples it is between 20 and 140; where exactly depends on the sample.',
    ],
    why: 'The objective is a bowl (a convex quadratic) and the step size cannot overshoot: it falls fast at first and slowly later, as the flat directions of the bowl remain. Now switch the projection on: it forbids some directions, so that the curve comes to rest higher up.',
  },
  {
    id: 'protect',
    asks: 'The larger the divisor, the fewer directions are protected. Find the largest divisor at which the protected directions still hold at least 85 % of the planted shared direction.',
    start: { subspace: 12 },
    turn: ['subspace'],
    figure: 'shared',
    hints: [
      'The caption of the spectrum says how much of the planted direction is held, and how many directions there are.',
      'The number of directions is min(m, n) over the divisor, rounded down: several divisors give the same number.',
      'It is 6 or less at most samples. On a few not even the divisor 2 will do; then take another sample.',
    ],
    why: 'The common direction stands out in the spectrum because many tasks have it, but each task’s own part tilts the singular vectors. A few more directions catch what was tilted away; but the more is protected, the less is left for Δ to mend.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof typeof params>[];
