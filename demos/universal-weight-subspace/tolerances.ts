import { absolute, exact, relative, type Tolerances } from '#demo';

export const tolerances: Tolerances = {
  scree: absolute(5e-14),
  'scree.*.rank': exact,
  heldOut: absolute(5e-14),
  // The 200 steps of Adam multiply rounding errors by up to 10⁴.
  fewShot: absolute(1e-10),
  'fewShot.*.size': exact,
  overlap: absolute(2e-13),
  // Single directions are found less well than their span: by the gap between singular values.
  'overlap.*.cosines2': absolute(2e-12),
  'merging.k': exact,
  // Rounding errors on both sides, of about 10⁻¹⁶.
  'merging.subspace': absolute(1e-14),
  'merging.uncentred': absolute(3e-13),
  'merging.single': relative(3e-14),
  artefact: absolute(5e-14),
};
