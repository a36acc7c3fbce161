import type { MatrixLimits, MatrixReading } from '#files';

type Rows = readonly (readonly number[])[];

/** How entries are stored, little-endian, the shortest first. Names are NumPy's. */
interface Format {
  readonly name: 'i2' | 'f4' | 'f8';
  readonly bytes: number;
  /** Whether a number comes back as it was. */
  holds(x: number): boolean;
  get(view: DataView, at: number): number;
  set(view: DataView, at: number, x: number): void;
}

const formats: readonly Format[] = [
  {
    name: 'i2',
    bytes: 2,
    holds: (x) => Number.isInteger(x) && x >= -32_768 && x <= 32_767,
    get: (view, at) => view.getInt16(at, true),
    set: (view, at, x) => view.setInt16(at, x, true),
  },
  {
    name: 'f4',
    bytes: 4,
    holds: (x) => Math.fround(x) === x,
    get: (view, at) => view.getFloat32(at, true),
    set: (view, at, x) => view.setFloat32(at, x, true),
  },
  {
    name: 'f8',
    bytes: 8,
    holds: () => true,
    get: (view, at) => view.getFloat64(at, true),
    set: (view, at, x) => view.setFloat64(at, x, true),
  },
];

/** Starts a packed matrix, and no matrix that is written as numbers. */
export const PACKED = '~';

const FORM = /^~(i2|f4|f8)\.([1-9]\d{0,3})x([1-9]\d{0,3})\.([\w-]*)$/;

/**
 * A matrix as `~f8.3x4.<base64url>`: the shape, then the entries row by row in the shortest format
 * that holds every one of them exactly. Entries must be finite; −0 becomes 0, as in text.
 */
export function packMatrix(rows: Rows): string {
  const entries = rows.flat().map((x) => x + 0);
  const format = formats.find(({ holds }) => entries.every(holds)) ?? formats[2];
  if (!format) return '';
  const bytes = new Uint8Array(entries.length * format.bytes);
  const view = new DataView(bytes.buffer);
  entries.forEach((x, i) => format.set(view, i * format.bytes, x));
  return `${PACKED}${format.name}.${rows.length}x${rows[0]?.length ?? 0}.${toBase64Url(bytes)}`;
}

/**
 * Undoes `packMatrix`, and takes nothing else: the shape must be within the limits, the text
 * exactly as long as the shape says, the entries finite. Never throws.
 */
export function unpackMatrix(text: string, limits: MatrixLimits): MatrixReading {
  const [, name, m = '', n = '', body = ''] = FORM.exec(text) ?? [];
  const format = formats.find((one) => one.name === name);
  if (!format)
    return { problem: 'It starts like a packed matrix but is none. Was the link cut off?' };
  const [rows, cols] = [Number(m), Number(n)];
  if (rows > limits.maxRows || cols > limits.maxCols) {
    return {
      problem: `This matrix is ${rows} × ${cols}; the limit here is ${limits.maxRows} × ${limits.maxCols}.`,
    };
  }
  const size = rows * cols * format.bytes;
  const length = Math.ceil((size * 4) / 3);
  if (body.length !== length) {
    return {
      problem: `A ${rows} × ${cols} matrix of ${name} takes ${length} letters; here are ${body.length}. Was the link cut off?`,
    };
  }
  const bytes = fromBase64Url(body);
  if (toBase64Url(bytes) !== body)
    return { problem: 'Its last letter says more than the matrix holds. Was the link changed?' };
  const view = new DataView(bytes.buffer);
  const entry = (i: number): number => format.get(view, i * format.bytes) + 0;
  const read = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (__, j) => entry(i * cols + j)),
  );
  for (const [i, row] of read.entries()) {
    const j = row.findIndex((x) => !Number.isFinite(x));
    if (j >= 0)
      return { problem: `Row ${i + 1}, column ${j + 1} is not a finite number. Replace it.` };
  }
  return { rows: read };
}

/** Base64 with the alphabet of addresses and without padding (RFC 4648, section 5). */
const toBase64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** The text must have no letters but those of the alphabet, and not 4 k + 1 of them. */
const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
