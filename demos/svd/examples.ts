import type { Rows } from './params.ts';

/** Two soft spots on a 12×12 grid, one of them slanted, to two decimals. */
export function picture(): Rows {
  const spot = (x: number, y: number, wide: number, high: number): number =>
    Math.exp(-((x / wide) ** 2) - (y / high) ** 2);
  return Array.from({ length: 12 }, (_, i) =>
    Array.from({ length: 12 }, (_, j) => {
      const slanted = spot(j - i - 1, j + i - 9, 4, 6);
      const round = spot(j - 8.5, i - 8.5, 2.5, 2.5);
      return Math.round(100 * (slanted - 0.8 * round)) / 100 + 0;
    }),
  );
}

/** Sylvester's Hadamard matrix: entries ±1, all columns orthogonal. */
export function hadamard(doublings: number): Rows {
  if (doublings === 0) return [[1]];
  const half = hadamard(doublings - 1);
  return [
    ...half.map((row) => [...row, ...row]),
    ...half.map((row) => [...row, ...row.map((x) => -x)]),
  ];
}
