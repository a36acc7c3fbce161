import type { Figure, HeatmapFigure, SpaceFigure } from '#demo';
import { heatCells } from '../../ui/heat-cells.ts';
import { paletteOf, type Palette } from '../../ui/palette.ts';
import { plotMarks } from './plot-still.ts';
import { spaceStill } from './still.ts';

/** Width and height of every miniature, in its own units. */
const W = 320;
const H = 200;
const PAD = 14;
const GAP = 12;

/**
 * A small picture of a figure, drawn by what draws it large, as SVG: marks only, no words. Colours
 * are the style sheet's custom properties, so that it follows light and dark.
 */
export function miniature(figure: Figure): string {
  return `<svg viewBox="0 0 ${W} ${H}" aria-hidden="true" xmlns="http://www.w3.org/2000/svg">${marksOf(figure)}</svg>`;
}

const color = (name: string): string => `var(--${name})`;

const PALETTE: Palette = { ...paletteOf(color), soft: color('edge') };

function marksOf(figure: Figure): string {
  switch (figure.kind) {
    case 'lines':
    case 'bars': {
      const room = { width: W - 2 * PAD, height: H - 2 * PAD };
      return placed(plotMarks(figure, PALETTE, room), PAD, PAD);
    }
    case 'heatmap':
      return mapMarks(figure);
    case 'space':
      return spaceMarks(figure);
    case 'note':
      return '';
  }
}

const placed = (markup: string, x: number, y: number): string =>
  `<g transform="translate(${x} ${y})">${markup}</g>`;

function mapMarks(figure: HeatmapFigure): string {
  const shown = figure.panels.slice(0, 3);
  const free = W - 2 * PAD - GAP * (shown.length - 1);
  const side = Math.floor(Math.min(H - 2 * PAD, free / Math.max(1, shown.length)));
  const left = (W - side * shown.length - GAP * (shown.length - 1)) / 2;
  const box = { x: 0, y: 0, width: side, height: side };
  return shown
    .map((panel, i) =>
      placed(
        heatCells({ ...figure, panels: [panel] }, PALETTE, box),
        left + i * (side + GAP),
        (H - side) / 2,
      ),
    )
    .join('');
}

/** The first panel, and the last where there are several. */
function spaceMarks(figure: SpaceFigure): string {
  const { panels } = figure;
  const shown = panels.length > 1 ? [...panels.slice(0, 1), ...panels.slice(-1)] : panels;
  const side = Math.min(H, W / shown.length);
  return shown
    .map((panel, i) => {
      const { markup } = spaceStill({ ...figure, panels: [panel] }, side);
      const x = W / 2 + (i - (shown.length - 1) / 2) * (W / shown.length) - side / 2;
      return placed(markup.replaceAll(/<text.*?<\/text>/gs, ''), x, (H - side) / 2);
    })
    .join('');
}
