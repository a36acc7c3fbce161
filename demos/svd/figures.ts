import type { Matrix } from 'ml-matrix';
import type { Figure, HeatmapPanel, Rule, Series } from '#demo';
import { formatNumber, formatPercent, heatmap, lines, spectrum } from '#demo';
import { DRAWS } from './generate.ts';
import type { Results } from './method.ts';
import { drawing, size, subscript } from './picture.ts';

interface Shown {
  readonly k: number;
  readonly viewAzimuth: number;
  readonly viewElevation: number;
}

export function figuresOf(results: Results, shown: Shown): Figure[] {
  const { k, viewAzimuth, viewElevation } = shown;
  return [
    drawing(results, { azimuth: viewAzimuth, elevation: viewElevation }),
    values(results, k),
    energy(results, k),
    parts(results, k),
    error(results, k, 'frobenius'),
    error(results, k, 'spectral'),
  ];
}

const chosen = (k: number): Rule => ({ axis: 'x', at: k, label: `k = ${k}` });

/** A range from zero to a little above the largest value; 0 … 1 if all are zero. */
const fromZero = (largest: number): [number, number] => [0, largest > 0 ? 1.05 * largest : 1];

function values({ singularValues, summary }: Results, k: number): Figure {
  const [first = 0] = singularValues;
  const next = singularValues[k];
  return lines({
    id: 'values',
    title: 'Singular values',
    caption: `The largest is ${formatNumber(first)}, the smallest ${formatNumber(singularValues.at(-1) ?? 0)}; the rank is ${summary.rank}. Rank k = ${k} keeps those up to the rule${next === undefined ? ': all of them' : `; the first one dropped is σ${subscript(k + 1)} = ${formatNumber(next)}`}.`,
    x: { title: 'Number i', range: [0.5, singularValues.length + 0.5] },
    y: { title: 'Singular value σᵢ', range: fromZero(first) },
    series: [spectrum('σᵢ', 'ours', singularValues)],
    rules: [chosen(k)],
    source: 'A = U Σ Vᵀ, Golub & Van Loan, Matrix Computations, §2.4',
  });
}

/** A curve over the ranks 0 … p. */
const byRank = (
  name: string,
  role: Series['role'],
  y: readonly number[],
  draw: Series['draw'] = 'line',
): Series => ({ name, role, x: y.map((_, k) => k), y, draw });

const rankAxis = (p: number) => ({ title: 'Rank k', range: [-0.3, p + 0.3] }) as const;

function energy({ energy, singularValues, summary, bounds, norm }: Results, k: number): Figure {
  const lost = norm === 0 ? 0 : ((bounds.frobenius[k] ?? 0) / norm) ** 2;
  return lines({
    id: 'energy',
    title: 'Energy kept',
    caption:
      summary.rank === 0
        ? 'The zero matrix has no energy to lose: the share kept counts as 1 at every rank.'
        : `Energy is the sum of the squared singular values. Rank ${k} keeps ${formatPercent(energy[k] ?? 1)} of it and drops ${formatNumber(100 * lost, 2)} %.`,
    x: rankAxis(singularValues.length),
    y: { title: 'Share of energy', range: [0, 1.05] },
    series: [byRank('kept', 'ours', energy)],
    rules: [chosen(k)],
    source: '‖A‖² = σ₁² + … + σₚ² (Frobenius norm), Golub & Van Loan, Matrix Computations, §2.4',
  });
}

function parts(results: Results, k: number): Figure {
  const { matrix, approximations, measured, norm } = results;
  const kept = approximations[k] ?? matrix;
  const rest = matrix.clone().sub(kept);
  const largest = Math.max(...[matrix, kept, rest].map((X) => Math.max(X.max(), -X.min()))) || 1;
  const lost = measured.frobenius[k] ?? 0;
  return heatmap({
    id: 'parts',
    title: 'Kept and dropped',
    caption: `A = A${subscript(k)} + the rest, entry by entry, on one scale. The rest has Frobenius norm ${formatNumber(lost)}, against ${formatNumber(norm)} for the ${size(matrix)} matrix A.`,
    x: { title: 'Column' },
    y: { title: 'Row' },
    value: { title: 'Entry', range: [-largest, largest] },
    palette: 'signed',
    panels: [
      panel('A', matrix),
      panel(`A${subscript(k)}`, kept),
      panel(`A − A${subscript(k)}`, rest),
    ],
    source: 'Aₖ = σ₁u₁v₁ᵀ + … + σₖuₖvₖᵀ, Eckart & Young 1936',
  });
}

const numbers = (n: number): string[] => Array.from({ length: n }, (_, i) => String(i + 1));

const panel = (title: string, X: Matrix): HeatmapPanel => ({
  title,
  rows: numbers(X.rows),
  cols: numbers(X.columns),
  values: X.to2DArray(),
});

const NORMS = {
  frobenius: { name: 'Frobenius', symbol: '‖A − Aₖ‖, Frobenius', bound: '√(σₖ₊₁² + … + σₚ²)' },
  spectral: { name: 'spectral', symbol: '‖A − Aₖ‖, spectral', bound: 'σₖ₊₁' },
} as const;

function error(results: Results, k: number, norm: keyof typeof NORMS): Figure {
  const { measured, bounds, random, singularValues } = results;
  const { name, symbol, bound } = NORMS[norm];
  const at = (e: readonly number[]): string => formatNumber(e[k] ?? 0);
  return lines({
    id: `error-${norm}`,
    title: `Error in the ${name} norm`,
    caption: `At rank ${k} the error measured is ${at(measured[norm])} and the Eckart–Young bound ${bound} is ${at(bounds[norm])}. The best of ${DRAWS} random projections of that rank leaves ${at(random[norm])}.`,
    x: rankAxis(singularValues.length),
    y: { title: `Error ${symbol}`, range: fromZero(bounds[norm][0] ?? 0) },
    series: [
      byRank('bound', 'data', bounds[norm]),
      byRank('SVD', 'ours', measured[norm], 'points'),
      byRank('best random', 'null', random[norm]),
    ],
    rules: [chosen(k)],
    source: 'Eckart & Young 1936; Mirsky 1960',
  });
}
