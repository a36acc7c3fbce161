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
      says: 'Tokens in five dimensions of 32, five directions kept: the layer shrinks nearly sixfold and usually answers better.',
      at: {},
    },
    breaks: {
      label: 'No small subspace',
      says: 'The tokens fill 20 of 32 dimensions. Five directions cannot hold them, and the compressed layer fails.',
      at: { r: 20 },
      fails: ['C1', 'C3'],
    },
    wholeHeads: {
      label: 'Heads left whole',
      says: 'R₂ = 8 leaves the inside of the heads alone: only the model dimension is shared, and the gain is larger.',
      at: { R2: 8 },
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
      look: 'The tokens live in five dimensions. The spectrum of the model dimension has a knee there; that of the head dimension is much flatter.',
      figure: 'spectrum',
    },
    {
      at: { R1: 16 },
      look: 'Start at R₁ = 16 and turn it down to 5: the accuracy climbs while weights disappear. At 4 a needed direction is lost.',
      figure: 'accuracy',
    },
    {
      at: {},
      look: 'An SVD of each matrix has no way to share directions. Stored in as many numbers it has rank 3, and fails.',
      figure: 'accuracy',
    },
    {
      at: {},
      look: 'Five directions found in the weights alone, and they nearly span the planted token subspace. This is what is shared.',
      figure: 'angles',
    },
    {
      at: { noise: 0.6 },
      look: 'Turn the noise from 0 to 0.6: with clean tokens there is nothing to gain, with noisy ones there is.',
      figure: 'methods',
    },
    {
      at: { r: 20 },
      look: 'Tokens in 20 dimensions: no knee at 5, and five directions are far too few.',
      figure: 'spectrum',
    },
    {
      at: { init: 3 },
      look: 'Large initial weights: U₁ now follows the random start and loses the tokens.',
      figure: 'angles',
    },
  ],
  questions,
  cover: 'accuracy',
  fit,
  flow: () => import('./flow.ts'),
});
