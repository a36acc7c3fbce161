import { absolute, exact, relative, type Tolerances } from '#demo';

export const tolerances: Tolerances = {
  labels: exact,
  hcLabels: exact,
  similarity: absolute(2e-13),
  routerSimilarity: absolute(5e-14),
  frequencies: exact,
  families: exact,
  agreement: absolute(1e-14),
  // Shares of the output's size, 0.1 to 1 at the presets; with nothing lost, mere rounding.
  errors: absolute(5e-14),
  'rankErrors.ranks': exact,
  // Where two singular values nearly coincide, the cut between them is sensitive.
  rankErrors: absolute(5e-13),
  'rankErrors.subMoe': absolute(1e-13),
  distances: absolute(1e-13),
  taskError: relative(3e-13),
};
