import { list, part, textAt } from './plot-parts.ts';

/** Where the values of an axis stand, in pixels from the left or the top of the plot. */
export interface AxisScale {
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  place(value: string | number): number;
  /** As `place`, for a number that on a log axis is given as its logarithm. */
  placeLinear(value: number): number;
  /** The middle of a category. */
  middle(index: number): number;
  /** Room of one category. */
  readonly pitch: number;
}

interface Letters {
  readonly size: number;
  /** Whether the axis lies, so that its labels stand side by side. */
  readonly level: boolean;
  wide(text: string): number;
}

/** The scale of an axis as its layout describes it, over `length` pixels. */
export function axisScale(
  axis: unknown,
  values: readonly (string | number)[],
  length: number,
  letters: Letters,
): AxisScale {
  return textAt(axis, 'type') === 'category'
    ? categories(axis, values, length, letters)
    : numbers(axis, values, length, letters);
}

function categories(
  axis: unknown,
  values: readonly (string | number)[],
  length: number,
  { size, level, wide }: Letters,
): AxisScale {
  const names = [...new Set(values.map(String))];
  const pitch = length / Math.max(1, names.length);
  const fromEnd = !level && textAt(axis, 'autorange') !== 'reversed';
  const middle = (index: number): number =>
    (fromEnd ? names.length - 1 - index : index) * pitch + pitch / 2;
  const need = level ? Math.max(...names.map(wide)) + size * 0.5 : size;
  const every = Math.max(1, Math.ceil(need / pitch));
  return {
    ticks: names.flatMap((label, i) => (i % every === 0 ? [{ at: middle(i), label }] : [])),
    place: (value) => middle(names.indexOf(String(value))),
    placeLinear: middle,
    middle,
    pitch,
  };
}

function numbers(
  axis: unknown,
  values: readonly (string | number)[],
  length: number,
  { size, level }: Letters,
): AxisScale {
  const log = textAt(axis, 'type') === 'log';
  const straight = (value: string | number): number =>
    log ? Math.log10(Number(value)) : Number(value);
  const [low, high] = rangeOf(axis, values.map(straight).filter(Number.isFinite));
  const placeLinear = (value: number): number => {
    const share = (value - low) / (high - low);
    return (level ? share : 1 - share) * length;
  };
  const dtick = part(axis, 'dtick');
  const most = length / (size * (level ? 5 : 3));
  const marks = dtick === 'D2' ? oneTwoFive(low, high) : evenly(dtick, low, high, most, log);
  return {
    ticks: marks.map(({ mark, label }) => ({ at: placeLinear(mark), label })),
    place: (value) => placeLinear(straight(value)),
    placeLinear,
    middle: placeLinear,
    pitch: length,
  };
}

interface Mark {
  /** On a log axis the logarithm. */
  readonly mark: number;
  readonly label: string;
}

/** Marks of a log axis from 10^low to 10^high at 1, 2 and 5 times the powers of ten, in full. */
function oneTwoFive(low: number, high: number): Mark[] {
  const marks: Mark[] = [];
  for (let power = Math.floor(low); power <= high; power++) {
    for (const factor of [1, 2, 5]) {
      const mark = power + Math.log10(factor);
      const label = decimal(factor * 10 ** power, 10 ** power);
      if (mark >= low && mark <= high) marks.push({ mark, label });
    }
  }
  return marks;
}

/** Marks at the step asked for, or at a round one that gives at most so many. */
function evenly(dtick: unknown, low: number, high: number, most: number, log: boolean): Mark[] {
  const step = stepOf(dtick, high - low, most);
  const marks: Mark[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
    const mark = i * step;
    marks.push({ mark, label: log ? powerOfTen(mark) : decimal(mark, step) });
  }
  return marks;
}

/** The range given, or what holds all values with a little air, as Plotly leaves around markers. */
function rangeOf(axis: unknown, values: readonly number[]): [number, number] {
  const [low, high] = list(part(axis, 'range'));
  if (typeof low === 'number' && typeof high === 'number') return [low, high];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const air = 0.06 * (most - least || 1);
  return [least - air, most + air];
}

/** The step asked for, or 1, 2 or 5 times a power of ten that gives at most so many ticks. */
function stepOf(asked: unknown, span: number, most: number): number {
  if (typeof asked === 'number') return asked;
  const least = span / Math.max(2, most);
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least - 1e-12) ?? 10);
}

/** A multiple of a step without the noise of its last bits. */
const decimal = (value: number, step: number): string =>
  String(Number(value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))) + 0).replace(
    '-',
    '−',
  );

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function powerOfTen(power: number): string {
  const whole = Math.round(power);
  if (whole === 0) return '1';
  if (whole === 1) return '10';
  const digits = String(Math.abs(whole)).replaceAll(/\d/g, (digit) => RAISED.charAt(Number(digit)));
  return `10${whole < 0 ? '⁻' : ''}${digits}`;
}
