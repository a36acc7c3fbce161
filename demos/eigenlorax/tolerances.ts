import { absolute, exact, free, relative, scaled, type Tolerances } from '#demo';

export const tolerances: Tolerances = {
  eigenvalues: scaled(2e-13),
  explained: absolute(1e-13),
  cosines: free(
    'components whose eigenvalues lie close together may turn among themselves; the overlap does not change',
  ),
  overlap: relative(5e-13),
  // Two hundred steps of Adam carry rounding on without magnifying it much.
  errors: relative(3e-12),
  'errors.lora': relative(2e-13),
  'errors.random': relative(5e-14),
  'errors.floor': relative(5e-13),
  'errors.principalFloor': relative(5e-13),
  curves: relative(6e-12),
  // Its twelve nearly random components overfit: errors above 1 come and go.
  'curves.random': relative(5e-11),
  bySize: relative(5e-12),
  'bySize.lora': relative(5e-13),
  stepsToHalf: exact,
  rebuilt: relative(2e-13),
  trained: exact,
  stored: exact,
};
