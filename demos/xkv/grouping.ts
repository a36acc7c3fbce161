/** xKV on a whole stack: every group of neighbouring layers with its own shared basis. */
import type { Matrix } from 'ml-matrix';
import { at, mean, sum } from '#demo';
import { rankForEnergy } from '#linalg';
import type { Shape } from './budget.ts';
import { groupBasis, groupLayers, project, tailEnergy, type GroupBasis } from './method.ts';

const ENERGY = 0.95;

export interface Grouping {
  readonly shape: Shape;
  readonly groups: readonly Group[];
}

interface Group extends GroupBasis {
  readonly caches: readonly Matrix[];
}

/** N caches n×d in groups of `size` layers, with the spectrum and the basis of each group. */
export function groupingOf(X: readonly Matrix[], size: number): Grouping {
  const groups = groupLayers(X.length, size).map((layers): Group => {
    const caches = layers.map((l) => at(X, l));
    return { caches, ...groupBasis(caches) };
  });
  const { rows: n, columns: d } = at(X, 0);
  return { shape: { layers: groups.map(({ caches }) => caches.length), n, d }, groups };
}

/** Relative error of all layers together, by Eckart–Young from the spectra alone. */
export function groupingError({ groups }: Grouping, ranks: readonly number[]): number {
  const lost = sum(groups.map(({ energies }, k) => tailEnergy(energies, at(ranks, k))));
  return Math.sqrt(lost / sum(groups.map(({ energies }) => tailEnergy(energies, 0))));
}

/** The N caches, n×d, as they are restored from these ranks. */
export const restore = ({ groups }: Grouping, ranks: readonly number[]): Matrix[] =>
  groups.flatMap(({ caches, V }, k) => project(caches, V, at(ranks, k)));

/** Smallest rank with 95 % of the energy over Gd, mean over the groups. */
export const meanRankRatio = ({ groups, shape }: Grouping): number =>
  mean(
    groups.map(
      ({ energies, caches }) =>
        rankForEnergy(energies.map(Math.sqrt), ENERGY) / (caches.length * shape.d),
    ),
  );
