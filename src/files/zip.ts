import { strToU8, zipSync } from 'fflate';
import type { NamedArray } from '#demo';
import { writeNpy } from './npy.ts';

/** The time stamp of every entry, the earliest a .zip can say: same content, same bytes. */
const NO_TIME = { mtime: '1980-01-01T00:00:00' };

/** A .zip archive of named files; texts are written in UTF-8. */
export function writeZip(
  files: Readonly<Record<string, Uint8Array | string>>,
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).map(
    ([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content] as const,
  );
  return new Uint8Array(zipSync(Object.fromEntries(entries), NO_TIME));
}

/** Named arrays as a NumPy .npz file, uncompressed as `numpy.savez` writes it. */
export const writeNpz = (arrays: readonly NamedArray[]): Uint8Array =>
  zipSync(Object.fromEntries(arrays.map((array) => [`${array.name}.npy`, writeNpy(array)])), {
    ...NO_TIME,
    level: 0,
  });
