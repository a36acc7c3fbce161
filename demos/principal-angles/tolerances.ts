import { absolute, exact, free, magnified, relative, type Tolerances } from '#demo';

const vectors = free('principal vectors are free in sign; their cosines are compared');

export const tolerances: Tolerances = {
  'drawn.angles': absolute(2e-14),
  'drawn.elementary': absolute(1e-14),
  'drawn.left': vectors,
  'drawn.right': vectors,
  angles: absolute(2e-14),
  found: exact,
  chanceAngles: absolute(2e-14),
  overlap: absolute(1e-14),
  'cosines2.given': absolute(1e-14),
  'cosines2.principal': absolute(1e-13),
  'distances.*.value': absolute(1e-13),
  'distances.*.most': relative(1e-15),
  'chanceDistances.*.value': absolute(5e-14),
  'chanceDistances.*.most': relative(1e-15),
  'chance.mean': relative(1e-14),
  'chance.standardError': relative(2e-14),
  'sweep.dimensions': exact,
  'sweep.overlaps': relative(1e-14),
  'readings.truth': exact,
  // Near 0 the arccosine makes √(2δ) of an error δ in the cosine; this allows δ = 2e-14.
  'readings.arccosine': magnified(2e-7, 'near 0 the arccosine loses half of the digits'),
  'readings.combined': absolute(2e-14),
};
