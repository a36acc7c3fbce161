import { defineDemo } from '#demo';
import { params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'Escaping Plato’s cave',
  tagline:
    'A 3D encoder and a text encoder look unrelated, until both are seen in a small subspace that they share.',
  family: 'alignment',
  paper: {
    title: "Escaping Plato's Cave: Towards the Alignment of 3D and Text Latent Spaces",
    authors: [
      'Souhail Hadgi',
      'Luca Moschella',
      'Andrea Santilli',
      'Diego Gomez',
      'Qixing Huang',
      'Emanuele Rodolà',
      'Simone Melzi',
      'Maks Ovsjanikov',
    ],
    year: 2025,
    arxiv: '2503.05283',
    code: 'https://github.com/Souhail-01/3d-text-alignment',
  },
  params,
  presets: {
    paper: {
      label: 'Defaults',
      says: 'Each side is three times louder about private matters than about what both know; eight canonical directions bring out the rest.',
      at: {},
    },
    breaks: {
      label: 'Nothing to hide',
      says: 'The private parts are quiet: the full spaces already agree, and the subspace is a loss.',
      at: { ratio: 0.3 },
      fails: ['similar', 'matching', 'retrieval', 'not-pca', 'geometric'],
    },
    few: {
      label: 'Too few anchors',
      says: 'Sixty known pairs for 88 features: CCA finds correlations near 1 everywhere, and little of them lasts on fresh pairs.',
      at: { nA: 60 },
      fails: ['similar', 'matching', 'not-pca', 'semantic'],
    },
    nothing: {
      label: 'Nothing shared',
      says: 'The two sides agree on almost nothing; whatever the space, matching is left to chance.',
      at: { corr: 0.05 },
      fails: ['similar', 'matching', 'retrieval', 'not-pca', 'semantic'],
    },
    crowded: {
      label: 'Too many directions',
      says: 'All 40 canonical directions and louder private parts: whitening alone helps only in part, the tail of accidental correlations has to go.',
      at: { ratio: 5, k: 40 },
    },
    bent: {
      label: 'Bent features',
      says: 'Each feature levels off, so what is shared is no longer a linear subspace and the gain shrinks.',
      at: { nonlin: 1 },
    },
  },
  tour: [
    {
      at: {},
      look: 'Right pairs stand on the diagonal. Between the full spaces no diagonal is to be seen; inside eight canonical directions it appears.',
      figure: 'diagonal',
    },
    {
      at: { ratio: 0.3 },
      look: 'Turn the private parts down: now the affine map between the full spaces matches more pairs than the one inside the subspace. There is nothing to escape from, and CCA’s directions, learned from 400 pairs, are not exact.',
      figure: 'pairs',
    },
    {
      at: { ratio: 5, k: 40 },
      look: 'Louder than ever, and all 40 canonical directions are kept. Whitening alone is not enough: the 32 directions beyond the shared ones add noise, and the diagonal is fainter than it could be.',
      figure: 'diagonal',
    },
    {
      at: { ratio: 5, k: 8 },
      look: 'Now k is 8, the number of shared directions that was planted. Both curves are highest around there and fall to the right. Slide k and see.',
      figure: 'dimensions',
    },
    {
      at: { nA: 80 },
      look: 'With 80 anchors for 88 features CCA invents correlations: near 1 on the anchors for direction after direction, low and scattered on fresh queries. A large ρ proves nothing by itself.',
      figure: 'correlations',
    },
    {
      at: {},
      look: 'What did the subspace keep? The meaning, hardly any geometry. The principal directions keep the geometry, which is louder.',
      figure: 'split',
    },
    {
      at: { corr: 0.1 },
      look: 'Nothing shared, nothing found. No choice of subspace makes two sides agree that have nothing in common.',
      figure: 'pairs',
    },
  ],
  questions,
  cover: 'dimensions',
  flow: () => import('./flow.ts'),
});
