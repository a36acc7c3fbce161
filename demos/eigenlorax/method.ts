/**
 * EigenLoRAx (arXiv 2502.04700): the principal subspace of the factors of trained LoRA adapters, in
 * which a new adapter is learned by its coefficients alone; and what it is compared with.
 */
export * from './subspace.ts';
export * from './adapter.ts';
export * from './training.ts';
export * from './run.ts';
