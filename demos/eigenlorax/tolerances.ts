import { absolute, exact, free, relative, scaled, type Tolerances } from '#demo';

export const tolerances: Tolerances = {
  eigenvalues: scaled(1e-13),
  explained: absolute(1e-13),
  cosines: free(
    'components whose eigenvalues lie close together may turn among themselves; the overlap does not change',
  ),
  overlap: absolute(1e-12),
  errors: relative(1e-10),
  curves: relative(1e-10),
  bySize: relative(1e-10),
  stepsToHalf: exact,
  rebuilt: relative(1e-11),
  trained: exact,
  stored: exact,
};
