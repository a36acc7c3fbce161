import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { Figure } from '#demo';
import { schemeColors } from './colors.ts';
import { escapeHtml } from './html.ts';
import { miniature } from './miniature.ts';

const FONTS = `${dirname(createRequire(import.meta.url).resolve('katex/package.json'))}/dist/fonts`;
const FACES = ['KaTeX_Main-Regular.ttf', 'KaTeX_Main-Bold.ttf'];

/**
 * A social card, 1200 × 630 PNG: the name, one sentence, and the demo's own figure in the light
 * colours of the style sheet. The typeface is the one of the equations.
 */
export function cardPng(name: string, tagline: string, cover: Figure, css: string): Buffer {
  const colors = schemeColors(css, 'light');
  const picture = resolveColors(miniature(cover), colors).replace(
    '<svg ',
    '<svg x="600" y="120" width="560" height="350" ',
  );
  const line = (text: string, y: number, size: number, weight: string): string =>
    `<text x="60" y="${y}" font-family="KaTeX_Main" font-size="${size}" font-weight="${weight}" fill="${colors.get('ink')}">${escapeHtml(text)}</text>`;
  const title = wrap(name, 22).map((text, i) => line(text, 150 + i * 62, 54, 'bold'));
  const below = 150 + title.length * 62 + 10;
  const words = wrap(tagline, 42).map((text, i) => line(text, below + i * 40, 29, 'normal'));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<rect width="1200" height="630" fill="${colors.get('paper')}"/><rect width="1200" height="12" fill="${colors.get('accent')}"/>
${title.join('')}${words.join('')}${line('Shared Subspace Playground', 585, 27, 'normal')}${picture}</svg>`;
  return new Resvg(svg, {
    font: {
      fontFiles: FACES.map((face) => `${FONTS}/${face}`),
      loadSystemFonts: false,
      defaultFontFamily: 'KaTeX_Main',
    },
  })
    .render()
    .asPng();
}

function resolveColors(svg: string, colors: ReadonlyMap<string, string>): string {
  const plain = svg.replaceAll(/var\(--(\w+)\)/g, (_, name: string) => colors.get(name) ?? '#000');
  return plain.replaceAll(
    /color-mix\(in srgb, (#\w+) (\d+)%, (#\w+)\)/g,
    (_, a: string, share: string, b: string) => mix(a, b, Number(share) / 100),
  );
}

function mix(a: string, b: string, share: number): string {
  const channel = (hex: string, i: number): number => parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map((i) =>
    Math.round(share * channel(a, i) + (1 - share) * channel(b, i)),
  );
  return `rgb(${mixed.join()})`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
