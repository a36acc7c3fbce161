import type { Layout } from 'plotly.js-dist-min';
import { axisLabel, type Axis, type Rule } from '#demo';
import type { Palette } from './palette.ts';

const FONT = 'Literata, Georgia, serif';

/** Size of words in a plot, in pixels, where it is wide enough. */
export const WORDS = 13.5;

/** Below this width the words are smaller. */
export const NARROW = 500;

/**
 * Pixels of the screen for each pixel of a plot as it stands on the page. Words, lines and marks
 * grow alike; all measures that a plot is given or gives are pixels of the screen.
 */
export type Scale = number;

export type AxisLayout = NonNullable<Partial<Layout['xaxis']>>;

export interface Sides {
  readonly l: number;
  readonly r: number;
  readonly t: number;
  readonly b: number;
}

export const SIDES: Sides = { l: 56, r: 14, t: 24, b: 48 };

/** What all plots share: one theme. */
export function baseLayout(
  palette: Palette,
  width: number,
  height: number,
  scale: Scale,
  { l, r, t, b } = SIDES,
): Partial<Layout> {
  const font = { family: FONT, size: scale * (width / scale < NARROW ? 12 : WORDS) };
  return {
    width,
    height,
    margin: { l: l * scale, r: r * scale, t: t * scale, b: b * scale },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { ...font, color: palette.ink },
    hoverlabel: {
      bgcolor: palette.paper,
      bordercolor: palette.soft,
      font: { ...font, color: palette.ink },
    },
    dragmode: false,
    showlegend: false,
  };
}

/** A numeric axis of so many pixels; the `values` along it decide how dense a log scale's ticks are. */
export function numericAxis(
  axis: Axis,
  palette: Palette,
  length: number,
  scale: Scale,
  values: readonly number[] = [],
): AxisLayout {
  const log = axis.scale === 'log';
  const end = (value: number): number => (log ? Math.log10(value) : value);
  const range: [number, number] | undefined = axis.range && [
    end(axis.range[0]),
    end(axis.range[1]),
  ];
  return {
    title: { text: wrapped(axisLabel(axis), length / scale), standoff: 8 * scale },
    type: log ? 'log' : 'linear',
    ...(range ? { range } : { autorange: true }),
    exponentformat: 'power',
    ...(log ? logTicks(values, length / scale) : {}),
    fixedrange: true,
    zeroline: !log,
    zerolinecolor: palette.line,
    gridcolor: palette.line,
    showline: true,
    linecolor: palette.soft,
    ticks: 'outside',
    tickcolor: palette.soft,
    ...strokes(scale),
    automargin: true,
  };
}

const strokes = (scale: Scale) => ({
  gridwidth: scale,
  zerolinewidth: scale,
  linewidth: scale,
  tickwidth: scale,
  ticklen: 5 * scale,
});

/** A title broken into lines that fit so many pixels, at about 7 pixels a character. */
function wrapped(text: string, length: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && (last.length + 1 + word.length) * 7 <= length) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.join('<br>');
}

/**
 * Powers of ten, about 60 pixels apart; less than two powers get 2 and 5 as well, all in full: a bare
 * “2” between 0.1 and 1 would be read as 2.
 */
function logTicks(
  values: readonly number[],
  length: number,
): { dtick: number | 'D2'; tickformat?: string } {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const decades = Math.max(...logs) - Math.min(...logs);
  return decades >= 1.5
    ? { dtick: Math.ceil(decades / (length / 60)) }
    : { dtick: 'D2', tickformat: '~g' };
}

/** A tick at every whole number, where values along a linear axis are counts and not too many. */
export const countingTicks = (axis: Axis, values: readonly number[]): { dtick?: 1 } =>
  axis.scale !== 'log' &&
  values.every((value) => Number.isInteger(value)) &&
  Math.max(...values) - Math.min(...values) <= 12
    ? { dtick: 1 }
    : {};

/** An axis of names, in the given order. */
export function nameAxis(axis: Axis, palette: Palette, length: number, scale: Scale): AxisLayout {
  return {
    title: { text: wrapped(axisLabel(axis), length / scale), standoff: 8 * scale },
    type: 'category',
    fixedrange: true,
    showgrid: false,
    showline: true,
    linecolor: palette.soft,
    linewidth: scale,
    automargin: true,
  };
}

/**
 * Thresholds and chosen values as dotted lines with their words: above the plot for upright lines,
 * on the side where data are rarest for level ones: left of curves, right of bars. Where bars lie, the axes
 * have changed places.
 */
export function ruleMarks(
  rules: readonly Rule[],
  palette: Palette,
  x: Axis,
  y: Axis,
  scale: Scale,
  bars?: { readonly lying: boolean },
): Pick<Layout, 'shapes' | 'annotations'> {
  const at = (rule: Rule): number =>
    (rule.axis === 'x' ? x : y).scale === 'log' ? Math.log10(rule.at) : rule.at;
  const upright = (rule: Rule): boolean => (rule.axis === 'x') !== (bars?.lying ?? false);
  return {
    shapes: rules.map((rule) => ({
      type: 'line',
      layer: 'below',
      line: { color: palette.soft, width: 1.5 * scale, dash: 'dot' },
      ...(upright(rule)
        ? { xref: 'x', yref: 'paper', x0: rule.at, x1: rule.at, y0: 0, y1: 1 }
        : { xref: 'paper', yref: 'y', x0: 0, x1: 1, y0: rule.at, y1: rule.at }),
    })),
    annotations: rules.map((rule) => ({
      text: rule.label,
      showarrow: false,
      font: { color: palette.soft, size: 12 * scale },
      ...(upright(rule)
        ? { xref: 'x', yref: 'paper', x: at(rule), y: 1, xanchor: 'center', yanchor: 'bottom' }
        : {
            xref: 'paper',
            yref: 'y',
            y: at(rule),
            yanchor: 'bottom',
            ...(bars
              ? { x: 1, xanchor: 'right', bgcolor: palette.paper, opacity: 0.85 }
              : { x: 0, xanchor: 'left', xshift: 3 * scale }),
          }),
    })),
  };
}
