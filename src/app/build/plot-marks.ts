import type { AxisScale } from './axis-scale.ts';
import { color, list, numberAt, part, px, textAt } from './plot-parts.ts';

type Spot = readonly [number, number];

/** A curve with its markers, or a closed band. */
export function scatterMarks(trace: unknown, x: AxisScale, y: AxisScale): string {
  const ys = list(part(trace, 'y'));
  const spots = list(part(trace, 'x')).flatMap((value, i): Spot[] => {
    const spot: Spot = [x.place(Number(value)), y.place(Number(ys[i]))];
    return spot.every(Number.isFinite) ? [spot] : [];
  });
  const path = textAt(trace, 'line', 'shape') === 'hv' ? stepped(spots) : joined(spots);
  if (textAt(trace, 'fill') === 'toself')
    return `<path d="${path}Z" fill="${color(part(trace, 'fillcolor'))}"/>`;
  const mode = textAt(trace, 'mode');
  const width = numberAt(trace, 'line', 'width');
  const line = mode.includes('lines')
    ? `<path class="curve" d="${path}" fill="none" stroke="${color(part(trace, 'line', 'color'))}" stroke-width="${width}" stroke-dasharray="${dashes(textAt(trace, 'line', 'dash'), width)}"/>`
    : '';
  const dots = mode.includes('markers') ? spots.map((spot) => marker(trace, spot)) : [];
  return line + dots.join('');
}

const joined = (spots: readonly Spot[]): string =>
  spots.map(([a, b], i) => `${i === 0 ? 'M' : 'L'}${px(a)} ${px(b)}`).join('');

const stepped = (spots: readonly Spot[]): string =>
  spots.map(([a, b], i) => (i === 0 ? `M${px(a)} ${px(b)}` : `H${px(a)}V${px(b)}`)).join('');

/** Plotly's dashes, which grow with the line. */
function dashes(dash: string, width: number): string {
  const unit = Math.max(width, 3);
  const pattern: Readonly<Record<string, readonly number[]>> = {
    dot: [1, 1],
    dash: [3, 3],
    longdash: [5, 5],
    dashdot: [3, 1, 1, 1],
  };
  return (pattern[dash] ?? []).map((length) => px(length * unit)).join(' ');
}

function marker(trace: unknown, [x, y]: Spot): string {
  const symbol = textAt(trace, 'marker', 'symbol');
  const r = numberAt(trace, 'marker', 'size') / 2;
  const ink = color(part(trace, 'marker', 'color'));
  const fill = symbol.endsWith('-open') ? 'none' : ink;
  const rim = numberAt(trace, 'marker', 'line', 'width');
  return `<path class="marker" transform="translate(${px(x)} ${px(y)})" d="${shape(symbol, r)}" fill="${fill}" stroke="${ink}" stroke-width="${rim}"/>`;
}

function shape(symbol: string, r: number): string {
  const ring = (corners: readonly Spot[]): string =>
    `${joined(corners.map(([a, b]): Spot => [a * r, b * r]))}Z`;
  const bar = 0.4;
  const plus: readonly Spot[] = [
    ...([
      [bar, -1.2],
      [bar, -bar],
      [1.2, -bar],
      [1.2, bar],
      [bar, bar],
      [bar, 1.2],
    ] as const),
    ...([
      [-bar, 1.2],
      [-bar, bar],
      [-1.2, bar],
      [-1.2, -bar],
      [-bar, -bar],
      [-bar, -1.2],
    ] as const),
  ];
  switch (symbol) {
    case 'square':
      return ring([
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ]);
    case 'diamond':
      return ring([
        [0, -1.3],
        [1.3, 0],
        [0, 1.3],
        [-1.3, 0],
      ]);
    case 'triangle-up':
      return ring([
        [0, -1],
        [1.15, 1],
        [-1.15, 1],
      ]);
    case 'cross':
      return ring(plus);
    case 'x':
      return ring(plus.map(([a, b]): Spot => [(a - b) * 0.75, (a + b) * 0.75]));
    default:
      return `M${px(-r)} 0a${px(r)} ${px(r)} 0 1 0 ${px(2 * r)} 0a${px(r)} ${px(r)} 0 1 0 ${px(-2 * r)} 0Z`;
  }
}

/** Where a series of bars stands among those of its category. */
interface Group {
  readonly index: number;
  readonly count: number;
  readonly gap: number;
}

type Words = (
  text: string,
  at: Spot,
  anchor: string,
  style?: { size?: number; color?: string },
) => string;

/** The bars of one series, hatched where they stand beside others, and their numbers. */
export function barMarks(
  trace: unknown,
  x: AxisScale,
  y: AxisScale,
  { index, count, gap }: Group,
  id: string,
  words: Words,
): string {
  const lying = textAt(trace, 'orientation') === 'h';
  const [along, upon] = lying ? [y, x] : [x, y];
  const names = list(part(trace, lying ? 'y' : 'x'));
  const values = list(part(trace, lying ? 'x' : 'y'));
  const thick = (along.pitch * (1 - gap)) / count;
  const zero = upon.place(0);
  const labels = list(part(trace, 'text'));
  const size = numberAt(trace, 'textfont', 'size');
  const hatches = list(part(trace, 'marker', 'pattern', 'shape'));
  const paper = color(part(trace, 'marker', 'pattern', 'fgcolor'));
  const colors = part(trace, 'marker', 'color');
  const own = (i: number): string => color(Array.isArray(colors) ? list(colors)[i] : colors);
  return names
    .map((name, i) => {
      const value = Number(values[i]);
      if (!Number.isFinite(value)) return '';
      const start = along.place(String(name)) + (index - count / 2) * thick;
      const end = upon.place(value);
      const [from, length] = [Math.min(zero, end), Math.abs(end - zero)];
      const box = lying
        ? `x="${px(from)}" y="${px(start)}" width="${px(length)}" height="${px(thick)}"`
        : `x="${px(start)}" y="${px(from)}" width="${px(thick)}" height="${px(length)}"`;
      const hatch = hatched(hatches[i], paper, `${id}-${i}`);
      const bar = `<rect class="bar" ${box} fill="${own(i)}"/>${hatch && `${hatch}<rect ${box} fill="url(#${id}-${i})"/>`}`;
      const label = labels[i];
      if (typeof label !== 'string') return bar;
      const middle = start + thick / 2;
      // Numbers stand in a bar that holds them, else at its end.
      const room = label.length * size * 0.6;
      const inside = textAt(trace, 'textposition') === 'auto' && length > room && thick > size;
      const side = end >= zero === lying ? 1 : -1;
      const at: Spot = lying
        ? [end + (inside ? -3 : 3) * side, middle + size * 0.35]
        : [middle, end + (inside ? size : -4)];
      const anchor = lying ? (inside === side > 0 ? 'end' : 'start') : 'middle';
      return bar + words(label, at, anchor, { size, ...(inside && { color: '#fff' }) });
    })
    .join('');
}

/** The pattern of a hatching in Plotly's signs, over bars of any colour. */
function hatched(sign: unknown, paper: string, id: string): string {
  const strokes: Readonly<Record<string, string>> = {
    '/': 'M-1 7 7 -1',
    '\\': 'M-1 -1 7 7',
    x: 'M-1 7 7 -1M-1 -1 7 7',
    '-': 'M0 3H6',
    '.': 'M2 3H4',
  };
  const path = typeof sign === 'string' ? strokes[sign] : undefined;
  if (!path) return '';
  return `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse"><path d="${path}" stroke="${paper}" stroke-opacity="0.45" stroke-width="1.5"/></pattern>`;
}
