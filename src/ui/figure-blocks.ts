import {
  axisLabel,
  formatNumber,
  type Figure,
  type HeatmapFigure,
  type NoteFigure,
  type Role,
  type SpaceFigure,
} from '#demo';
import { legendOf } from './legend.ts';
import type { Palette } from './palette.ts';
import { PINNED, type PlottedFigure, type Room } from './plot-data.ts';
import {
  below,
  faded,
  flow,
  textBlock,
  type Block,
  type Measure,
  type TextStyle,
} from './svg-blocks.ts';

export type DrawnFigure = Exclude<Figure, NoteFigure>;

/** What figures are drawn with: on a page, or where there is none. */
export interface Pens {
  readonly palette: Palette;
  readonly measure: Measure;
  /** A plot, of its first panel where it has some; `name` starts the ids inside it. */
  plot(
    figure: PlottedFigure,
    room: Room,
    hidden: ReadonlySet<string>,
    name: string,
  ): Promise<Block> | Block;
  /** The first panel of a drawing, so many pixels wide. */
  space(figure: SpaceFigure, width: number): Block;
  swatch(role: Role, line: boolean): Block;
}

/** Pixels between the parts of a figure. */
export const GAP = 8;

/** What a figure's legend lists, without the series that are left out. */
export function legendBlock(
  figure: DrawnFigure,
  hidden: ReadonlySet<string>,
  width: number,
  { palette: { ink }, measure, swatch }: Pens,
): Block[] {
  const entries = legendOf(figure).filter(({ name }) => !hidden.has(name));
  if (entries.length === 0) return [];
  const line = figure.kind === 'lines';
  const blocks = entries.map(({ name, role, pinned }) => {
    const sample = swatch(role, line);
    const words = textBlock(name, { size: 12, color: ink }, width - 36, measure);
    return flow([pinned ? faded(sample, PINNED) : sample, words], Infinity, 6, 0);
  });
  return [flow(blocks, width, 18, 3)];
}

/** The colour scale of a heat map. */
export function scaleBlock(
  { id, value, palette: kind }: HeatmapFigure,
  { palette, measure }: Pens,
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
export async function drawingBlock(
  figure: DrawnFigure,
  hidden: ReadonlySet<string>,
  room: Room,
  { palette, measure, plot, space }: Pens,
): Promise<Block> {
  if (figure.kind === 'lines' || figure.kind === 'bars')
    return plot(figure, room, hidden, figure.id);
  const { least, most, overhang } = PANEL[figure.kind];
  const across = room.width - 2 * overhang;
  const fit = Math.floor((across + GAP) / (least + GAP));
  const inRow = room.height
    ? roomiest(figure.panels.length, across, room.height)
    : Math.max(1, Math.min(3, fit));
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
        ? await plot(one, cell, hidden, `${figure.id}-${i}`)
        : space(one, Math.min(cell.width, cell.height ?? Infinity));
    blocks.push(below([title, block], 2, 'middle'));
  }
  return flow(blocks, across, GAP, GAP);
}

/** How many of some square panels stand in a row, up to four, where they are largest. */
function roomiest(panels: number, width: number, height: number): number {
  const side = (inRow: number): number =>
    Math.min(width / inRow, height / Math.ceil(panels / inRow));
  return [1, 2, 3, 4].reduce((best, inRow) => (side(inRow) > side(best) ? inRow : best));
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
