import { mount } from 'svelte';
import {
  axisLabel,
  formatNumber,
  type Figure,
  type HeatmapFigure,
  type NoteFigure,
  type SpaceFigure,
} from '#demo';
import { legendOf } from './legend.ts';
import { printPalette, type Palette } from './palette.ts';
import { PINNED, type Room } from './plot-data.ts';
import {
  below,
  centred,
  escapeXml,
  faded,
  flow,
  padded,
  svgDocument,
  type Sheet,
  textBlock,
  type Block,
  type Measure,
  type TextStyle,
} from './svg-blocks.ts';
import { facesOf, FAMILY, fontRules, loadMeasured } from './svg-fonts.ts';
import { partBlock } from './svg-from-part.ts';
import { plotBlock } from './svg-from-plot.ts';
import Space from './Space.svelte';
import Swatch from './Swatch.svelte';

export type DrawnFigure = Exclude<Figure, NoteFigure>;

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
const GAP = 8;

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
  const palette = printPalette();
  const measure = await measurer();
  const width = (inches * 96) / scale - 2 * margin;
  const text = (words: string, size: number, color: string, weight = 400): Block =>
    textBlock(words, { size, color, weight }, width, measure);

  const head = [
    ...(origin ? [text(figure.title, 15, palette.ink, 600)] : []),
    ...legendBlock(figure, hidden, width, palette, measure),
  ];
  const foot = [
    ...(figure.kind === 'heatmap' ? [scaleBlock(figure, palette, measure)] : []),
    ...(origin ? [provenance(origin, (words) => text(words, 9, palette.soft))] : []),
  ];
  const around = [...head, ...foot].reduce((sum, block) => sum + block.height + GAP, 0);
  const sheet = 'ratio' in shape ? ((inches * 96) / scale) * shape.ratio : undefined;
  const room = sheet === undefined ? { width } : { width, height: sheet - 2 * margin - around };
  const drawing = centred(await drawingBlock(figure, hidden, room, palette, measure), width);
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
  return { ...line, markup: `<a href="${escapeXml(link)}">${line.markup}</a>` };
}

function legendBlock(
  figure: DrawnFigure,
  hidden: ReadonlySet<string>,
  width: number,
  { ink }: Palette,
  measure: Measure,
): Block[] {
  const entries = legendOf(figure).filter(({ name }) => !hidden.has(name));
  if (entries.length === 0) return [];
  const line = figure.kind === 'lines';
  const blocks = entries.map(({ name, role, pinned }) => {
    const swatch = partBlock((target) => mount(Swatch, { target, props: { role, line } }), 30);
    const words = textBlock(name, { size: 12, color: ink }, width - 36, measure);
    return flow([pinned ? faded(swatch, PINNED) : swatch, words], Infinity, 6, 0);
  });
  return [flow(blocks, width, 18, 3)];
}

function scaleBlock(
  { id, value, palette: kind }: HeatmapFigure,
  palette: Palette,
  measure: Measure,
): Block {
  const style: TextStyle = { size: 12, color: palette.ink };
  const words = (text: string): Block => textBlock(text, style, Infinity, measure);
  const colors = kind === 'signed' ? palette.signed : palette.sequential;
  const stops = colors.map(
    (color, i) => `<stop offset="${i / (colors.length - 1)}" stop-color="${color}"/>`,
  );
  const bar = {
    markup: `<linearGradient id="${id}-scale">${stops.join('')}</linearGradient><rect width="120" height="10" fill="url(#${id}-scale)" stroke="${palette.line}"/>`,
    width: 120,
    height: 10,
  };
  return below(
    [
      words(axisLabel(value)),
      flow(
        [words(formatNumber(value.range[0])), bar, words(formatNumber(value.range[1]))],
        Infinity,
        8,
        0,
      ),
    ],
    2,
  );
}

/** The drawing itself; panels side by side where there is room for them. */
async function drawingBlock(
  figure: DrawnFigure,
  hidden: ReadonlySet<string>,
  room: Room,
  palette: Palette,
  measure: Measure,
): Promise<Block> {
  if (figure.kind === 'lines' || figure.kind === 'bars')
    return plotBlock(figure, palette, room, hidden, figure.id);
  const { least, most, overhang } = PANEL[figure.kind];
  const across = room.width - 2 * overhang;
  // A slide is wide and low: up to four stand in a row there, however narrow.
  const fit = Math.floor((across + GAP) / (least + GAP));
  const inRow = room.height ? 4 : Math.max(1, Math.min(3, fit));
  const rows = Math.ceil(figure.panels.length / inRow);
  const beside = Math.ceil(figure.panels.length / rows);
  const width = (across - GAP * (beside - 1)) / beside;
  const titles = figure.panels.map(({ title }) =>
    textBlock(title, { size: 12, color: palette.ink }, width, measure, 'middle'),
  );
  const titleHeight = Math.max(...titles.map((title) => title.height));
  const height = room.height && (room.height - GAP * (rows - 1)) / rows - titleHeight - 2;
  const cell: Room = { width: Math.min(width, most), ...(height && { height }) };

  const blocks: Block[] = [];
  for (const [i, title] of titles.entries()) {
    const one = onePanel(figure, i);
    const block =
      one.kind === 'heatmap'
        ? await plotBlock(one, palette, cell, hidden, `${figure.id}-${i}`)
        : partBlock(
            (target) => mount(Space, { target, props: { figure: one, drag: () => undefined } }),
            Math.min(cell.width, cell.height ?? Infinity),
          );
    blocks.push(below([title, block], 2, 'middle'));
  }
  return flow(blocks, across, GAP, GAP);
}

/** Bounds of a panel's width in pixels, and how far words may stand out of the outer ones. */
const PANEL = {
  heatmap: { least: 200, most: 464, overhang: 0 },
  space: { least: 110, most: 416, overhang: 24 },
} as const;

const onePanel = (figure: HeatmapFigure | SpaceFigure, i: number): HeatmapFigure | SpaceFigure =>
  figure.kind === 'heatmap'
    ? { ...figure, panels: figure.panels.slice(i, i + 1) }
    : { ...figure, panels: figure.panels.slice(i, i + 1) };

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
