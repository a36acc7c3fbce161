import { render } from 'svelte/server';
import type { SpaceFigure } from '#demo';
import {
  drawingBlock,
  GAP,
  legendBlock,
  scaleBlock,
  type DrawnFigure,
  type Pens,
} from '../../ui/figure-blocks.ts';
import type { Palette } from '../../ui/palette.ts';
import Space from '../../ui/Space.svelte';
import Swatch from '../../ui/Swatch.svelte';
import { below, centred, padded, type Block, type Measure } from '../../ui/svg-blocks.ts';
import { plotStill } from './plot-still.ts';

/** The pens of a build: the page's own components, without a page. */
export const buildPens = (palette: Palette, measure: Measure): Pens => ({
  palette,
  measure,
  plot: (figure, room, hidden, name) => plotStill(figure, palette, room, hidden, name, measure),
  space: spaceStill,
  swatch: (role, line) => svgIn(render(Swatch, { props: { role, line } }).body),
});

/** The first panel of a drawing. */
export const spaceStill = (figure: SpaceFigure, width: number): Block =>
  svgIn(render(Space, { props: { figure, drag: () => undefined, width } }).body);

/** A figure with its legend, as saved figures have it, in a room of so many pixels. */
export async function figureStill(
  figure: DrawnFigure,
  room: { readonly width: number; readonly height: number },
  pens: Pens,
): Promise<Block> {
  const none = new Set<string>();
  const head = legendBlock(figure, none, room.width, pens);
  const foot = figure.kind === 'heatmap' ? [scaleBlock(figure, pens)] : [];
  const around = [...head, ...foot].reduce((sum, block) => sum + block.height + GAP, 0);
  const height = room.height - around;
  const drawing = await drawingBlock(figure, none, { width: room.width, height }, pens);
  const spare = Math.max(0, height - drawing.height);
  return below([...head, padded(centred(drawing, room.width), spare / 2), ...foot], GAP);
}

/** The first SVG of a part of the page, as a block; what is there to be grabbed is left out. */
function svgIn(html: string): Block {
  const [, attributes = '', content = ''] = /<svg([^>]*)>(.*?)<\/svg>/s.exec(html) ?? [];
  const [, width = '0', height = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(attributes) ?? [];
  const [, style = ''] = /style="([^"]*)"/.exec(attributes) ?? [];
  const plain = content
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/ class="svelte-\w+"/g, '')
    .replaceAll(/<circle[^>]*class="handle[^>]*>(<\/circle>)?/g, '');
  return {
    markup: `<g style="${style}">${plain}</g>`,
    width: Number(width),
    height: Number(height),
  };
}
