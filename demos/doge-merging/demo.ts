import { defineDemo } from '#demo';
import { params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'DOGE merging',
  tagline:
    'Fine-tuned models are merged after one common modification, found without data by projected descent.',
  family: 'merging',
  paper: {
    title: 'Modeling Multi-Task Model Merging as Adaptive Projective Gradient Descent',
    authors: ['Yongxian Wei', 'Anke Tang', 'Li Shen', 'Zixuan Hu', 'Chun Yuan', 'Xiaochun Cao'],
    year: 2025,
    arxiv: '2501.01230',
    code: 'https://github.com/WalkerWorldPeace/DOGE',
  },
  params,
  presets: {
    paper: {
      label: 'Defaults',
      says: 'Six tasks, one input direction each, overlapping by half: the modification pays.',
      at: {},
    },
    breaks: {
      label: 'Nothing in common',
      says: 'Three directions for each task, and nothing shared on either side: one inner product per row cannot see three directions, and tuned task arithmetic is better.',
      at: { rank: 3, overlap: 0, shared: 0 },
      fails: ['C1'],
    },
    free: {
      label: 'No projection',
      says: 'The gradient is used as it is. Mostly more is retained, but the shared subspace is no longer left alone.',
      at: { project: false },
      fails: ['C5'],
    },
    adam: {
      label: 'Adam',
      says: 'The library code’s optimiser, 400 steps. The gradient is projected, yet the steps leave the allowed space.',
      at: { optimizer: 'adam', steps: 400 },
      fails: ['C5'],
    },
    start: {
      label: 'No descent',
      says: 'With Δ = 0, DOGE is task arithmetic with trimming and a coefficient for each task.',
      at: { steps: 0 },
      fails: ['C2', 'C4'],
    },
  },
  tour: [
    {
      at: {},
      look: 'Six experts become one matrix. The bars say how much of each expert’s gain it keeps: on average more with DOGE than with tuned task arithmetic or tuned TIES.',
      figure: 'retained',
    },
    {
      at: { steps: 0 },
      look: 'Without the descent Δ is zero. What is left of DOGE is task arithmetic with trimming and a coefficient for each task, and the lead is gone.',
      figure: 'retained',
    },
    {
      at: { overlap: 0.8 },
      look: 'Turn the overlap from 0 to 0.8. At 0 the task vectors hardly disturb each other and can be added up; the more they overlap, the worse one coefficient for all of them fits.',
      figure: 'cosines',
    },
    {
      at: {},
      look: 'Which output directions do the tasks share? A singular value well above 1 belongs to a direction that many of them have. The first k are protected: the descent may not touch them.',
      figure: 'shared',
    },
    {
      at: { project: false },
      look: 'Now let Δ go free. The objective falls further, but the caption says how much of Δ lies in the shared subspace. For the tasks at hand the constraint mostly costs something in this toy.',
      figure: 'objective',
    },
    {
      at: { optimizer: 'adam', steps: 400 },
      look: 'The projection is on again, but Adam divides every entry by its own size. The divided gradient is no longer a projected one, and Δ leaks into the protected subspace.',
      figure: 'objective',
    },
    {
      at: { rank: 3, overlap: 0, shared: 0 },
      look: 'Three directions for each task and nothing in common: each row and task has a single number to steer by, and that is too few. Task arithmetic is ahead.',
      figure: 'retained',
    },
  ],
  questions,
  cover: 'retained',
  flow: () => import('./flow.ts'),
});
