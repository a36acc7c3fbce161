import type { Matrix } from 'ml-matrix';

/** A named array of numbers as other programs know it: row-major, shape [] for a single number. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

type Value = Omit<NamedArray, 'name'>;

/**
 * Named inputs or results as arrays, in the order of their keys. A matrix, a list of numbers, and a
 * list of equally shaped ones become one array each; anything else is taken apart, its parts named
 * by their path: `keys.bySize.0.error`. Truth values are 0 and 1; words and what is undefined are
 * left out.
 */
export function namedArrays(values: object): NamedArray[] {
  return Object.entries(values).flatMap(([name, value]) => named(name, value));
}

function named(name: string, value: unknown): NamedArray[] {
  const whole = arrayOf(value);
  if (whole) return [{ name, ...whole }];
  if (typeof value !== 'object' || value === null) return [];
  return namedArrays(value).map((part) => ({ ...part, name: `${name}.${part.name}` }));
}

function arrayOf(value: unknown): Value | undefined {
  if (typeof value === 'number' || typeof value === 'boolean')
    return { shape: [], values: Float64Array.of(Number(value)) };
  if (isMatrix(value))
    return { shape: [value.rows, value.columns], values: Float64Array.from(value.to1DArray()) };
  if (!Array.isArray(value)) return undefined;
  const parts = value.map(arrayOf);
  const [first] = parts;
  const shape = first?.shape ?? [];
  const equal = parts.filter((part) => part !== undefined && same(part.shape, shape));
  if (equal.length < parts.length) return undefined;
  return { shape: [parts.length, ...shape], values: concat(equal) };
}

/** By what it offers: a page, which only declares demos, need not load the class. */
const isMatrix = (value: unknown): value is Matrix =>
  typeof value === 'object' && value !== null && 'to1DArray' in value && 'rows' in value;

function concat(parts: readonly (Value | undefined)[]): Float64Array {
  const arrays = parts.map((part) => part?.values ?? new Float64Array());
  const joined = new Float64Array(arrays.reduce((size, array) => size + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, i) => size === b[i]);
