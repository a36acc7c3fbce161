import greek from '@fontsource-variable/literata/files/literata-greek-wght-normal.woff2?url';
import greekItalic from '@fontsource-variable/literata/files/literata-greek-wght-italic.woff2?url';
import latin from '@fontsource-variable/literata/files/literata-latin-wght-normal.woff2?url';
import latinItalic from '@fontsource-variable/literata/files/literata-latin-wght-italic.woff2?url';

/** The page's typeface first, then what is common where it is not installed. */
export const FAMILY = "Literata, Palatino, 'Palatino Linotype', Georgia, serif";

const GREEK = /[\u0370-\u03ff]/;

/** A file of the typeface, and a letter that only it has. */
export interface Face {
  readonly address: string;
  readonly style: 'normal' | 'italic';
  readonly letter: string;
  readonly range?: string;
}

/** The files a drawing needs: only those it has letters of. */
export function facesOf(markup: string): Face[] {
  const styles = markup.includes('"italic"')
    ? (['normal', 'italic'] as const)
    : (['normal'] as const);
  const alphabets = GREEK.test(markup) ? (['latin', 'greek'] as const) : (['latin'] as const);
  return alphabets.flatMap((alphabet) =>
    styles.map((style) => ({ style, address: FILES[alphabet][style], ...LETTERS[alphabet] })),
  );
}

const FILES = {
  latin: { normal: latin, italic: latinItalic },
  greek: { normal: greek, italic: greekItalic },
};
const LETTERS = { latin: { letter: 'H' }, greek: { letter: 'Σ', range: 'U+0370-03FF' } };

/** Their `@font-face` rules, with the files inside. */
export const fontRules = async (faces: readonly Face[]): Promise<string> =>
  (await Promise.all(faces.map(fontRule))).join('');

async function fontRule({ address, style, range }: Face): Promise<string> {
  const data = base64(new Uint8Array(await bytesOf(address)));
  return `@font-face{font-family:Literata;font-weight:200 900;font-style:${style};src:url(data:font/woff2;base64,${data}) format("woff2")${range ? `;unicode-range:${range}` : ''}}`;
}

let measured: Promise<FontFace> | undefined;

/**
 * The family to measure with. Not the page's own: that one is optional, and where it came late the
 * page does without it.
 */
export async function loadMeasured(): Promise<string> {
  measured ??= bytesOf(latin).then((bytes) =>
    new FontFace('Literata measured', bytes, { weight: '200 900' }).load(),
  );
  measured.catch(() => (measured = undefined));
  document.fonts.add(await measured);
  return `"Literata measured", ${FAMILY}`;
}

async function bytesOf(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error('The typeface could not be loaded.');
  return response.arrayBuffer();
}

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
