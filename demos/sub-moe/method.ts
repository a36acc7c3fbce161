/**
 * Sub-MoE (arXiv 2506.23266) on one mixture-of-experts layer, and the methods it is compared with.
 * Phase 1 groups experts that answer alike, phase 2 merges every group into one expert.
 */
export * from './layer.ts';
export * from './clustering.ts';
export * from './merging.ts';
export * from './baselines.ts';
export * from './run.ts';
