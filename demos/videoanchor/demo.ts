import { defineDemo } from '#demo';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'VideoAnchor',
  tagline: 'Tokens that many others can be rebuilt from get more attention, without any training.',
  family: 'clustering',
  paper: {
    title:
      'VideoAnchor: Reinforcing Subspace-Structured Visual Cues for Coherent Visual-Spatial Reasoning',
    authors: ['Zhaozhi Wang', 'Tong Zhang', 'Mingyue Guo', 'Yaowei Wang', 'Qixiang Ye'],
    year: 2025,
    arxiv: '2509.25151',
    code: 'https://github.com/feufhd/VideoAnchor',
  },
  params,
  presets: {
    paper: {
      label: 'Defaults',
      says: 'Six frames, two objects that recur in all of them, boosts as the paper sets them for an 8B model: attention moves from text to the recurring objects.',
      at: {},
    },
    breaks: {
      label: 'Two frames only',
      says: 'With two frames hardly anything recurs: recurring objects are no easier to rebuild than passing ones, and k-means scores them better.',
      at: { F: 2 },
      fails: ['beats-kmeans', 'ranks-kmeans'],
    },
    exact: {
      label: 'The noise is rebuilt too',
      says: 'α = 800, the authors’ value for real features, with these few noisy tokens: the coefficients spread over all tokens to rebuild the noise, and the groups are lost.',
      at: { alpha: '800' },
      fails: ['odds-gain', 'beats-kmeans', 'ranks-kmeans'],
    },
    lumped: {
      label: 'Too few clusters',
      says: 'With three clusters the clutter is lumped into large groups and boosted like a recurring object.',
      at: { K: 3 },
    },
    blobs: {
      label: 'Compact objects',
      says: 'Far from the origin each object is a compact blob: closeness now tells who belongs together, and k-means does as well or better.',
      at: { mu: 1.5 },
      fails: ['ranks-kmeans'],
    },
  },
  tour: [
    {
      at: { alphaK: 0, alphaV: 0 },
      look: 'Without boosts, text takes more than half of the attention: compare the bars, which are all alike now.',
      figure: 'attention',
    },
    {
      at: {},
      look: 'Look at “uniform”: more attention to vision, but recurring objects and other vision grow by the same factor. VideoAnchor moves most of it to recurring objects.',
      figure: 'attention',
    },
    {
      at: { order: 'object' },
      look: 'This is how it knows. Each column rebuilds a token from a few others; sorted by object, most coefficients stand in blocks: tokens of one object, in any frame, rebuild each other.',
      figure: 'coefficients',
    },
    {
      at: {},
      look: 'The score is high for tokens that help to rebuild many others and are in a large group.',
      figure: 'score',
    },
    {
      at: { alphaQ: 10 },
      look: 'Drag α_Q from 0 to 10. Nothing moves. Why? It multiplies a whole row, and the row is then scaled to sum to one.',
      figure: 'attention',
    },
    {
      at: { F: 2 },
      look: 'With two frames hardly anything recurs: a passing object’s three tokens rebuild each other as well as a recurring object’s four, and the preference is mostly gone.',
      figure: 'attention',
    },
    {
      at: { K: 3 },
      look: 'With three clusters for many objects, clutter is lumped together, becomes the largest group, and is boosted.',
      figure: 'grid',
    },
    {
      at: { alpha: '800', order: 'object' },
      look: 'At α = 800 even the noise must be rebuilt, and that takes a little of every token: the blocks drown. Lower α step by step to 8 and watch them come back.',
      figure: 'coefficients',
    },
    {
      at: { mu: 1.5 },
      look: 'Here objects are compact blobs far from the origin: k-means groups them well and needs no subspaces.',
      figure: 'grid',
    },
  ],
  questions,
  cover: 'attention',
  fit,
  flow: () => import('./flow.ts'),
});
