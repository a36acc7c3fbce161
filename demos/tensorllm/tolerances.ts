import { absolute, exact, relative, scaled, type Tolerances } from '#demo';

/** One test sample of 600, where two logits nearly tie. */
const ONE_SAMPLE = absolute(1 / 600 + 1e-12);

export const tolerances: Tolerances = {
  original: exact,
  tensorLlm: exact,
  svd: exact,
  trawl: exact,
  perHead: exact,
  onlyQ: exact,
  onlyK: exact,
  onlyV: exact,
  onlyO: exact,
  svdRank: exact,
  'tensorLlmCurve.ranks': exact,
  'tensorLlmCurve.size': exact,
  'svdCurve.ranks': exact,
  'svdCurve.size': exact,
  '*.accuracy': ONE_SAMPLE,
  '*.loss': relative(1e-7),
  spectra: scaled(1e-12),
  errors: absolute(1e-8),
  cosines2: absolute(1e-7),
  overlap: absolute(1e-7),
};
