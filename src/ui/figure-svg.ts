import { escapeHtml } from '#files';
import { mount } from 'svelte';
import {
  drawingBlock,
  GAP,
  legendBlock,
  scaleBlock,
  type DrawnFigure,
  type Pens,
} from './figure-blocks.ts';
import { printPalette } from './palette.ts';
import {
  below,
  centred,
  padded,
  svgDocument,
  type Sheet,
  textBlock,
  type Block,
  type Measure,
} from './svg-blocks.ts';
import { facesOf, FAMILY, fontRules, loadMeasured } from './svg-fonts.ts';
import { partBlock } from './svg-from-part.ts';
import { plotBlock } from './svg-from-plot.ts';
import Space from './Space.svelte';
import Swatch from './Swatch.svelte';

export type { DrawnFigure };

/** The sizes a figure is saved at. Inches, since that is what layout programs read right. */
export const formats = {
  single: { label: 'Single column, 89 mm', inches: 3.5, scale: 1, margin: 6 },
  double: { label: 'Double column, 178 mm', inches: 7, scale: 1, margin: 8 },
  slide: { label: 'Slide, 16:9', inches: 10, scale: 1.5, margin: 16, ratio: 9 / 16 },
} as const;

export type Format = keyof typeof formats;

/** Where a figure comes from, for the line below it. */
export interface Origin {
  /** Name of the demo. */
  readonly name: string;
  readonly number: number;
  /** The address of exactly this state. */
  readonly link: string;
}

export interface SvgFile {
  readonly svg: string;
  /**
   * The same with a strip of `PROOF` pixels below it, in which every face of the typeface prints one
   * letter, `PROOF` pixels apart: ink there says that the face is at work.
   */
  readonly proof: string;
  readonly letters: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

export const PROOF = 24;

/** Links longer than this are cut where they are read, and whole where they are followed. */
const SHOWN_LINK = 240;

/**
 * A figure as a standalone SVG document: title, legend, drawing and provenance, in light colours,
 * with its typeface inside. `hidden` names the series that are left out. Without an origin, only
 * legend and drawing: for a page that says the rest itself.
 */
export async function figureSvg(
  figure: DrawnFigure,
  hidden: ReadonlySet<string>,
  format: Format,
  origin?: Origin,
): Promise<SvgFile> {
  const { inches, scale, margin, ...shape } = formats[format];
  const pens = await pagePens();
  const { palette, measure } = pens;
  const width = (inches * 96) / scale - 2 * margin;
  const text = (words: string, size: number, color: string, weight = 400): Block =>
    textBlock(words, { size, color, weight }, width, measure);

  const head = [
    ...(origin ? [text(figure.title, 15, palette.ink, 600)] : []),
    ...legendBlock(figure, hidden, width, pens),
  ];
  const foot = [
    ...(figure.kind === 'heatmap' ? [scaleBlock(figure, pens)] : []),
    ...(origin ? [provenance(origin, (words) => text(words, 9, palette.soft))] : []),
  ];
  const around = [...head, ...foot].reduce((sum, block) => sum + block.height + GAP, 0);
  const sheet = 'ratio' in shape ? ((inches * 96) / scale) * shape.ratio : undefined;
  const room = sheet === undefined ? { width } : { width, height: sheet - 2 * margin - around };
  const drawing = centred(await drawingBlock(figure, hidden, room, pens), width);
  const spare = Math.max(0, (room.height ?? 0) - drawing.height);
  const block = below([...head, padded(drawing, spare / 2), ...foot], GAP);

  const height = sheet ?? Math.ceil(block.height + 2 * margin);
  // On a page the typeface is there already.
  const faces = origin ? facesOf(block.markup) : [];
  const about: Sheet = {
    width: inches,
    height: (height * scale) / 96,
    margin,
    scale,
    paper: palette.paper,
    family: FAMILY,
    fonts: await fontRules(faces),
    title: figure.title,
    description: `${figure.caption} Stands for: ${figure.source}.${origin ? ` ${sentence(origin, origin.link)}` : ''}`,
  };
  const letters = faces.map(
    ({ letter, style }, i) =>
      `<text x="${((i + 0.2) * PROOF) / scale - margin}" y="${height + (0.8 * PROOF) / scale - margin}" font-style="${style}" font-size="${(0.6 * PROOF) / scale}">${letter}</text>`,
  );
  return {
    svg: svgDocument(block, about),
    proof: svgDocument(
      { ...block, markup: block.markup + letters.join('') },
      { ...about, height: about.height + PROOF / 96 },
    ),
    letters: letters.length,
    width: inches * 96,
    height: Math.round(height * scale),
  };
}

const sentence = ({ name, number }: Origin, link: string): string =>
  `${name}, figure ${number}, Shared Subspace Playground, ${link}`;

function provenance(origin: Origin, write: (words: string) => Block): Block {
  const { link } = origin;
  const shown = link.length > SHOWN_LINK ? `${link.slice(0, SHOWN_LINK)}…` : link;
  const line = write(sentence(origin, shown));
  return { ...line, markup: `<a href="${escapeHtml(link)}">${line.markup}</a>` };
}

/** Draws with what draws the page, in colours for paper. */
async function pagePens(): Promise<Pens> {
  const palette = printPalette();
  return {
    palette,
    measure: await measurer(),
    plot: (figure, room, hidden, name) => plotBlock(figure, palette, room, hidden, name),
    space: (figure, width) =>
      partBlock(
        (target) => mount(Space, { target, props: { figure, drag: () => undefined } }),
        width,
      ),
    swatch: (role, line) =>
      partBlock((target) => mount(Swatch, { target, props: { role, line } }), 30),
  };
}

/** Measures with the typeface that goes into the file. */
async function measurer(): Promise<Measure> {
  const family = await loadMeasured();
  const context = document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('This browser cannot measure text.');
  return (text, { size, weight = 400 }) => {
    context.font = `${weight} ${size}px ${family}`;
    return context.measureText(text).width;
  };
}
