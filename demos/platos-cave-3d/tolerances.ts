import { absolute, exact, relative, type Tolerances } from '#demo';

export const tolerances: Tolerances = {
  'methods.*.matching': exact,
  'methods.*.topOne': exact,
  'methods.*.topFive': exact,
  // With few anchors canonical correlations nearly coincide, and their directions are sensitive.
  'methods.*.total': relative(2e-12),
  ridge: exact,
  'sweep.k': exact,
  'sweep.matching': exact,
  'sweep.topFive': exact,
  'sweep.overlap': absolute(2e-12),
  correlations: absolute(2e-12),
  heldOut: absolute(8e-11),
  'scores.affine': absolute(2e-12),
  'scores.ccaAffine': absolute(6e-11),
  'explained.cca': absolute(2e-12),
  'explained.pca': absolute(3e-13),
  'similarity.full': absolute(3e-14),
  'similarity.pca': absolute(3e-14),
  'similarity.cca': absolute(8e-13),
  spectra: absolute(4e-14),
};
