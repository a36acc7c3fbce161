import { defineDemo } from '#demo';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'CoSpaDi',
  tagline:
    'Every column of a weight matrix picks its own few directions from a dictionary, against one shared subspace of the same storage.',
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
      says: 'All columns lie near one 12-dimensional subspace. An SVD of rank 13 has room for it; ten atoms a column cannot span it.',
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
      look: 'All bars store about as much, seven tenths of W, and the two SVDs a little more than the others. Compare CoSpaDi with SVD-LLM, which both know the calibration inputs; then CoSpaDi† with SVD, which do not.',
      figure: 'errors',
    },
    {
      at: { rho: 1 },
      look: 'At ρ = 1 every column uses every atom: one shared subspace, and the curve starts at the level of the SVD of that rank. Follow the curve to ρ = 2: the error has about halved.',
      figure: 'rho',
    },
    {
      at: {},
      look: 'Each row is a direction, each column a column of W. With CoSpaDi the cells that are filled differ from column to column; with SVD-LLM all cells are filled.',
      figure: 'codes',
    },
    {
      at: { cr: 0.6 },
      look: 'Save six numbers of ten instead of three, and both errors rise. The order stays.',
      figure: 'compression',
    },
    {
      at: { source: 'gauss' },
      look: 'Now W is pure noise, and the dictionary still wins. The gain comes from choosing: which ten of twenty is information that each column gets almost for free. It is no evidence of structure in the weights.',
      figure: 'errors',
    },
    {
      at: { source: 'lowrank' },
      look: 'Here one shared subspace is real and fits into the budget. The SVDs find it, the dictionary has too few coefficients a column, and the order is reversed.',
      figure: 'errors',
    },
  ],
  questions,
  cover: 'rho',
  fit,
  flow: () => import('./flow.ts'),
});
