export { createRandom } from './createRandom.ts';
export { exp } from './exp.ts';
export { log } from './log.ts';
export { power } from './power.ts';
export { cos, sin } from './sinCos.ts';
export { tanh } from './tanh.ts';
export type { Random } from './random.ts';
