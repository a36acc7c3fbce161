import { absolute, exact, relative, type Tolerances } from '#demo';

const similarity: Tolerances = {
  '*.cosine': absolute(5e-14),
  '*.cosineInside': absolute(1e-14),
  '*.cka': absolute(3e-13),
  '*.ckaInside': absolute(5e-14),
  // Single vectors of the middle of a spectrum lie close to their neighbours; their span does not.
  '*.overlap.*.cosines2': absolute(3e-12),
  '*.overlap.*.shared': absolute(1e-13),
};

/** Ours come through the Gram matrix: what is lost is known to 1e-16 before the root is taken. */
const errors: Tolerances = {
  '*.bySize.*.curve': absolute(2e-12),
  '*.bySize.*.error': absolute(5e-13),
  '*.bySize.*.errorLongText': absolute(5e-13),
  '*.rivals.*.error': absolute(5e-14),
  '*.rivals.*.xkvError': absolute(2e-13),
  attention: absolute(1e-13),
};

export const tolerances: Tolerances = {
  ...similarity,
  ...errors,
  '*.bySize.*.rankRatio': relative(1e-15),
  '*.bySize.*.rank': exact,
  '*.bySize.*.share': relative(1e-15),
  '*.rivals.*.share': relative(1e-15),
  sizes: exact,
  chosen: exact,
  queries: exact,
};
