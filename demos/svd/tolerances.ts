import { absolute, exact, free, relative, scaled, type Tolerances } from '#demo';

export const tolerances: Tolerances = {
  matrix: exact,
  singularValues: scaled(1e-14),
  norm: relative(1e-14),
  normFromValues: relative(1e-14),
  energy: absolute(1e-14),
  approximations: free('not unique where singular values coincide; their errors are compared'),
  measured: scaled(1e-14),
  bounds: scaled(1e-14),
  random: scaled(1e-14),
  'summary.rank': exact,
  'summary.condition': relative(1e-12),
  'summary.effectiveRank': relative(1e-13),
  'summary.stableRank': relative(1e-14),
  'summary.determinantSign': exact,
  motion: free('the axes are free in sign, and in their plane where singular values coincide'),
};
