import { defineDemo } from '#demo';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'xKV',
  tagline:
    'Layers that disagree on every token can still span one token space: share its basis and the cache shrinks.',
  family: 'compression',
  paper: {
    title: 'xKV: Cross-Layer SVD for KV-Cache Compression',
    authors: [
      'Chi-Chih Chang',
      'Chien-Yu Lin',
      'Yash Akhauri',
      'Wei-Cheng Lin',
      'Kai-Chiang Wu',
      'Luis Ceze',
      'Mohamed S. Abdelfattah',
    ],
    year: 2025,
    arxiv: '2503.18893',
    code: 'https://github.com/abdelfattah-lab/xKV',
  },
  params,
  presets: {
    paper: {
      label: 'Defaults',
      says: 'A residual stream that turns slowly: low cosine, high CKA, and one shared basis for four layers pays.',
      at: {},
    },
    breaks: {
      label: 'Unrelated layers',
      says: 'Every layer reads a stream of its own. No shared token space is left, so the shared SVD only pays for a longer second factor.',
      at: { align: 0 },
      fails: ['C1b', 'C2a', 'C2b'],
    },
    miniCacheWorld: {
      label: 'MiniCache’s own world',
      says: 'All layers use the same key and value projections and the stream hardly turns: now tokens do agree across layers, and merging them works too.',
      at: { tie: 1, align: 0.95 },
      fails: ['C1a'],
    },
    shortText: {
      label: 'A short text',
      says: 'With few tokens the per-layer factors eat the budget: larger groups gain little more.',
      at: { n: 64, group: '8' },
    },
    flatSpectrum: {
      label: 'A flat token spectrum',
      says: 'When the embeddings use all directions almost equally, there is less low-rank structure to share, and the gain shrinks.',
      at: { decay: 0.25 },
      fails: ['C1b'],
    },
  },
  tour: [
    {
      at: {},
      look: 'Both maps compare the same pairs of layers. Off the diagonal the cosines are near 0, the CKA values well above: no token agrees, yet the spaces do.',
      figure: 'maps',
    },
    {
      at: { group: '8' },
      look: 'The marked line is one fixed memory. Follow it downwards from one SVD per layer to groups of 2, 4 and 8: the error falls although nothing more is stored.',
      figure: 'error',
    },
    {
      at: { comp: 8 },
      look: 'Twice the compression: the per-layer curve climbs steeply on its way to the left, the shared ones later.',
      figure: 'error',
    },
    {
      at: { align: 0 },
      look: 'Now every layer reads an unrelated stream. The CKA map is as empty as the cosine map, and the advantage is gone: the claims below say which ones fall.',
      figure: 'maps',
    },
    {
      at: { tie: 1, align: 0.95 },
      look: 'Equal key and value projections in every layer: MiniCache’s points have dropped almost to the floor. Compare them with the xKV curve at their own memory.',
      figure: 'error',
    },
    {
      at: {},
      look: 'The test that counts for a decoder: what attention reads from the restored cache, after RoPE. The methods stand in the same order.',
      figure: 'attention',
    },
  ],
  questions,
  cover: 'maps',
  fit,
  flow: () => import('./flow.ts'),
});
