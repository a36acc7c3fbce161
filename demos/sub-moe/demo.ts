import { defineDemo } from '#demo';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'Sub-MoE',
  tagline: 'Experts that answer alike are merged into one, in the coordinates of a joint SVD.',
  family: 'merging',
  paper: {
    title: 'Sub-MoE: Efficient Mixture-of-Expert LLMs Compression via Subspace Expert Merging',
    authors: [
      'Lujun Li',
      'Qiyuan Zhu',
      'Jiacheng Wang',
      'Wei Li',
      'Hao Gu',
      'Sirui Han',
      'Yike Guo',
    ],
    year: 2025,
    arxiv: '2506.23266',
    code: 'https://github.com/lliai/MoERazor',
  },
  params,
  presets: {
    paper: {
      label: 'Defaults',
      says: 'Eight experts, four families, copies of one network at the start: merging inside the families costs little.',
      at: {},
    },
    breaks: {
      label: 'No common start',
      says: 'Experts trained from unrelated random weights: the groups are still found, but averaging mixes hidden units that do different things.',
      at: { upcycle: 0 },
      fails: ['C8'],
    },
    crowded: {
      label: 'Fewer groups than jobs',
      says: 'Three groups for four families: two different jobs must share one expert.',
      at: { k: 3 },
    },
    loners: {
      label: 'Nothing to group',
      says: 'Each expert’s private part outweighs what its family shares, so no grouping is good.',
      at: { delta: 2 },
    },
    rare: {
      label: 'Rarely used experts',
      says: 'Twelve experts, one for each token, very uneven use: the last ones see a few tokens in five hundred. Their outputs still tell whom they resemble; their frequencies say how little they count.',
      at: { n: 12, topk: 1, skew: 2 },
    },
  },
  tour: [
    {
      at: {},
      look: 'The first map compares the experts’ outputs: blocks along the diagonal, one for each family. The second compares their router logits in the same order, and has no such blocks.',
      figure: 'similarity',
    },
    {
      at: { k: 3 },
      look: 'Turn k from 7 down to 4, then to 3. The error stays modest while every group is one family, and jumps when two families must share an expert.',
      figure: 'errors',
    },
    {
      at: {},
      look: 'A joint SVD, averaged V’s, a product: and the result is the weighted average of the weights, to the last digits. Separate SVDs give another matrix.',
      figure: 'identity',
    },
    {
      at: { rank: 3 },
      look: 'Now cut the rank. Sub-MoE† lies below merge + SVD because it knows which directions the tokens use; merging first and whitening then is usually lower still.',
      figure: 'rank',
    },
    {
      at: { rank: 3, aniso: 0 },
      look: 'With tokens spread alike in all directions there is less to know about them, and the gap to merge + SVD narrows.',
      figure: 'rank',
    },
    {
      at: { upcycle: 0 },
      look: 'The same groups, a broken merge: hidden unit 5 of one expert has nothing to do with hidden unit 5 of another. Keeping one expert of each group is now far better.',
      figure: 'errors',
    },
    {
      at: { delta: 2 },
      look: 'When the private parts outweigh the families, the blocks fade and no way of grouping saves the layer.',
      figure: 'similarity',
    },
  ],
  questions,
  cover: 'similarity',
  fit,
  flow: () => import('./flow.ts'),
});
