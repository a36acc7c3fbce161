import type { Question, Values } from '#demo';
import type { params } from './params.ts';

export const questions = [
  {
    id: 'interference',
    asks: 'Here the tasks read unrelated input directions. Find the smallest overlap at which DOGE is at least 0.05 ahead of the better of task arithmetic and TIES.',
    start: { overlap: 0 },
    turn: ['overlap'],
    figure: 'retained',
    hints: [
      'The first claim shows the lead. Raise the overlap and watch it.',
      'The map of cosines shows how much the task vectors have in common: where they are orthogonal there is nothing to resolve.',
      'It lies between 0.1 and 0.6; where exactly depends on the sample.',
    ],
    why: 'Orthogonal task vectors can simply be added up. Only where they overlap does adding count the common part several times, and a choice for each row and task pays.',
  },
  {
    id: 'descent',
    asks: 'The modification Δ starts at zero. Find the smallest number of steps after which the objective is at most a tenth of what it was.',
    start: { steps: 0 },
    turn: ['steps'],
    figure: 'objective',
    hints: [
      'A claim shows the objective after the descent over that before it.',
      'Each step can only lower the objective, so look for the first point of the curve that is low enough.',
      'At some samples 20 steps will do, at others more than 100 are needed.',
    ],
    why: 'The objective is a convex quadratic with a safe step size: it falls fast at first and slowly later, as the directions with little curvature remain. The projection sets a floor that it cannot pass.',
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
      'It is 6 or less at most samples.',
    ],
    why: 'The common direction stands out in the spectrum because many tasks have it, but each task’s own part tilts the singular vectors. A few directions more catch what was tilted away.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof typeof params>[];
