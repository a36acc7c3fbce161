/** The i-th item. Throws RangeError if there is none, instead of letting `undefined` travel on. */
export function at<T>(items: readonly T[], i: number): T {
  const item = items[i];
  if (item === undefined) throw new RangeError(`There is no item ${i} among ${items.length}.`);
  return item;
}

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Arithmetic mean; NaN of nothing. */
export const mean = (values: readonly number[]): number => sum(values) / values.length;
