/**
 * DOGE (arXiv 2501.01230) for one layer: task vectors share one modification Δ, found without data
 * by projected gradient descent; and the methods it is compared with.
 */
export * from './taskVectors.ts';
export * from './descent.ts';
export * from './baselines.ts';
export * from './run.ts';
