/** The ranks that a budget of stored numbers pays for, group by group. */
import { at, sum } from '#demo';
import { memoryShare, perLayerRanks, rankForMemory, spread } from './method.ts';

/** A stack of caches n×d cut into groups: how many layers each has. */
export interface Shape {
  readonly layers: readonly number[];
  readonly n: number;
  readonly d: number;
}

const perLayer = ({ layers }: Shape): boolean => layers.every((count) => count === 1);

/** The rank of every group at one compression rate. */
export function groupRanks(shape: Shape, comp: number): number[] {
  const { layers, n, d } = shape;
  return perLayer(shape)
    ? perLayerRanks(layers.length, n, d, comp)
    : layers.map((count) => rankForMemory(n, d, count, comp));
}

/** The ranks of the same budget if n were infinite, where the B_ℓ cost nothing: Gd / comp. */
export function longTextRanks(shape: Shape, comp: number): number[] {
  const { layers, n, d } = shape;
  const N = sum(layers);
  return perLayer(shape)
    ? spread(Math.floor((N * d) / comp), N).map((r) => Math.min(r, n, d))
    : layers.map((count) => Math.min(n, Math.floor((count * d) / comp)));
}

/** Share of all numbers that the factors of all groups take. */
export function shareOfRanks({ layers, n, d }: Shape, ranks: readonly number[]): number {
  const N = sum(layers);
  return sum(layers.map((count, k) => (count / N) * memoryShare(n, d, count, at(ranks, k))));
}
