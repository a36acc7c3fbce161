export { generate } from './generate.ts';
export { inputs, run } from './run.ts';
export { figures } from './figures.ts';
export { claims } from './claims.ts';
export { checks } from './checks.ts';
export { tolerances } from './tolerances.ts';
