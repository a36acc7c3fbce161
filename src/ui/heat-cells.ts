import type { HeatmapFigure } from '#demo';
import type { Palette } from './palette.ts';
import { cellGap } from './plot-data.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The cells of a heat map's first panel as rectangles of SVG. */
export function heatCells(figure: HeatmapFigure, palette: Palette, box: Box): string {
  const [panel] = figure.panels;
  if (!panel) return '';
  const stops = figure.palette === 'signed' ? palette.signed : palette.sequential;
  const [low, high] = figure.value.range;
  const gap = cellGap(panel);
  const [w, h] = [box.width / panel.cols.length, box.height / panel.rows.length];
  return panel.values
    .flatMap((row, i) =>
      row.map((value, j) => {
        if (value === null || Number.isNaN(value)) return '';
        const at = [box.x + j * w + gap / 2, box.y + i * h + gap / 2, w - gap, h - gap];
        const [left, top, across, down] = at.map((side) => side.toFixed(2));
        return `<rect x="${left}" y="${top}" width="${across}" height="${down}" fill="${blend(stops, (value - low) / (high - low))}"/>`;
      }),
    )
    .join('');
}

/** The colour at a share in 0..1 between evenly spaced stops, `rgb(r, g, b)` or `var(--name)` each. */
function blend(stops: readonly string[], share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  const [from = '', to = ''] = stops.slice(i, i + 2);
  if (from.startsWith('var('))
    return `color-mix(in srgb, ${to} ${Math.round((at - i) * 100)}%, ${from})`;
  const channels = (stop = ''): number[] => (stop.match(/[\d.]+/g) ?? []).map(Number);
  const next = channels(stops[i + 1]);
  const mixed = channels(stops[i]).map((from, c) =>
    Math.round(from + ((next[c] ?? 0) - from) * (at - i)),
  );
  return `rgb(${mixed.slice(0, 3).join()})`;
}
