import { absolute, exact, relative, type Tolerances } from '#demo';

const matching = { matching: exact, total: relative(1e-11), topOne: exact, topFive: exact };

export const tolerances: Tolerances = {
  ...Object.fromEntries(
    Object.entries(matching).map(([name, tolerance]) => [`methods.*.${name}`, tolerance]),
  ),
  ridge: exact,
  'sweep.k': exact,
  'sweep.matching': exact,
  'sweep.topFive': exact,
  'sweep.overlap': absolute(1e-10),
  correlations: absolute(1e-11),
  heldOut: absolute(1e-10),
  scores: absolute(1e-10),
  explained: absolute(1e-11),
  similarity: absolute(1e-11),
  spectra: absolute(1e-12),
};
