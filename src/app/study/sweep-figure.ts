import {
  formatChosen,
  lines,
  type Finding,
  type LinesFigure,
  type NumberParam,
  type Rule,
  type Series,
} from '#demo';
import { readingsOf, type Reading } from './readings.ts';
import { quantile } from './tally.ts';

/** What became of one value of the swept parameter on the samples that are known. */
export interface SweptValue {
  readonly at: number;
  readonly samples: readonly (readonly Finding[])[];
}

interface Spread {
  readonly at: number;
  readonly readings: readonly Reading[];
  readonly values: readonly number[];
}

/** The bounds of the band, as shares of the samples. */
const BAND = [0.1, 0.9] as const;
const IN_BAND = 'middle 80 %';

/**
 * A reading against a parameter: the median over samples, a band around it, the threshold of its
 * claim, and where the page stands. Values without any sample that has the reading are left out.
 */
export function sweepFigure(
  param: NumberParam,
  reading: Reading,
  now: number,
  swept: readonly SweptValue[],
): LinesFigure {
  const spreads = swept
    .map(({ at, samples }): Spread => {
      const readings = samples.flatMap((claims) =>
        readingsOf(claims).filter(({ id }) => id === reading.id),
      );
      return {
        at,
        readings,
        values: readings.map(({ value }) => value).filter(Number.isFinite),
      };
    })
    .filter(({ values }) => values.length > 0);
  const most = Math.max(0, ...spreads.map(({ values }) => values.length));
  const along = (share: number): number[] => spreads.map(({ values }) => quantile(values, share));
  const all = spreads.flatMap(({ values }) => values);
  const asked = spreads.flatMap(({ readings }) => readings.map(({ threshold }) => threshold));
  const moving = asked.some((threshold) => threshold !== reading.threshold);
  // As far as the eye must reach: the threshold is drawn too.
  const shown = [...all, ...(reading.threshold === undefined ? [] : [reading.threshold])];
  const least = Math.min(...shown);
  const log = all.length > 0 && least > 0 && Math.max(...shown) / least > 100;
  return lines({
    id: `sweep-${reading.id}`,
    title: `${withFirst(reading.label, 'toUpperCase')}, by ${withFirst(param.label, 'toLowerCase')}`,
    caption: captionOf(param, reading, spreads, most),
    source: reading.source,
    x: { title: param.label, ...(param.unit ? { unit: param.unit } : {}) },
    y: { title: reading.label, ...(log ? { scale: 'log' as const } : {}) },
    series: [
      {
        name: most > 1 ? 'median of the samples' : 'the sample',
        role: 'ours',
        x: spreads.map(({ at }) => at),
        y: along(0.5),
        ...(most > 1 ? { band: { says: IN_BAND, low: along(BAND[0]), high: along(BAND[1]) } } : {}),
      },
      ...(moving ? [thresholdCurve(spreads)] : []),
    ],
    rules: [...(moving ? [] : thresholdRule(reading)), { axis: 'x', at: now, label: 'this page' }],
  });
}

const thresholdRule = ({ threshold, relation }: Reading): Rule[] =>
  threshold === undefined
    ? []
    : [
        {
          axis: 'y',
          at: threshold,
          label: `asked: ${relation === '<' ? 'below' : 'above'} ${formatChosen(threshold)}`,
        },
      ];

/** What is asked at each value, where that depends on the swept parameter. */
const thresholdCurve = (spreads: readonly Spread[]): Series => ({
  name: 'asked',
  role: 'null',
  x: spreads.map(({ at }) => at),
  y: spreads.map(({ readings }) => readings[0]?.threshold ?? NaN),
});

function captionOf(
  param: NumberParam,
  reading: Reading,
  spreads: readonly Spread[],
  most: number,
): string {
  const first = spreads[0];
  const last = spreads.at(-1);
  if (!first || !last) return 'This reading does not appear at any of these settings.';
  const start = `${param.label} from ${formatChosen(first.at)} to ${formatChosen(last.at)}${param.unit ?? ''}, ${most === 1 ? 'one sample' : `${most} samples`} for each value${most > 1 ? `; the band holds the ${IN_BAND} of them` : ''}.`;
  if (reading.threshold === undefined) return start;
  const held = spreads.map(({ readings }) => readings.filter(({ holds }) => holds).length);
  const whole = spreads.filter(({ readings }, i) => held[i] === readings.length).length;
  const none = held.filter((count) => count === 0).length;
  const some = spreads.length - whole - none;
  return `${start} In this toy, the claim holds on every sample at ${whole} of ${spreads.length} values, on some at ${some}, on none at ${none}.`;
}

const withFirst = (text: string, letter: 'toLowerCase' | 'toUpperCase'): string =>
  text.charAt(0)[letter]() + text.slice(1);
