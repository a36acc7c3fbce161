/**
 * TensorLLM (arXiv 2501.15674) on one multi-head attention layer: `tensorise`, `sharedTucker`,
 * `untensorise`, and the methods it is compared with.
 */
export { hooi, hosvd, tuckerTensor, unfold } from '#linalg';
export * from './layer.ts';
export * from './tensorise.ts';
export * from './baselines.ts';
export * from './run.ts';
