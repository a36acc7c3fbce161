import type { Matrix } from 'ml-matrix';
import type { Figure, HeatmapPanel } from '#demo';
import { bars, formatNumber, heatmap, lines } from '#demo';
import { drawing } from './drawing.ts';
import type { Flats, Results } from './method.ts';
import { TINY_ANGLE } from './method.ts';
import type { Plan } from './generate.ts';

interface Shown extends Flats, Plan {
  readonly viewAzimuth: number;
  readonly viewElevation: number;
}

export function figuresOf(results: Results, shown: Shown): Figure[] {
  const view = { azimuth: shown.viewAzimuth, elevation: shown.viewElevation };
  return [
    drawing(results.drawn, shown, view),
    anglesFigure(results, shown),
    cosinesFigure(results, shown),
    distancesFigure(results, shown),
    chanceFigure(results, shown),
    readingFigure(results, shown),
  ];
}

const toDegrees = (angle: number): number => (angle * 180) / Math.PI;
const degrees = (angle: number): string => `${formatNumber(toDegrees(angle))}°`;
const subscript = (i: number): string =>
  String(i).replace(/\d/g, (c) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(c)));
const numbered = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${letter}${subscript(i + 1)}`);

function anglesFigure(results: Results, { n, k, l, shared, tilt }: Shown): Figure {
  const { angles, found, chanceAngles } = results;
  const tilted = `${formatNumber(tilt)}°`;
  const planted =
    shared === 0
      ? 'No shared direction is planted.'
      : `Planted: ${shared} shared ${shared === 1 ? 'direction' : 'directions'}, tilted by ${tilted}; angles no larger than that: ${found} of ${angles.length}.`;
  return bars({
    id: 'angles',
    title: 'Principal angles in ℝⁿ',
    caption: `${planted} The smallest angle reads ${degrees(angles[0] ?? 0)}. Between unrelated subspaces of dimensions ${k} and ${l} in ℝⁿ, n = ${n}, the smallest is ${degrees(chanceAngles[0] ?? 0)} on average.`,
    x: { title: 'Principal angle' },
    y: { title: 'Angle', unit: '°', range: [0, 90] },
    categories: numbered('θ', angles.length),
    series: [
      { name: 'this pair', role: 'ours', values: angles.map(toDegrees) },
      { name: 'unrelated', role: 'null', values: chanceAngles.map(toDegrees) },
    ],
    ...(shared > 0 && { rules: [{ axis: 'y', at: tilt, label: `tilt ${tilted}` }] }),
    source: 'Björck & Golub 1973, Theorem 1; the comparison with chance is ours',
  });
}

function cosinesFigure({ cosines2, overlap, angles }: Results, { k, l }: Shown): Figure {
  return heatmap({
    id: 'cosines',
    title: 'Squared cosines',
    caption: `Both panels sum to ${formatNumber(cosines2.given.sum())}, which is min(k, l) = ${angles.length} times the overlap ${formatNumber(overlap)}. In the bases as given the largest cell holds ${formatNumber(cosines2.given.max())}; in the principal bases the whole stands on the diagonal, as cos² θᵢ.`,
    x: { title: 'Basis vector of the right subspace' },
    y: { title: 'Basis vector of the left subspace' },
    value: { title: 'Squared cosine', range: [0, 1] },
    panels: [
      panel('bases as given', cosines2.given, numbered('u', k), numbered('v', l)),
      panel(
        'principal bases',
        cosines2.principal,
        numbered('p', angles.length),
        numbered('q', angles.length),
      ),
    ],
    source: 'UᵀV = Y C Zᵀ, Björck & Golub 1973, Theorem 1',
  });
}

const panel = (title: string, X: Matrix, rows: string[], cols: string[]): HeatmapPanel => ({
  title,
  rows,
  cols,
  values: X.to2DArray(),
});

function distancesFigure(results: Results, { k, l }: Shown): Figure {
  const { overlap, chance, distances, chanceDistances } = results;
  const values = distances.map(({ name, value }) => `${name} ${formatNumber(value)}`).join(', ');
  return bars({
    id: 'distances',
    title: 'Overlap and distances',
    caption: `Each bar is a share of the largest value possible. This pair: overlap ${formatNumber(overlap)}, ${values} (geodesic and Fubini–Study in radians).${k === l ? '' : ' The dimensions differ, so the spectral ‖P − Q‖ is 1 whatever the angles.'}`,
    x: { title: 'Measure' },
    y: { title: 'Share of the largest possible', range: [0, 1] },
    categories: ['overlap', ...distances.map(({ name }) => name)],
    series: [
      {
        name: 'this pair',
        role: 'ours',
        values: [overlap, ...distances.map(({ value, most }) => value / most)],
      },
      {
        name: 'unrelated',
        role: 'null',
        values: [chance.mean, ...chanceDistances.map(({ value, most }) => value / most)],
      },
    ],
    source:
      'Edelman, Arias & Smith 1998 for k = l; for k ≠ l the last three as in Ye & Lim 2016; the scaling is ours',
  });
}

/** The overlap to expect of random subspaces, max(k, l)/n. */
export const expectedOverlap = ({ n, k, l }: Plan): number => Math.max(k, l) / n;

/** The least overlap on the logarithmic axis. */
const LEAST = 0.002;

function chanceFigure({ sweep, overlap, chance }: Results, plan: Shown): Figure {
  const { dimensions, overlaps } = sweep;
  const expected = expectedOverlap(plan);
  const inRange = overlap >= LEAST;
  return lines({
    id: 'chance',
    title: 'What chance gives',
    caption: `Random subspaces of dimensions ${plan.k} and ${plan.l} overlap by max(k, l)/n on average: ${formatNumber(expected)} at n = ${plan.n}, where the samples give ${formatNumber(chance.mean)}. This pair has ${formatNumber(overlap)}, ${formatNumber(overlap / expected)} times that${inRange ? '' : ': too little for the scale of this figure'}.`,
    x: { title: 'Dimension n', scale: 'log', range: [3.5, 230] },
    y: { title: 'Overlap', scale: 'log', range: [LEAST, 1.3] },
    series: [
      {
        name: 'max(k, l)/n',
        role: 'data',
        x: dimensions,
        y: dimensions.map((n) => expectedOverlap({ ...plan, n })),
      },
      { name: 'random, mean', role: 'null', x: dimensions, y: overlaps, draw: 'points' },
      {
        name: 'this pair',
        role: 'ours',
        x: inRange ? [plan.n] : [],
        y: inRange ? [overlap] : [],
        draw: 'points',
      },
    ],
    rules: [{ axis: 'x', at: plan.n, label: `n = ${plan.n}` }],
    source: 'The mean (l/n) I of the projector onto a uniformly random l-dimensional subspace',
  });
}

function readingFigure({ readings }: Results, { shared, tilt }: Shown): Figure {
  const { truth, arccosine, combined } = readings;
  const smallest = arccosine.filter((x) => x > 0).reduce((a, b) => Math.min(a, b), Infinity);
  const zeros = arccosine.filter((x) => x === 0).length;
  const worst = truth.reduce(
    (most, t, i) => (t < TINY_ANGLE ? most : Math.max(most, Math.abs((combined[i] ?? 0) / t - 1))),
    0,
  );
  const angle = (tilt * Math.PI) / 180;
  return lines({
    id: 'reading',
    title: 'Why not arccos alone',
    caption: `Two lines at a known angle, ${truth.length} times. The arccosine of their cosine reads ${zeros} of these angles as exactly 0 (no point on this scale); its smallest other reading is ${formatNumber(smallest)} rad. From ${formatNumber(TINY_ANGLE)} rad up, sine and cosine together are within a relative ${formatNumber(worst)} of the truth.`,
    x: { title: 'True angle', unit: 'rad', scale: 'log', range: [8e-18, 3] },
    y: { title: 'Angle read', unit: 'rad', scale: 'log', range: [8e-18, 3] },
    series: [
      { name: 'sine and cosine', role: 'ours', ...positive(truth, combined) },
      { name: 'arccos', role: 'rival', draw: 'points', ...positive(truth, arccosine) },
    ],
    ...(shared > 0 &&
      angle >= (truth[0] ?? 0) && { rules: [{ axis: 'x', at: angle, label: 'tilt' }] }),
    source: 'Björck & Golub 1973; Knyazev & Argentati 2002',
  });
}

/** The points a logarithmic scale can show. */
const positive = (x: readonly number[], y: readonly number[]): { x: number[]; y: number[] } => ({
  x: x.filter((_, i) => (y[i] ?? 0) > 0),
  y: y.filter((value) => value > 0),
});
