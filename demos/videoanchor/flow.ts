export { generate, inputs } from './generate.ts';
export { run } from './run.ts';
export { figures } from './figures.ts';
export { claims } from './claims.ts';
export { checks } from './checks.ts';
export { tolerances } from './tolerances.ts';
