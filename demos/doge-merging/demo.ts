import { defineDemo } from '#demo';
import { params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'DOGE merging',
  tagline:
    'Before fine-tuned models are merged, one common modification is found without data, by projected descent.',
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
      says: 'Three input directions for each task, and nothing shared on either side: one number for each row and task cannot tell three directions apart, and tuned task arithmetic is better.',
      at: { rank: 3, overlap: 0, shared: 0 },
      fails: ['C1'],
    },
    free: {
      label: 'No projection',
      says: 'The gradient is used as it is. On most samples a little more is retained, but the shared subspace is no longer left alone.',
      at: { project: false },
      fails: ['C5'],
    },
    adam: {
      label: 'Adam',
      says: 'The optimiser of the library code, 400 steps. The gradient is projected, yet Δ gets into the shared subspace.',
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
      look: 'Turn the overlap from 0 to 0.8 and watch the cosines, then the bars. At 0 the task vectors hardly disturb each other, and task arithmetic does well; the more they overlap, the worse one coefficient for all rows fits.',
      figure: 'cosines',
    },
    {
      at: {},
      look: 'Which output directions do the tasks share? A singular value well above 1 belongs to a direction that many of them have. The first k are protected: the descent may not touch them.',
      figure: 'shared',
    },
    {
      at: { project: false },
      look: 'Now let Δ go free. The objective falls further, and the caption says how much of Δ, by length, now lies in the shared subspace. In this toy the projection mostly costs the tasks at hand a little.',
      figure: 'objective',
    },
    {
      at: { project: false, keep: 100 },
      look: 'Without trimming, too, only the idea is left. The curve of DOGE is nearly flat: Δ makes up for any coefficient, because it settles row by row what is averaged and what is added up. Its rivals depend on their one number.',
      figure: 'tuning',
    },
    {
      at: { optimizer: 'adam', steps: 400 },
      look: 'Projection and trimming are on again, but Adam divides every entry of the gradient by its own recent size. What comes out is no longer a projected gradient, and Δ leaks into the protected subspace: see the caption.',
      figure: 'objective',
    },
    {
      at: { rank: 3, overlap: 0, shared: 0 },
      look: 'Three input directions for each task and nothing in common: the objective looks at one number for each row and task, and that is too few. It still falls, but task arithmetic keeps more.',
      figure: 'retained',
    },
  ],
  questions,
  cover: 'retained',
  flow: () => import('./flow.ts'),
});
