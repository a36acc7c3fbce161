import { escapeHtml } from '#files';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import type { Figure } from '#demo';
import { below, scaled, textBlock, type Block, type Measure } from '../../ui/svg-blocks.ts';
import { schemeColors, schemePalette } from './colors.ts';
import { buildPens, figureStill } from './still.ts';

const FONTS = `${dirname(createRequire(import.meta.url).resolve('katex/package.json'))}/dist/fonts`;
const FACES = ['Main-Regular', 'Main-Bold', 'Main-Italic', 'Math-Italic', 'AMS-Regular'];
const OPTIONS: ResvgRenderOptions = {
  font: {
    fontFiles: FACES.map((face) => `${FONTS}/KaTeX_${face}.ttf`),
    loadSystemFonts: false,
    defaultFontFamily: 'KaTeX_Main',
  },
};

const CARD = { width: 1200, height: 630 };

/** The figure's place; its words have 20 pixels and more, 10 where a card is shown half as wide. */
const FIGURE = { x: 530, y: 48, width: 630, height: 540, scale: 1.7 };

/**
 * A social card as SVG: name, one sentence, and the demo's own figure, drawn by what draws it on the
 * page, in the light colours of the style sheet.
 */
export async function cardSvg(
  name: string,
  tagline: string,
  cover: Figure,
  css: string,
): Promise<string> {
  const palette = schemePalette(css, 'light');
  const colors = schemeColors(css, 'light');
  const text = (words: string, size: number, weight: number, color: string, width = 440): Block =>
    textBlock(words, { size, weight, color }, width, measure);
  const words = below([text(name, 50, 700, palette.ink), text(tagline, 28, 400, palette.ink)], 26);
  const { width, height, scale } = FIGURE;
  const title = text(cover.title, 15, 700, palette.ink, width / scale);
  const room = { width: width / scale, height: height / scale - title.height - 8 };
  const figure =
    cover.kind === 'note'
      ? text(cover.caption, 15, 400, palette.ink, room.width)
      : await figureStill(cover, room, buildPens(palette, measure));
  const picture = scaled(below([title, figure], 8), scale);
  const site = text('Shared Subspace Playground', 26, 400, palette.soft);
  return plainLetters(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}" viewBox="0 0 ${CARD.width} ${CARD.height}" font-family="KaTeX_Main">
<rect width="1200" height="630" fill="${palette.paper}"/><rect width="1200" height="12" fill="${colors.get('accent')}"/>
<g transform="translate(56 70)">${words.markup}</g><g transform="translate(56 552)">${site.markup}</g>
<g transform="translate(${FIGURE.x} ${FIGURE.y})">${picture.markup}</g></svg>`.replaceAll(
      /var\(--(\w+)\)/g,
      (_, color: string) => colors.get(color) ?? '#000',
    ),
  );
}

/** The card, 1200 × 630 PNG. The typeface is the one of the equations. */
export const cardPng = (svg: string): Buffer => new Resvg(svg, OPTIONS).render().asPng();

const widths = new Map<string, number>();

/** Widths as the card's typeface has them. */
const measure: Measure = (text, { size, weight = 400 }) => {
  const key = `${weight} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    // Spaces at the ends have no ink, so the text stands between two strokes.
    const ink = (inner: string): number =>
      new Resvg(
        plainLetters(
          `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="200"><text y="100" font-family="KaTeX_Main" font-size="100" font-weight="${weight}" xml:space="preserve">|${escapeHtml(inner)}|</text></svg>`,
        ),
        OPTIONS,
      ).getBBox()?.width ?? 0;
    width = (ink(text) - ink('')) / 100;
    widths.set(key, width);
  }
  return width * size;
};

const SMALL = { down: '₀₁₂₃₄₅₆₇₈₉', up: '⁰¹²³⁴⁵⁶⁷⁸⁹' };

/** Small letters that the typeface does not have, as ordinary ones made small. */
const plainLetters = (svg: string): string =>
  svg
    .replaceAll(/[₀-₉]/g, (letter) => small(String(SMALL.down.indexOf(letter)), 'sub'))
    .replaceAll(/[⁰¹²³⁴-⁹]/g, (letter) => small(String(SMALL.up.indexOf(letter)), 'super'))
    .replaceAll('⁻', small('−', 'super'))
    .replaceAll('ᵀ', small('T', 'super'))
    .replaceAll('ᵢ', small('i', 'sub'))
    .replaceAll('·', '⋅')
    .replaceAll('font-style="italic"', 'font-style="italic" font-family="KaTeX_Math"');

const small = (letter: string, shift: 'sub' | 'super'): string =>
  `<tspan baseline-shift="${shift}" font-size="70%">${letter}</tspan>`;
