import { Matrix } from 'ml-matrix';
import { tensor, type Inputs, type Values } from '#demo';
import type { Random } from '#random';
import { claimsOf } from './claims.ts';
import { randomFrames } from './generate.ts';
import { study, type Results } from './method.ts';
import { shorterSide, type params } from './params.ts';

export { checks } from './checks.ts';
export { figuresOf as figures } from './figures.ts';
export { tolerances } from './tolerances.ts';

type Params = Values<typeof params>;

export const inputs = {
  matrix: tensor('row', 'column'),
  frames: tensor('draw', 'coordinate', 'direction'),
};

export const generate = ({ A }: Params, random: Random): Inputs<typeof inputs> => ({
  matrix: new Matrix(A.map((row) => [...row])),
  frames: randomFrames(shorterSide(A), random),
});

export const run = ({ matrix, frames }: Inputs<typeof inputs>): Results => study(matrix, frames);

export const claims = (results: Results, { k }: Params) => claimsOf(results, k);
