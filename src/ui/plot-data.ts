import type { Data, Layout } from 'plotly.js-dist-min';
import {
  axisLabel,
  formatNumber,
  type BarsFigure,
  type HeatmapFigure,
  type LinesFigure,
} from '#demo';
import { marks } from './marks.ts';
import type { Palette } from './palette.ts';
import { baseLayout, nameAxis, numericAxis, ruleMarks } from './plot-layout.ts';

export type PlottedFigure = LinesFigure | BarsFigure | HeatmapFigure;

export interface PlotData {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}

const NARROW = 500;

/** A figure as Plotly's traces and layout. `hidden` names the series switched off in the legend. */
export function plotData(
  figure: PlottedFigure,
  palette: Palette,
  width: number,
  hidden: ReadonlySet<string>,
): PlotData {
  switch (figure.kind) {
    case 'lines':
      return linesPlot(figure, palette, width, hidden);
    case 'bars':
      return barsPlot(figure, palette, width, hidden);
    case 'heatmap':
      return heatmapPlot(figure, palette, width);
  }
}

function linesPlot(
  figure: LinesFigure,
  palette: Palette,
  width: number,
  hidden: ReadonlySet<string>,
): PlotData {
  const data = figure.series
    .filter(({ name }) => !hidden.has(name))
    .map((series): Data => {
      const { dash, symbol } = marks[series.role];
      const color = palette.roles[series.role];
      const many = series.x.length > 60;
      const points = series.draw === 'points';
      return {
        type: 'scatter',
        name: series.name,
        x: [...series.x],
        y: [...series.y],
        mode: points ? 'markers' : many ? 'lines' : 'lines+markers',
        line: {
          color,
          width: series.role === 'ours' ? 2.5 : 1.8,
          dash,
          shape: series.draw === 'steps' ? 'hv' : 'linear',
        },
        marker: { color, symbol, size: points ? 10 : 6, line: { color, width: 1.5 } },
        hovertemplate: `%{x:.4~g}: %{y:.4~g}<extra>${escapeHtml(series.name)}</extra>`,
      };
    });
  return {
    data,
    layout: {
      ...baseLayout(palette, width, width < NARROW ? 300 : 360),
      xaxis: numericAxis(
        figure.x,
        palette,
        figure.series.flatMap(({ x }) => x),
      ),
      yaxis: numericAxis(figure.y, palette, figure.y.range ?? figure.series.flatMap(({ y }) => y)),
      ...ruleMarks(figure.rules ?? [], palette, figure.x, figure.y),
    },
  };
}

/** Bars with long names lie down, so that the names can be read. */
const lies = ({ categories }: BarsFigure): boolean => categories.some((name) => name.length > 5);

function barsPlot(
  figure: BarsFigure,
  palette: Palette,
  width: number,
  hidden: ReadonlySet<string>,
): PlotData {
  const lying = lies(figure);
  const shown = figure.series.filter(({ name }) => !hidden.has(name));
  const count = figure.categories.length * shown.length;
  const labelled = lying ? count <= 24 : width / count >= 30;
  const data = shown.map(({ name, role, values }): Data => {
    const roles = figure.categories.map(
      (_, i) => (typeof role === 'string' ? role : role[i]) ?? 'data',
    );
    const names = figure.categories.map(String);
    const label = values.map((value) => formatNumber(value));
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
            textposition: shown.length > 1 ? 'outside' : 'auto',
            insidetextanchor: 'end',
            textangle: 0,
            textfont: { size: 11 },
            cliponaxis: false,
          }
        : {}),
      marker: {
        color: roles.map((r) => palette.roles[r]),
        ...(shown.length > 1
          ? {
              pattern: {
                shape: roles.map((r) => marks[r].hatch),
                fillmode: 'overlay',
                fgcolor: palette.paper,
                fgopacity: 0.45,
                size: 6,
              },
            }
          : {}),
      },
      hovertemplate: `%{${lying ? 'y' : 'x'}}: %{customdata}<extra>${escapeHtml(name)}</extra>`,
    };
  });
  const rows = figure.categories.length * Math.max(1, shown.length);
  const height = lying
    ? Math.max(200, 76 + rows * (shown.length > 1 ? 18 : 28))
    : width < NARROW
      ? 300
      : 360;
  const names = nameAxis(figure.x, palette);
  const values = numericAxis(figure.y, palette);
  return {
    data,
    layout: {
      ...baseLayout(palette, width, height),
      // Room for the numbers that stand outside lying bars.
      margin: { l: 56, r: lying && shown.length > 1 ? 44 : 14, t: 24, b: 48 },
      barmode: 'group',
      bargap: 0.25,
      xaxis: lying ? values : names,
      yaxis: lying ? { ...names, autorange: 'reversed', title: { text: '' } } : values,
      ...ruleMarks(figure.rules ?? [], palette, figure.x, figure.y, lying),
    },
  };
}

const colorscale = (colors: readonly string[]): [number, string][] =>
  colors.map((color, i) => [i / (colors.length - 1), color]);

function heatmapPlot(figure: HeatmapFigure, palette: Palette, width: number): PlotData {
  const { panels } = figure;
  const perRow = Math.min(panels.length, width < NARROW ? 1 : 3);
  const rows = Math.ceil(panels.length / perRow);
  const bar = 64;
  const gap = 56;
  const side = Math.min(400, (width - 56 - bar - gap * (perRow - 1)) / perRow);
  const aspect = Math.max(
    ...panels.map((p) => Math.min(1.6, Math.max(0.35, p.rows.length / Math.max(1, p.cols.length)))),
  );
  const tall = side * aspect;
  const plotWidth = side * perRow + gap * (perRow - 1);
  const plotHeight = tall * rows + 92 * (rows - 1);
  const base = baseLayout(palette, width, plotHeight + 34 + 54);
  const layout: Partial<Layout> = {
    ...base,
    margin: { l: 56, r: Math.max(bar, width - 56 - plotWidth), t: 34, b: 54 },
    coloraxis: {
      cmin: figure.value.range[0],
      cmax: figure.value.range[1],
      colorscale: colorscale(figure.palette === 'signed' ? palette.signed : palette.sequential),
      colorbar: {
        thickness: 10,
        outlinewidth: 0,
        title: { text: figure.value.title, side: 'right' },
        len: 1,
      },
    },
    // One title for the columns of all panels, so that narrow panels do not print over each other.
    annotations: [
      {
        text: axisLabel(figure.x),
        showarrow: false,
        xref: 'paper',
        yref: 'paper',
        x: 0.5,
        y: 0,
        xanchor: 'center',
        yanchor: 'top',
        yshift: -26,
      },
    ],
  };
  const data = panels.map((panel, index): Data => {
    const column = index % perRow;
    const row = Math.floor(index / perRow);
    const suffix = index === 0 ? '' : String(index + 1);
    const left = (column * (side + gap)) / plotWidth;
    const right = left + side / plotWidth;
    const top = 1 - (row * (tall + 92)) / plotHeight;
    const bottom = Math.max(0, top - tall / plotHeight);
    const cells = panel.rows.length * panel.cols.length;
    const written = panel.cols.length <= 12 && side / panel.cols.length >= 26 && cells <= 144;
    Object.assign(layout, {
      [`xaxis${suffix}`]: {
        ...nameAxis(figure.x, palette),
        title: { text: '' },
        domain: [left, Math.min(1, right)],
        anchor: `y${suffix}`,
        showline: false,
        automargin: false,
      },
      [`yaxis${suffix}`]: {
        ...nameAxis(figure.y, palette),
        ...(column > 0 ? { title: { text: '' } } : {}),
        domain: [bottom, top],
        anchor: `x${suffix}`,
        autorange: 'reversed',
        showline: false,
        automargin: false,
      },
    });
    layout.annotations?.push({
      text: panel.title,
      showarrow: false,
      xref: 'paper',
      yref: 'paper',
      x: (left + right) / 2,
      y: top,
      xanchor: 'center',
      yanchor: 'bottom',
      yshift: 4,
      font: { size: 13, color: palette.ink },
    });
    return {
      type: 'heatmap',
      x: panel.cols.map(String),
      y: panel.rows.map(String),
      z: panel.values.map((line) => [...line]),
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      coloraxis: 'coloraxis',
      xgap: cells <= 400 ? 1 : 0,
      ygap: cells <= 400 ? 1 : 0,
      ...(written ? { texttemplate: '%{z:.2~f}', textfont: { size: 11 } } : {}),
      hovertemplate: '%{y}, %{x}: %{z:.4~g}<extra></extra>',
    };
  });
  return { data, layout };
}

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
