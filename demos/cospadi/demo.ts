import { defineDemo } from '#demo';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'CoSpaDi',
  tagline:
    'A weight matrix as a dictionary of which every column picks its own few atoms, against one shared subspace of the same storage.',
  family: 'compression',
  paper: {
    title: 'COSPADI: Compressing LLMs via Calibration-Guided Sparse Dictionary Learning',
    authors: [
      'Denis Makhov',
      'Dmitriy Shopkhoev',
      'Magauiya Zhussip',
      'Ammar Ali',
      'Stamatios Lefkimmiatis',
    ],
    year: 2025,
    arxiv: '2509.22075',
  },
  params,
  presets: {
    paper: {
      label: 'Defaults',
      says: 'The first layer of a trained network, ρ = 2 as in the paper: columns that choose their atoms beat one shared subspace.',
      at: {},
    },
    breaks: {
      label: 'One real subspace',
      says: 'All columns lie near one 12-dimensional subspace. The SVD has room for it; ten atoms a column do not.',
      at: { source: 'lowrank' },
      fails: ['C1', 'C2', 'C3'],
    },
    noise: {
      label: 'Pure noise',
      says: 'A Gaussian matrix has no structure at all, and the dictionary still wins: choosing is cheap and worth much.',
      at: { source: 'gauss' },
    },
    shared: {
      label: 'No choice',
      says: 'At ρ = 1 every column uses all atoms: the dictionary is a shared subspace, and about as good as the SVD of its rank.',
      at: { rho: 1 },
    },
    tight: {
      label: 'Tight budget',
      says: 'Six numbers of ten are saved. Both errors have grown, the order is the same.',
      at: { cr: 0.6 },
    },
  },
  tour: [
    {
      at: {},
      look: 'The numbers stored are the same for all bars, or more for the SVDs. Compare CoSpaDi with SVD-LLM, which both know the calibration inputs, and CoSpaDi† with SVD, which do not.',
      figure: 'errors',
    },
    {
      at: { rho: 1 },
      look: 'At ρ = 1 every column uses every atom: one shared subspace, and the curve starts at the level of the SVD of that rank. Follow the curve to ρ = 2: the error has about halved.',
      figure: 'rho',
    },
    {
      at: {},
      look: 'Each column of S lights other atoms; in the SVD’s coefficients every cell is filled.',
      figure: 'codes',
    },
    {
      at: { cr: 0.6 },
      look: 'Save more numbers, and both errors rise. The order stays.',
      figure: 'compression',
    },
    {
      at: { source: 'gauss' },
      look: 'Now W is pure noise, and the dictionary still wins. The gain comes from choosing: which ten of twenty is information that each column gets almost for free. It is no evidence of structure in the weights.',
      figure: 'errors',
    },
    {
      at: { source: 'lowrank' },
      look: 'Here one shared subspace is real and fits into the budget. The SVD finds it, the dictionary has too few coefficients a column, and the order is reversed.',
      figure: 'errors',
    },
  ],
  questions,
  cover: 'rho',
  fit,
  flow: () => import('./flow.ts'),
});
