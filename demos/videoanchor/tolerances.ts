import { absolute, exact, relative, type Tolerances } from '#demo';

export const tolerances: Tolerances = {
  objects: exact,
  frames: exact,
  coefficients: absolute(1e-11),
  rowSums: absolute(1e-11),
  iterations: exact,
  lambdaE: relative(1e-14),
  lambdaZ: relative(1e-13),
  labels: exact,
  kmeansLabels: exact,
  scores: absolute(1e-11),
  meanScore: absolute(1e-11),
  readouts: absolute(1e-11),
  auc: absolute(1e-14),
  agreement: absolute(1e-14),
  within: absolute(1e-12),
  // Rounding errors themselves.
  queryEffect: absolute(1e-15),
  eigenvalues: absolute(1e-11),
  singularValues: absolute(1e-13),
  overlap: absolute(1e-12),
};
