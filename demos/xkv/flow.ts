import { tensor } from '#demo';

export { generate } from './generate.ts';
export { run } from './run.ts';
export { figures } from './figures.ts';
export { claims } from './claims.ts';
export { checks } from './checks.ts';
export { tolerances } from './tolerances.ts';

export const inputs = {
  K: tensor('layer', 'token', 'channel'),
  V: tensor('layer', 'token', 'channel'),
  Q: tensor('layer', 'token', 'channel'),
};
