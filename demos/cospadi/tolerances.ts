import { absolute, exact, free, relative, type Tolerances } from '#demo';

export const tolerances: Tolerances = {
  sizes: exact,
  stored: absolute(1e-14),
  errors: relative(1e-11),
  weightErrors: relative(1e-11),
  losses: relative(1e-11),
  objective: relative(1e-11),
  freeObjective: relative(1e-11),
  svdLlmCalibration: relative(1e-12),
  denseCalibration: relative(1e-11),
  denseBound: relative(1e-12),
  rhoCurve: relative(1e-11),
  crCurve: relative(1e-11),
  spectra: absolute(1e-13),
  uses: exact,
  strengths: relative(1e-11),
  codes: free('each atom’s uses and strength stand for its row'),
  denseCodes: free('the signs of singular vectors are a free choice'),
  spans: absolute(1e-11),
  meanOverlap: absolute(1e-11),
};
