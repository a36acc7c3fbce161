import { escapeHtml } from '#files';
import { heatCells } from '../../ui/heat-cells.ts';
import type { Palette } from '../../ui/palette.ts';
import { plotData, type PlotData, type PlottedFigure, type Room } from '../../ui/plot-data.ts';
import { type Block, type Measure } from '../../ui/svg-blocks.ts';
import { axisScale, type AxisScale } from './axis-scale.ts';
import { color, list, numberAt, part, px, textAt } from './plot-parts.ts';
import { barMarks, scatterMarks } from './plot-marks.ts';

/** How much larger Plotly writes an axis's title than its ticks. */
const TITLE = 1.2;
const LEADING = 1.3;

/**
 * The plot that the page hands to Plotly, drawn where there is no browser: the same traces, colours,
 * dashes, markers, axes and rules. Only the places of ticks are ours.
 */
export function plotStill(
  figure: PlottedFigure,
  palette: Palette,
  room: Room,
  hidden: ReadonlySet<string>,
  name: string,
  measure: Measure,
): Block {
  const { data, layout } = plotData(figure, palette, room, hidden);
  const [width, height] = [numberAt(layout, 'width'), numberAt(layout, 'height')];
  const size = numberAt(layout, 'font', 'size');
  const ink = textAt(layout, 'font', 'color');
  const wide = (text: string): number => measure(text, { size, color: ink });

  const [xAxis, yAxis] = [part(layout, 'xaxis'), part(layout, 'yaxis')];
  const [xTitle, yTitle] = [titleLines(xAxis), titleLines(yAxis)];
  const titleSize = size * TITLE;
  const tick = size * 0.45;

  const top = numberAt(layout, 'margin', 't');
  const below = tick + size * LEADING + xTitle.length * titleSize * LEADING + size * 0.3;
  const bottom = Math.max(numberAt(layout, 'margin', 'b'), below);
  const down = height - top - bottom;
  const y = axisScale(yAxis, valuesAlong(data, 'y'), down, { size, level: false, wide });
  const names = Math.max(0, ...y.ticks.map(({ label }) => wide(label)));
  const beside = tick * 1.6 + names + yTitle.length * titleSize * LEADING + size * 0.4;
  const left = Math.max(numberAt(layout, 'margin', 'l'), beside);
  const across = width - left - numberAt(layout, 'margin', 'r');
  const x = axisScale(xAxis, valuesAlong(data, 'x'), across, { size, level: true, wide });

  const words = (
    text: string,
    at: readonly [number, number],
    anchor: string,
    style: { size?: number; color?: string; turn?: boolean } = {},
  ): string =>
    `<text x="${px(at[0])}" y="${px(at[1])}" font-size="${px(style.size ?? size)}" fill="${style.color ?? ink}" text-anchor="${anchor}"${style.turn ? ` transform="rotate(-90 ${px(at[0])} ${px(at[1])})"` : ''}>${escapeHtml(text)}</text>`;

  const plot: Plot = { figure, palette, data, layout, x, y, across, down };
  const grid = [
    ...lined(xAxis, x).map((at) => `M${px(at)} 0V${px(down)}`),
    ...lined(yAxis, y).map((at) => `M0 ${px(at)}H${px(across)}`),
  ].join('');
  const markup = [
    `<g transform="translate(${px(left)} ${px(top)})">`,
    grid && `<path d="${grid}" fill="none" stroke="${palette.line}"/>`,
    `<clipPath id="${name}-inside"><rect x="-6" y="-6" width="${px(across + 12)}" height="${px(down + 12)}"/></clipPath>`,
    ruleLines(layout, x, y, across, down),
    `<g clip-path="url(#${name}-inside)">${marksOf(plot, name, words)}</g>`,
    frameOf(plot),
    ...x.ticks.map(({ at, label }) => words(label, [at, down + tick + size], 'middle')),
    ...y.ticks.map(({ at, label }) => words(label, [-tick * 1.2, at + size * 0.35], 'end')),
    ...xTitle.map((line, i) =>
      words(
        line,
        [across / 2, down + tick + size * LEADING + (i + 1) * titleSize * 1.1],
        'middle',
        {
          size: titleSize,
        },
      ),
    ),
    ...yTitle.map((line, i) =>
      words(line, [-beside + size * 0.2 + (i + 0.85) * titleSize * LEADING, down / 2], 'middle', {
        size: titleSize,
        turn: true,
      }),
    ),
    ruleWords(layout, x, y, across, words),
    figure.kind === 'heatmap' ? cellWords(data[0], x, y, palette, words) : '',
    '</g>',
  ].join('');
  return { markup, width, height };
}

/** The same plot without a word: its marks and its frame, in a box with its corner at the origin. */
export function plotMarks(
  figure: PlottedFigure,
  palette: Palette,
  room: { readonly width: number; readonly height: number },
): string {
  const { data, layout } = plotData(figure, palette, room, new Set());
  const letters = { size: 12, wide: () => 0 };
  const scale = (axis: 'x' | 'y', length: number): AxisScale =>
    axisScale(part(layout, `${axis}axis`), valuesAlong(data, axis), length, {
      ...letters,
      level: axis === 'x',
    });
  const { width: across, height: down } = room;
  const [x, y] = [scale('x', across), scale('y', down)];
  const plot: Plot = { figure, palette, data, layout, x, y, across, down };
  return frameOf(plot) + marksOf(plot, figure.id, () => '');
}

interface Plot extends PlotData {
  readonly figure: PlottedFigure;
  readonly palette: Palette;
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly across: number;
  readonly down: number;
}

const valuesAlong = (data: readonly unknown[], axis: 'x' | 'y'): (string | number)[] =>
  data
    .flatMap((trace) => list(part(trace, axis)))
    .filter((value) => typeof value === 'number' || typeof value === 'string');

function marksOf(plot: Plot, name: string, words: Words): string {
  const { figure, palette, data, layout, x, y, across, down } = plot;
  return data
    .map((trace, i) => {
      const type = textAt(trace, 'type');
      if (type === 'scatter') return scatterMarks(trace, x, y);
      if (type === 'bar') {
        const bars = { index: i, count: data.length, gap: numberAt(layout, 'bargap') };
        return barMarks(trace, x, y, bars, `${name}-${i}`, words);
      }
      return figure.kind === 'heatmap'
        ? heatCells(figure, palette, { x: 0, y: 0, width: across, height: down })
        : '';
    })
    .join('');
}

function frameOf({ layout, palette, across, down }: Plot): string {
  const shown = (axis: string): boolean => part(layout, axis, 'showline') === true;
  const path =
    (shown('xaxis') ? `M0 ${px(down)}H${px(across)}` : '') +
    (shown('yaxis') ? `M0 0V${px(down)}` : '');
  return path && `<path d="${path}" fill="none" stroke="${palette.soft}"/>`;
}

const titleLines = (axis: unknown): string[] =>
  textAt(axis, 'title', 'text').split('<br>').filter(Boolean);

/** Where an axis has lines of the grid. */
const lined = (axis: unknown, { ticks }: AxisScale): number[] =>
  part(axis, 'showgrid') === false ? [] : ticks.map(({ at }) => at);

type Words = (
  text: string,
  at: readonly [number, number],
  anchor: string,
  style?: { size?: number; color?: string },
) => string;

function ruleLines(
  layout: unknown,
  x: AxisScale,
  y: AxisScale,
  across: number,
  down: number,
): string {
  return list(part(layout, 'shapes'))
    .map((shape) => {
      const upright = textAt(shape, 'xref') === 'x';
      const at = upright ? x.place(numberAt(shape, 'x0')) : y.place(numberAt(shape, 'y0'));
      const path = upright ? `M${px(at)} 0V${px(down)}` : `M0 ${px(at)}H${px(across)}`;
      const width = numberAt(shape, 'line', 'width');
      return `<path d="${path}" fill="none" stroke="${color(part(shape, 'line', 'color'))}" stroke-width="${width}" stroke-dasharray="3 3"/>`;
    })
    .join('');
}

function ruleWords(
  layout: unknown,
  x: AxisScale,
  y: AxisScale,
  across: number,
  words: Words,
): string {
  return list(part(layout, 'annotations'))
    .map((note) => {
      const style = {
        size: numberAt(note, 'font', 'size'),
        color: color(part(note, 'font', 'color')),
      };
      const text = textAt(note, 'text');
      if (textAt(note, 'xref') === 'x')
        return words(text, [x.placeLinear(numberAt(note, 'x')), -6], 'middle', style);
      const right = textAt(note, 'xanchor') === 'right';
      const at = y.placeLinear(numberAt(note, 'y')) - 4;
      return words(text, [right ? across : 4, at], right ? 'end' : 'start', style);
    })
    .join('');
}

/** The numbers written in the cells of a heat map, where the page writes them. */
function cellWords(
  trace: unknown,
  x: AxisScale,
  y: AxisScale,
  palette: Palette,
  words: Words,
): string {
  if (part(trace, 'texttemplate') === undefined) return '';
  const size = numberAt(trace, 'textfont', 'size');
  const [low, high] = [numberAt(trace, 'zmin'), numberAt(trace, 'zmax')];
  return list(part(trace, 'z'))
    .flatMap((row, i) =>
      list(row).map((value, j) => {
        if (typeof value !== 'number') return '';
        const share = (value - low) / (high - low);
        const strong =
          part(trace, 'colorscale', '1', '0') === 0.5 ? Math.abs(share - 0.5) > 0.3 : share > 0.5;
        const text = String(Math.round(value * 100) / 100).replace('-', '−');
        return words(text, [x.middle(j), y.middle(i) + size * 0.35], 'middle', {
          size,
          color: strong ? palette.paper : palette.ink,
        });
      }),
    )
    .join('');
}
