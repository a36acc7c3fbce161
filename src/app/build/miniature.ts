import {
  project,
  type BarsFigure,
  type Figure,
  type HeatmapFigure,
  type LinesFigure,
  type Point,
  type Role,
  type SpaceFigure,
} from '#demo';
import { dashArray, marks } from '../../ui/marks.ts';

/** Width and height of every miniature, in its own units. */
const W = 320;
const H = 200;
const PAD = 14;

/**
 * A small picture of a figure, from the same data, as SVG: marks only, no words. Colours are the
 * style sheet's custom properties, so that it follows light and dark.
 */
export function miniature(figure: Figure): string {
  return `<svg viewBox="0 0 ${W} ${H}" aria-hidden="true" xmlns="http://www.w3.org/2000/svg">${marksOf(figure)}</svg>`;
}

function marksOf(figure: Figure): string {
  switch (figure.kind) {
    case 'lines':
      return linesMarks(figure);
    case 'bars':
      return barsMarks(figure);
    case 'heatmap':
      return heatmapMarks(figure);
    case 'space':
      return spaceMarks(figure);
    case 'note':
      return '';
  }
}

const color = (role: Role): string => `var(--${role})`;
const px = (value: number): string => value.toFixed(1);

/** Maps the data range onto a stretch of pixels. */
function scaleTo(
  values: readonly number[],
  from: number,
  to: number,
  log: boolean,
): (value: number) => number {
  const finite = values.map((v) => (log ? Math.log10(v) : v)).filter(Number.isFinite);
  const low = Math.min(...finite);
  const span = Math.max(...finite) - low || 1;
  return (value) => from + (((log ? Math.log10(value) : value) - low) / span) * (to - from);
}

function linesMarks({ series, x, y }: LinesFigure): string {
  const sx = scaleTo(
    series.flatMap((s) => s.x),
    PAD,
    W - PAD,
    x.scale === 'log',
  );
  const sy = scaleTo(
    [...series.flatMap((s) => s.y), ...(y.range ?? [])],
    H - PAD,
    PAD,
    y.scale === 'log',
  );
  const axes = `<path d="M${PAD} ${PAD}V${H - PAD}H${W - PAD}" fill="none" stroke="var(--edge)"/>`;
  return (
    axes +
    series
      .map(({ role, x: xs, y: ys, draw }) => {
        const points = xs
          .map((at, i) => [sx(at), sy(ys[i] ?? NaN)] as const)
          .filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
        const dots =
          draw === 'points' || points.length <= 16
            ? points
                .map(
                  ([a, b]) =>
                    `<circle cx="${px(a)}" cy="${px(b)}" r="${draw === 'points' ? 4.5 : 2.6}" fill="${color(role)}"/>`,
                )
                .join('')
            : '';
        const line = `<path d="M${points.map(([a, b]) => `${px(a)} ${px(b)}`).join('L')}" fill="none" stroke="${color(role)}" stroke-width="2.4" stroke-dasharray="${dashArray[marks[role].dash]}"/>`;
        return draw === 'points' || points.length === 0 ? dots : line + dots;
      })
      .join('')
  );
}

function barsMarks({ series, categories, y }: BarsFigure): string {
  const sy = scaleTo(
    [0, ...series.flatMap((s) => s.values), ...(y.range ?? [])],
    PAD,
    W - PAD,
    false,
  );
  const step = (H - 2 * PAD) / Math.max(1, categories.length);
  const thick = (step * 0.76) / Math.max(1, series.length);
  return series
    .map(({ role, values }, s) =>
      values
        .map((value, i) => {
          const from = Math.min(sy(0), sy(value));
          const width = Math.abs(sy(value) - sy(0));
          const own = typeof role === 'string' ? role : (role[i] ?? 'data');
          return Number.isFinite(width)
            ? `<rect x="${px(from)}" y="${px(PAD + i * step + s * thick)}" width="${px(width)}" height="${px(thick)}" fill="${color(own)}"/>`
            : '';
        })
        .join(''),
    )
    .join('');
}

function heatmapMarks({ panels, value, palette }: HeatmapFigure): string {
  const shown = panels.slice(0, 3);
  const gap = 12;
  const side = Math.min(
    H - 2 * PAD,
    (W - 2 * PAD - gap * (shown.length - 1)) / Math.max(1, shown.length),
  );
  const left = (W - side * shown.length - gap * (shown.length - 1)) / 2;
  const [low, high] = value.range;
  return shown
    .map(({ values }, p) =>
      values
        .map((row, i) =>
          row
            .map((cell, j) => {
              if (cell === null) return '';
              const share = Math.max(0, Math.min(1, (cell - low) / (high - low || 1)));
              const w = side / row.length;
              const h = side / values.length;
              return `<rect x="${px(left + p * (side + gap) + j * w)}" y="${px((H - side) / 2 + i * h)}" width="${px(w - 0.4)}" height="${px(h - 0.4)}" fill="${heat(share, palette === 'signed')}"/>`;
            })
            .join(''),
        )
        .join(''),
    )
    .join('');
}

/** A colour between two stops of the style sheet's scale. */
function heat(share: number, signed: boolean): string {
  const stops = signed
    ? ['below', 'heat0', 'heat3']
    : ['heat0', 'heat1', 'heat2', 'heat3', 'heat4'];
  const at = share * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  return `color-mix(in srgb, var(--${stops[i + 1]}) ${Math.round((at - i) * 100)}%, var(--${stops[i]}))`;
}

function spaceMarks({ panels, extent, camera }: SpaceFigure): string {
  const shown = panels.length > 2 ? [panels[0], panels.at(-1)] : panels;
  const side = Math.min(H, W / shown.length);
  return shown
    .map((panel, p) => {
      const cx = W / 2 + (p - (shown.length - 1) / 2) * (W / shown.length);
      const unit = side / 2 / extent;
      const place = (point: Point): string => {
        const { x, y } = project(point, camera);
        return `${px(cx + x * unit)} ${px(H / 2 - y * unit)}`;
      };
      return (panel?.items ?? [])
        .map((item) => {
          const stroke = color(item.role);
          if (item.draw === 'arrow') {
            return `<path d="M${px(cx)} ${px(H / 2)}L${place(item.to)}" stroke="${stroke}" stroke-width="3" stroke-linecap="round"/>`;
          }
          const d = `M${item.points.map(place).join('L')}`;
          return item.draw === 'patch'
            ? `<path d="${d}Z" fill="${stroke}" fill-opacity="0.18" stroke="${stroke}"/>`
            : `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${item.faint ? 0.7 : 1.8}"/>`;
        })
        .join('');
    })
    .join('');
}
