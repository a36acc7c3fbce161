/** Reading what is handed to Plotly: its types allow more than we ever put in. */

/** A part of a value, by its path; undefined where there is none. */
export function part(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, name);
  }
  return found;
}

export function numberAt(value: unknown, ...path: readonly string[]): number {
  const found = part(value, ...path);
  return typeof found === 'number' ? found : NaN;
}

export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = part(value, ...path);
  return typeof found === 'string' ? found : '';
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export const list = (value: unknown): readonly unknown[] => (isList(value) ? value : []);

export const color = (value: unknown): string => (typeof value === 'string' ? value : 'none');

export const px = (value: number): string => String(Math.round(value * 100) / 100);
