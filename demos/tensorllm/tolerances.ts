import { absolute, exact, relative, scaled, type Tolerances } from '#demo';

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
  tensorLlmCurve: exact,
  svdCurve: exact,
  // Shares of 600 samples, divided by NumPy and by us to the last bit or one beside it.
  '*.accuracy': absolute(1e-14),
  '*.loss': relative(1e-12),
  spectra: scaled(1e-13),
  errors: absolute(1e-13),
  cosines2: absolute(1e-12),
  overlap: absolute(1e-12),
};
