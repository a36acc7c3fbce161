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
      says: 'With two frames hardly anything recurs: recurring objects are no easier to rebuild than passing ones. K-means groups their tokens about as well and ranks them better.',
      at: { F: 2 },
      fails: ['ranks-kmeans', 'groups'],
    },
    exact: {
      label: 'The noise is rebuilt too',
      says: 'α = 800, the authors’ value for real features, with these few noisy tokens: the coefficients spread over all tokens to rebuild the noise, and the groups are lost.',
      at: { alpha: '800' },
      fails: ['odds-gain', 'beats-kmeans', 'ranks-kmeans', 'groups'],
    },
    lumped: {
      label: 'Too few groups',
      says: 'With three groups, passing objects and lone tokens must join a recurring object or form one large group of their own. Either way they count as many and are boosted.',
      at: { K: 3 },
    },
    blobs: {
      label: 'Compact objects',
      says: 'Far from the origin each object is a compact blob: closeness now tells who belongs together, and k-means groups the recurring objects better.',
      at: { mu: 1.5 },
      fails: ['ranks-kmeans', 'groups'],
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
      look: 'Look at “uniform”: more attention to vision, but recurring objects and other vision grow by the same factor. With “VideoAnchor” it is mostly recurring objects that gain.',
      figure: 'attention',
    },
    {
      at: { order: 'object' },
      look: 'This is how it knows. Each column rebuilds a token from a few others; sorted by object, the large coefficients stand in blocks: tokens of one object, in any frame, rebuild each other.',
      figure: 'coefficients',
    },
    {
      at: {},
      look: 'The score is high for tokens that help to rebuild many others and are in a large group. In sample 42 object A is split into three groups, so that most of its tokens score lower than those of B.',
      figure: 'score',
    },
    {
      at: { alphaQ: 10 },
      look: 'Drag α_Q from 0 to 10. Nothing moves. Why? It multiplies a whole row, and the row is then scaled to sum to one.',
      figure: 'attention',
    },
    {
      at: { F: 2 },
      look: 'With two frames hardly anything recurs: a passing object’s three tokens rebuild each other as well as a recurring object’s four, and the preference for what recurs is gone or turned round.',
      figure: 'attention',
    },
    {
      at: { K: 3 },
      look: 'Three groups are too few for eight objects and the lone tokens. Many of these land in the group of A or of B, or together in a third, and score as part of a large group.',
      figure: 'grid',
    },
    {
      at: { alpha: '800', order: 'object' },
      look: 'At α = 800 even the noise must be rebuilt, and that takes a little of nearly every token; the lone tokens, in the last columns, take most. The blocks drown. Lower α step by step to 8 and watch them come back.',
      figure: 'coefficients',
    },
    {
      at: { mu: 1.5 },
      look: 'Here objects are compact blobs far from the origin: k-means groups the recurring ones well and needs no subspaces.',
      figure: 'grid',
    },
  ],
  questions,
  cover: 'attention',
  fit,
  flow: () => import('./flow.ts'),
});
