import jsQr from 'jsqr';
import { marked } from 'marked';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaults } from '#demo';
import { canCarry } from '../../src/app/share/can-carry.ts';
import { qrCode } from '../../src/app/share/qr-code.ts';
import { titleOf, toHtml, toMarkdown } from '../../src/app/share/titled.ts';
import { loadDemo } from '../../src/demo/registry.ts';

const svd = await loadDemo('svd');
const xkv = await loadDemo('xkv');

describe('a title', () => {
  test('names the demo, and what is not at its default', () => {
    const usual = xkv.fit(defaults(xkv.params));
    expect(titleOf(xkv, usual)).toBe('xKV');
    expect(titleOf(xkv, { ...usual, align: 0.4, seed: 7 })).toBe(
      'xKV: How slowly the stream turns 0.4, Sample 7',
    );
    expect(titleOf(svd, { ...defaults(svd.params), A: [[1, 2]], k: 1 })).toContain('1 × 2');
  });

  test('names three settings and counts the others', () => {
    const all = Object.fromEntries(
      Object.entries(xkv.params).map(([name, param]) => [
        name,
        'min' in param && param.min !== param.default ? param.min : param.default,
      ]),
    );
    expect(titleOf(xkv, all)).toMatch(/^xKV: [^,]+, [^,]+, [^,]+, \d more$/);
  });

  test('with its link survives Markdown and HTML, whatever signs it has', () => {
    const link = 'https://example.org/a(b)/#v=1&A=1,2;3,4&pin=v%3D1%26k%3D2';
    const signs = fc.string({ unit: fc.constantFrom(...Array.from('a]([)*_`\\<>&"|#!~$')) });
    fc.assert(
      fc.property(signs, (text) => {
        const title = `x${text}x`;
        const anchor = (html: string): string => html.replace(/^<p>|<\/p>\n?$/g, '');
        const fromMarkdown = anchor(marked.parse(toMarkdown(title, link), { async: false }));
        const expected = toHtml(title, link.replace('(', '%28').replace(')', '%29'));
        expect(unescapeHtml(fromMarkdown)).toBe(unescapeHtml(expected));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

const unescapeHtml = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The modules of a code drawn four pixels wide, as a camera would see it. */
function picture({ size, path }: { size: number; path: string }): ReturnType<typeof jsQr> {
  const [quiet, scale] = [4, 4];
  const side = (size + 2 * quiet) * scale;
  const dark = inside(path);
  const pixels = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!dark(column, row)) continue;
      for (let line = 0; line < scale; line++) {
        const from = ((row + quiet) * scale + line) * side + (column + quiet) * scale;
        for (let x = from; x < from + scale; x++) pixels.fill(0, 4 * x, 4 * x + 3);
      }
    }
  }
  return jsQr(pixels, side, side);
}

/** Whether the centre of a module lies inside a path of straight lines (even–odd rule). */
function inside(path: string): (x: number, y: number) => boolean {
  const edges = path
    .split('M')
    .filter(Boolean)
    .flatMap((ring) => {
      const corners = ring
        .replace('Z', '')
        .split('L')
        .map((corner) => corner.split(' ').map(Number));
      return corners.map((from, i) => ({ from, to: corners[(i + 1) % corners.length] ?? from }));
    })
    .filter(({ from, to }) => from[0] === to[0]);
  return (x, y) =>
    edges.filter(({ from: [at = 0, a = 0], to: [, b = 0] }) => {
      return at <= x && Math.min(a, b) <= y && y < Math.max(a, b);
    }).length %
      2 ===
    1;
}

describe('a QR code', () => {
  test.each([
    'https://example.org/svd/',
    'https://example.org/xkv/#v=1&align=0.4&pin=v%3D1%26seed%3D7',
    `https://example.org/svd/#v=1&A=~f8.8x8.${'Ab-_'.repeat(170)}`,
  ])('of %.60s is read by an independent reader', (link) => {
    const code = qrCode(link);
    expect(code && picture(code)?.data).toBe(link);
  });

  test('is not made of what a camera could not read', () => {
    expect(qrCode('x'.repeat(1200))?.size).toBe(117);
    expect(qrCode('x'.repeat(1400))).toBeUndefined();
    expect(qrCode('x'.repeat(100_000))).toBeUndefined();
  });
});

test('a link above 8000 characters is not offered', () => {
  expect(canCarry('x'.repeat(8000))).toBe(true);
  expect(canCarry('x'.repeat(8001))).toBe(false);
});
