import type { NamedArray } from '#demo';

/**
 * An array as a NumPy .npy file, version 1.0: little-endian doubles in C order
 * (NumPy Enhancement Proposal 1).
 */
export function writeNpy({ shape, values }: Pick<NamedArray, 'shape' | 'values'>): Uint8Array {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`;
  // Magic, version, length of the header; the data start at a multiple of 64.
  const fixed = 10;
  const length = Math.ceil((fixed + dictionary.length + 1) / 64) * 64 - fixed;
  const file = new Uint8Array(fixed + length + 8 * values.length);
  const view = new DataView(file.buffer);
  const write = (text: string, at: number): void => {
    for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i));
  };
  write('\x93NUMPY\x01\x00', 0);
  view.setUint16(8, length, true);
  write(dictionary.padEnd(length - 1) + '\n', fixed);
  values.forEach((value, i) => view.setFloat64(fixed + length + 8 * i, value, true));
  return file;
}
