export { createRandom } from './createRandom.ts';
export { log } from './log.ts';
export type { Random } from './random.ts';
