import type { HeatmapFigure } from '#demo';
import { heatCells } from './heat-cells.ts';
import type { Palette } from './palette.ts';
import { loadPlotly } from './drawing-library.ts';
import { cellGap, lies, plotData, type PlottedFigure, type Room } from './plot-data.ts';
import { scaled, type Block } from './svg-blocks.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Plotly's drawing of a figure (of its first panel) as a block that needs nothing from the page.
 * `name` starts the ids inside it, so that several can stand in one document.
 */
export async function plotBlock(
  figure: PlottedFigure,
  palette: Palette,
  room: Room,
  hidden: ReadonlySet<string>,
  name: string,
): Promise<Block> {
  const wide = largerIfCrowded(figure, palette, room, hidden);
  const plot = await loadPlotly();
  const { data, layout } = plotData(figure, palette, wide, hidden);
  const { width = wide.width, height = wide.height ?? wide.width } = layout;
  const text = await plot.toImage(
    { data, layout },
    { format: 'svg', width, height, imageDataOnly: true },
  );
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (figure.kind === 'heatmap') drawCells(svg, figure, palette);
  renameIds(svg, name);
  tidy(svg);
  const markup = svg.innerHTML.replaceAll(` xmlns="${SVG}"`, '');
  const block = { markup, width, height };
  return wide === room ? block : scaled(block, room.width / wide.width);
}

/** Lying bars need their height: where there is less, they are drawn larger, to be scaled down. */
function largerIfCrowded(
  figure: PlottedFigure,
  palette: Palette,
  room: Room,
  hidden: ReadonlySet<string>,
): Room {
  if (figure.kind !== 'bars' || !lies(figure) || room.height === undefined) return room;
  const { layout } = plotData(figure, palette, { width: room.width }, hidden);
  const factor = (layout.height ?? 0) / room.height;
  return factor > 1 ? { width: room.width * factor, height: room.height * factor } : room;
}

/** Cells as rectangles in place of Plotly's bitmap, so that they stay sharp at any size. */
function drawCells(svg: Element, figure: HeatmapFigure, palette: Palette): void {
  const [panel] = figure.panels;
  const image = svg.querySelector('image');
  if (!panel || !image) return;
  const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((side) =>
    Number(image.getAttribute(side)),
  );
  const group = svg.ownerDocument.createElementNS(SVG, 'g');
  // Without gaps, neighbours must not let the paper shine through between them.
  if (cellGap(panel) === 0) group.setAttribute('shape-rendering', 'crispEdges');
  group.innerHTML = heatCells(figure, palette, { x, y, width, height });
  image.replaceWith(group);
}

/** Gives all ids of a drawing short names of their own, and follows them where they are used. */
function renameIds(svg: Element, name: string): void {
  const names = new Map<string, string>();
  for (const element of svg.querySelectorAll('[id]')) {
    names.set(element.id, `${name}-${names.size}`);
    element.id = names.get(element.id) ?? '';
  }
  for (const element of svg.querySelectorAll('*')) {
    for (const { name: attribute, value } of [...element.attributes]) {
      const followed = value.replace(
        /url\((["']?)#([^"')]+)\1\)/g,
        (_, _quote, id: string) => `url(#${names.get(id) ?? id})`,
      );
      if (followed !== value) element.setAttribute(attribute, followed);
    }
  }
}

/** Elements that are nothing without content. */
const WITHOUT_CONTENT = new Set(['g', 'defs', 'clipPath', 'text', 'style']);

/** Drops what draws nothing: Plotly's hooks for pointers and styles, and groups without content. */
function tidy(svg: Element): void {
  for (const element of [...svg.querySelectorAll('*')].reverse()) {
    for (const { name } of [...element.attributes]) {
      if (name === 'class' || name.startsWith('data-') || name === 'pointer-events')
        element.removeAttribute(name);
    }
    const style = element.getAttribute('style');
    if (style !== null)
      element.setAttribute('style', style.replace(/(pointer-events|cursor)\s*:[^;]*;?\s*/g, ''));
    const empty = element.childNodes.length === 0;
    if (empty && (WITHOUT_CONTENT.has(element.tagName) || element.matches('path:not([d])')))
      element.remove();
  }
}
