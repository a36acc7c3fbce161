/**
 * TensorLLM (arXiv 2501.15674) on one multi-head attention layer: `tensorise`, `sharedTucker`,
 * `untensorise`, and the methods it is compared with. HOOI itself is `hooi` of `#linalg`.
 */
export * from './layer.ts';
export * from './tensorise.ts';
export * from './baselines.ts';
export * from './run.ts';
