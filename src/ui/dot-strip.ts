/** Where the dots of a strip stand: one dot a value, stacked where values are close. */
export interface Scale {
  readonly log: boolean;
  readonly low: number;
  readonly high: number;
  /** From a value to 0..1. */
  place(value: number): number;
}

/** Values this many times apart, all positive, are shown on a logarithmic scale. */
const WIDE = 100;

/** A scale that shows all the values that are finite, with some room at both ends. */
export function scaleFor(values: readonly number[]): Scale {
  const finite = values.filter(Number.isFinite);
  const least = Math.min(...finite);
  const most = Math.max(...finite);
  const log = least > 0 && most / least > WIDE;
  const to = (value: number): number => (log ? Math.log10(value) : value);
  const back = (value: number): number => (log ? 10 ** value : value);
  const room = (to(most) - to(least)) * 0.06 || Math.abs(to(most)) * 0.05 || 1;
  const [start, end] = [to(least) - room, to(most) + room];
  return {
    log,
    low: back(start),
    high: back(end),
    place: (value) => (to(value) - start) / (end - start),
  };
}

export interface Placed<T> {
  readonly item: T;
  /** Column and height in the column, in dots. */
  readonly column: number;
  readonly level: number;
}

/** Stacks items into so many columns by their place in 0..1, in the order given. */
export function stack<T>(
  items: readonly T[],
  place: (item: T) => number,
  columns: number,
): Placed<T>[] {
  const heights = new Map<number, number>();
  return items.map((item) => {
    const column = Math.min(columns - 1, Math.max(0, Math.floor(place(item) * columns)));
    const level = heights.get(column) ?? 0;
    heights.set(column, level + 1);
    return { item, column, level };
  });
}
