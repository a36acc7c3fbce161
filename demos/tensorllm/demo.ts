import { defineDemo } from '#demo';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'TensorLLM',
  tagline:
    'All heads of an attention layer share one small subspace; what lies outside it is mostly noise.',
  family: 'compression',
  paper: {
    title:
      'TensorLLM: Tensorising Multi-Head Attention for Enhanced Reasoning and Compression in LLMs',
    authors: ['Yuxuan Gu', 'Wuyang Zhou', 'Giorgos Iacovides', 'Danilo Mandic'],
    year: 2025,
    arxiv: '2501.15674',
    code: 'https://github.com/guyuxuan9/TensorLLM',
  },
  params,
  presets: {
    paper: {
      label: 'Defaults',
      says: 'Tokens in five dimensions of 32, five directions kept: the layer is stored in 880 numbers instead of 4096 and usually answers better.',
      at: {},
    },
    breaks: {
      label: 'No small subspace',
      says: 'The tokens fill 20 of 32 dimensions. Five directions cannot hold them, and the compressed layer fails.',
      at: { r: 20 },
      fails: ['C1', 'C3'],
    },
    cutHeads: {
      label: 'Heads cut too',
      says: 'R₂ = 6 cuts the inside of the heads as well. That saves another 176 numbers, and costs some of the gain; on a few samples all of it.',
      at: { R2: 6 },
    },
    lazy: {
      label: 'Lazy training',
      says: 'Initial weights three times as large: training changes them little, and the random part hides what was learned.',
      at: { init: 3 },
      fails: ['C1', 'C6'],
    },
    clean: {
      label: 'Nothing to denoise',
      says: 'Without token noise the layer is nearly perfect. The compression is then a compression, and no cure.',
      at: { noise: 0 },
    },
  },
  tour: [
    {
      at: {},
      look: 'In this toy the tokens live in five dimensions of 32. The spectrum of the model dimension drops after the fifth value; that of the head dimension is much flatter.',
      figure: 'spectrum',
    },
    {
      at: { R1: 16 },
      look: 'Turn R₁ down from 16 to 5: fewer numbers are stored, yet the accuracy mostly rises. At 4 a direction that is needed is lost, and the accuracy falls steeply.',
      figure: 'accuracy',
    },
    {
      at: {},
      look: 'Cutting each matrix on its own, by its SVD, cannot share directions. At about the same size it has only rank 4, and answers worse than the original.',
      figure: 'accuracy',
    },
    {
      at: {},
      look: 'The columns of U₁ were found in the weights alone. They nearly span the planted token subspace, and all heads of all four matrices share them.',
      figure: 'angles',
    },
    {
      at: { noise: 0.6 },
      look: 'The noise is higher here. Compare the first two bars, then turn the noise to 0: with clean tokens there is nothing to gain.',
      figure: 'methods',
    },
    {
      at: { r: 20 },
      look: 'Tokens in 20 dimensions: the spectrum does not drop after the fifth value, and five directions are far too few.',
      figure: 'spectrum',
    },
    {
      at: { init: 3 },
      look: 'Initial weights three times as large: U₁ now follows the random start and misses much of the token subspace.',
      figure: 'angles',
    },
  ],
  questions,
  cover: 'accuracy',
  fit,
  flow: () => import('./flow.ts'),
});
