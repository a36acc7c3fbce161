import { absolute, exact, free, relative, scaled, type Tolerances } from '#demo';

export const tolerances: Tolerances = {
  sizes: exact,
  stored: absolute(1e-14),
  errors: relative(1e-8),
  weightErrors: relative(1e-8),
  losses: relative(1e-8),
  objective: relative(1e-8),
  freeObjective: relative(1e-8),
  svdLlmCalibration: relative(1e-10),
  denseCalibration: relative(1e-8),
  denseBound: relative(1e-10),
  rhoCurve: relative(1e-8),
  crCurve: relative(1e-8),
  spectra: absolute(1e-12),
  codes: scaled(1e-8),
  denseCodes: free('the signs of singular vectors are a free choice'),
  spans: absolute(1e-8),
  meanOverlap: absolute(1e-8),
};
