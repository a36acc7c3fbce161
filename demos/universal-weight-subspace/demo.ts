import { defineDemo } from '#demo';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'Universal weight subspace',
  tagline:
    'Thirty small networks, trained apart on different tasks: do their weights share a subspace, and who put it there?',
  family: 'representation',
  paper: {
    title: 'The Universal Weight Subspace Hypothesis',
    authors: [
      'Prakhar Kaushik',
      'Shravan Chaudhari',
      'Ankit Vaidya',
      'Rama Chellappa',
      'Alan Yuille',
    ],
    year: 2025,
    arxiv: '2512.05117',
    code: 'https://github.com/toshi2k2/unisub',
  },
  params,
  presets: {
    paper: {
      label: 'Defaults',
      says: 'Thirty networks from thirty starts, tasks that look at the same input directions: the weights share a subspace on the input side.',
      at: {},
    },
    breaks: {
      label: 'Nothing shared',
      says: 'Every task looks at directions of its own. The common weight subspace is gone, and with it everything it was good for.',
      at: { share: 0 },
      fails: ['C1', 'C2', 'C3', 'C4', 'C6'],
    },
    artefact: {
      label: 'Artefact: one shared start',
      says: 'No training at all, but four models in ten begin from the same random weights. Flattened, they look as if they shared a subspace.',
      at: { steps: 0, sameSeed: 0.4, mode: 'model' },
      fails: ['C1', 'C2', 'C3', 'C5', 'C6'],
    },
    lazy: {
      label: 'Large random starts',
      says: 'Networks that begin with large weights hardly move. What they learned is still shared, but the random rest dilutes the spectrum.',
      at: { init: 2 },
      fails: ['C1'],
    },
    few: {
      label: 'Few models',
      says: 'Eight flattened models, six directions: over nine tenths of the variance, and nearly as much by chance. A steep curve alone says nothing.',
      at: { M: 8, k: 6, mode: 'model' },
      fails: ['C2'],
    },
  },
  tour: [
    {
      at: {},
      look: 'Three curves. The trained one is nearly complete after four directions; the same weights turned at random, and the untrained ones, climb slowly.',
      figure: 'scree',
    },
    {
      at: { mode: 'model' },
      look: 'Now each model is one long vector. The gap between trained and turned at random almost closes: flattened, the models share little.',
      figure: 'scree',
    },
    {
      at: { k: 2 },
      look: 'With two directions the projected model has lost a good part of its score. Raise k: at four it is complete, and more add nothing.',
      figure: 'held-out',
    },
    {
      at: { share: 0 },
      look: 'The tasks no longer look at the same inputs. The trained curve falls on the one from chance; move the slider back to see it rise.',
      figure: 'scree',
    },
    {
      at: { steps: 0, sameSeed: 0.4, mode: 'model' },
      look: 'Nobody has learned anything here, yet the first directions explain about half of the variance: a reused start is enough.',
      figure: 'scree',
    },
    {
      at: {},
      look: 'Merging inside the subspace: whatever k, the result is the plain mean up to rounding. Only without centring would k matter.',
      figure: 'merging',
    },
  ],
  questions,
  cover: 'scree',
  fit,
  flow: () => import('./flow.ts'),
});
