import type { Data, Layout } from 'plotly.js-dist-min';
import {
  formatNumber,
  type BarsFigure,
  type HeatmapFigure,
  type HeatmapPanel,
  type LinesFigure,
  type Role,
  type Series,
} from '#demo';
import { marks } from './marks.ts';
import type { Palette } from './palette.ts';
import {
  baseLayout,
  countingTicks,
  nameAxis,
  NARROW,
  numericAxis,
  ruleMarks,
  SIDES,
  WORDS,
  type Scale,
} from './plot-layout.ts';

export type PlottedFigure = LinesFigure | BarsFigure | HeatmapFigure;

export interface PlotData {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}

/** The pixels there are; without a height, a drawing takes what suits its width. */
export interface Room {
  readonly width: number;
  readonly height?: number;
  readonly scale?: Scale;
}

/** How opaque a curve or bar of the pinned state is. */
export const PINNED = 0.45;

const fade = (color: string, opacity: number): string =>
  opacity === 1 ? color : color.replace(/^rgb\((.*)\)$/, `rgba($1, ${opacity})`);

/** A figure as Plotly's traces and layout. `hidden` names the series switched off in the legend. */
export function plotData(
  figure: PlottedFigure,
  palette: Palette,
  room: Room,
  hidden: ReadonlySet<string>,
): PlotData {
  switch (figure.kind) {
    case 'lines':
      return linesPlot(figure, palette, room, hidden);
    case 'bars':
      return barsPlot(figure, palette, room, hidden);
    case 'heatmap':
      return heatmapPlot(figure, palette, room);
  }
}

const usualHeight = (width: number, scale: Scale): number =>
  scale * (width / scale < NARROW ? 300 : 360);

function linesPlot(
  figure: LinesFigure,
  palette: Palette,
  { width, scale = 1, height = usualHeight(width, scale) }: Room,
  hidden: ReadonlySet<string>,
): PlotData {
  const shown = figure.series.filter(({ name }) => !hidden.has(name));
  // What is pinned lies beneath.
  const data = [...shown.filter((s) => s.pinned), ...shown.filter((s) => !s.pinned)].flatMap(
    (series): Data[] => {
      const { dash, symbol } = marks[series.role];
      const color = fade(palette.roles[series.role], series.pinned ? PINNED : 1);
      const many = series.x.length > 60;
      const points = series.draw === 'points';
      const curve: Data = {
        type: 'scatter',
        name: series.name,
        x: [...series.x],
        y: [...series.y],
        mode: points ? 'markers' : many ? 'lines' : 'lines+markers',
        line: {
          color,
          width: scale * (series.role === 'ours' ? 2.5 : 1.8) * (series.pinned ? 0.6 : 1),
          dash,
          shape: series.draw === 'steps' ? 'hv' : 'linear',
        },
        marker: {
          color,
          symbol,
          size: scale * (points ? 10 : 6) * (series.pinned ? 0.7 : 1),
          line: { color, width: 1.5 * scale },
        },
        hovertemplate: `%{x:.4~g}: %{y:.4~g}<extra>${escapeLabel(series.name)}</extra>`,
      };
      return [...bandOf(series, palette.roles[series.role]), curve];
    },
  );
  const xs = figure.series.flatMap(({ x }) => x);
  return {
    data,
    layout: {
      ...baseLayout(palette, width, height, scale),
      xaxis: {
        ...numericAxis(figure.x, palette, width - 70 * scale, scale, xs),
        ...countingTicks(figure.x, xs),
      },
      yaxis: numericAxis(
        figure.y,
        palette,
        height - 72 * scale,
        scale,
        figure.y.range ??
          figure.series.flatMap(({ y, band }) => [
            ...y,
            ...(band?.low ?? []),
            ...(band?.high ?? []),
          ]),
      ),
      ...ruleMarks(figure.rules ?? [], palette, figure.x, figure.y, scale),
    },
  };
}

/** A band as one closed shape: along its lower edge and back along the upper one. */
function bandOf({ x, band }: Series, color: string): Data[] {
  if (!band) return [];
  const edge = (y: readonly number[]): (readonly [number, number])[] =>
    x.map((at, i) => [at, y[i] ?? NaN] as const).filter(([, value]) => Number.isFinite(value));
  const around = [...edge(band.low), ...edge(band.high).reverse()];
  return [
    {
      type: 'scatter',
      x: around.map(([at]) => at),
      y: around.map(([, value]) => value),
      mode: 'lines',
      line: { width: 0 },
      fill: 'toself',
      fillcolor: fade(color, 0.18),
      hoverinfo: 'skip',
    },
  ];
}

/** Bars with long names lie down, so that the names can be read. */
export const lies = ({ categories }: BarsFigure): boolean =>
  categories.some((name) => name.length > 5);

/** The scale at which a plot's words are as large as those around it. */
export const scaleTo = (type: number): Scale => type / WORDS;

/** Least height at which all words of a figure can be read, for a drawing that fills a room. */
export function leastHeight(figure: PlottedFigure, scale: Scale): number {
  const words = SIDES.t + SIDES.b;
  if (figure.kind !== 'bars' || !lies(figure)) return scale * 170;
  const [rows, beside] = [figure.categories.length, figure.series.length];
  return scale * (words + rows * (beside > 1 ? beside * 14 : 12));
}

function barsPlot(
  figure: BarsFigure,
  palette: Palette,
  { width, scale = 1, height: given }: Room,
  hidden: ReadonlySet<string>,
): PlotData {
  const lying = lies(figure);
  const shown = figure.series.filter(({ name }) => !hidden.has(name));
  const rows = figure.categories.length * Math.max(1, shown.length);
  const usual = lying
    ? scale * Math.max(200, 76 + rows * (shown.length > 1 ? 18 : 28))
    : usualHeight(width, scale);
  const height = given ?? usual;
  // Bars too thin to hold their numbers have them beside.
  const thin = lying && height - 76 * scale < rows * 20 * scale;
  const outside = shown.length > 1 || thin;
  const count = figure.categories.length * shown.length;
  const labelled = lying ? count <= 24 : width / scale / count >= 30;
  const data = shown.map(({ name, role, values, pinned }): Data => {
    const roles = figure.categories.map(
      (_, i) => (typeof role === 'string' ? role : role[i]) ?? 'data',
    );
    const tint = (r: Role): string => fade(palette.roles[r], pinned ? PINNED : 1);
    const names = figure.categories.map(String);
    const label = values.map((value) => (pinned && Number.isNaN(value) ? '' : formatNumber(value)));
    return {
      type: 'bar',
      name,
      orientation: lying ? 'h' : 'v',
      x: lying ? [...values] : names,
      y: lying ? names : [...values],
      customdata: label,
      ...(labelled
        ? {
            text: label,
            textposition: outside ? 'outside' : 'auto',
            ...(thin ? { constraintext: 'none' } : {}),
            insidetextanchor: 'end',
            textangle: 0,
            textfont: { size: 11 * scale },
            cliponaxis: false,
          }
        : {}),
      marker: {
        // Plotly warns of lists where one colour would do.
        color: typeof role === 'string' ? tint(role) : roles.map((r) => tint(r)),
        ...(pinned
          ? { line: { width: 1.2 * scale, color: roles.map((r) => palette.roles[r]) } }
          : {}),
        ...(shown.length > 1
          ? {
              pattern: {
                shape: roles.map((r) => marks[r].hatch),
                fillmode: 'overlay',
                fgcolor: palette.paper,
                fgopacity: 0.45,
                size: 6 * scale,
              },
            }
          : {}),
      },
      hovertemplate: `%{${lying ? 'y' : 'x'}}: %{customdata}<extra>${escapeLabel(name)}</extra>`,
    };
  });
  // Lying bars share the width with their names.
  const beside = lying ? Math.max(...figure.categories.map((name) => name.length * 7)) : 0;
  const names = nameAxis(figure.x, palette, width - 70 * scale, scale);
  const room = lying ? width - (40 + beside) * scale : height - 72 * scale;
  const values = numericAxis(figure.y, palette, room, scale);
  return {
    data,
    layout: {
      // Room for the numbers that stand outside lying bars.
      ...baseLayout(palette, width, height, scale, {
        ...SIDES,
        ...(lying && outside ? { r: 44 } : {}),
      }),
      barmode: 'group',
      bargap: 0.25,
      xaxis: lying ? values : names,
      yaxis: lying ? { ...names, dtick: 1, autorange: 'reversed', title: { text: '' } } : values,
      ...ruleMarks(figure.rules ?? [], palette, figure.x, figure.y, scale, { lying }),
    },
  };
}

const colorscale = (colors: readonly string[]): [number, string][] =>
  colors.map((color, i) => [i / (colors.length - 1), color]);

/** Pixels between the cells of a panel. */
export const cellGap = ({ rows, cols }: HeatmapPanel): number =>
  rows.length * cols.length <= 400 ? 1 : 0;

/** The first panel; the page draws every panel as a plot of its own, beside one colour scale. */
function heatmapPlot(figure: HeatmapFigure, palette: Palette, room: Room): PlotData {
  const panel = figure.panels[0] ?? { title: '', rows: [], cols: [], values: [] };
  const { scale = 1 } = room;
  const margin = figure.x.title ? { l: 56, r: 8, t: 4, b: 52 } : { l: 32, r: 4, t: 4, b: 28 };
  const beside = (margin.l + margin.r) * scale;
  const above = (margin.t + margin.b) * scale;
  const shape = panel.rows.length / Math.max(1, panel.cols.length);
  const aspect = Math.min(1.6, Math.max(0.35, shape));
  const across = Math.min(room.width - beside, ((room.height ?? Infinity) - above) / aspect);
  const down = across * aspect;
  const cells = panel.rows.length * panel.cols.length;
  const written = cells <= 144 && across / scale / panel.cols.length >= 24;
  const gap = cellGap(panel);
  return {
    data: [
      {
        type: 'heatmap',
        x: panel.cols.map(String),
        y: panel.rows.map(String),
        z: panel.values.map((row) => [...row]),
        zmin: figure.value.range[0],
        zmax: figure.value.range[1],
        colorscale: colorscale(figure.palette === 'signed' ? palette.signed : palette.sequential),
        showscale: false,
        xgap: gap,
        ygap: gap,
        ...(written ? { texttemplate: '%{z:.2~f}', textfont: { size: 11 * scale } } : {}),
        hovertemplate: '%{y}, %{x}: %{z:.4~g}<extra></extra>',
      },
    ],
    layout: {
      ...baseLayout(palette, across + beside, down + above, scale, margin),
      xaxis: { ...nameAxis(figure.x, palette, across, scale), showline: false },
      yaxis: {
        ...nameAxis(figure.y, palette, down, scale),
        showline: false,
        autorange: 'reversed',
      },
    },
  };
}

/** Plotly knows these two entities, and not all that HTML has. */
const escapeLabel = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
