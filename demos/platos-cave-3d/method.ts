/**
 * Alignment of two latent spaces after training (arXiv 2503.05283): CCA subspace, affine translation,
 * local CKA, matching and retrieval. Numbers of the steps are those of about.md. X is the 3D side, Y
 * the text side; A marks anchors, whose pairing is known, Q queries, whose pairing is to be found.
 */
export * from './pairs.ts';
export * from './subspaces.ts';
export * from './affine.ts';
export * from './localCka.ts';
export * from './decisions.ts';
export * from './measures.ts';
