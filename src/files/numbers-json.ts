import type { NamedArray } from '#demo';

/** Numbers nested as their shape says; a number alone for shape []. */
export type Nested = number | string | readonly Nested[];

/**
 * An array as nested lists for JSON, which has no word for what is not finite: that becomes
 * "Infinity", "-Infinity" or "NaN", as Python's `float` reads them.
 */
export function nested({ shape, values }: Pick<NamedArray, 'shape' | 'values'>): Nested {
  const from = (axis: number, start: number): Nested => {
    const size = shape[axis];
    if (size === undefined) {
      const value = values[start] ?? NaN;
      return Number.isFinite(value) ? value : String(value);
    }
    const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    return Array.from({ length: size }, (_, i) => from(axis + 1, start + i * stride));
  };
  return from(0, 0);
}

/** Named arrays as one JSON object, a line each. */
export const arraysJson = (arrays: readonly NamedArray[]): string =>
  `{\n${arrays.map((array) => `  ${JSON.stringify(array.name)}: ${JSON.stringify(nested(array))}`).join(',\n')}\n}\n`;
