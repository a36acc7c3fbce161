import type { Finding } from '#demo';
import { claim, info } from '#demo';
import type { Errors, Results } from './method.ts';
import { DRAWS } from './generate.ts';
import { size } from './picture.ts';

export function claimsOf(results: Results, k: number): Finding[] {
  const { matrix, norm, normFromValues, measured, bounds, random, energy } = results;
  const p = results.singularValues.length;
  const half = Math.max(1, Math.floor(p / 2));
  const relative = (x: number): number => (norm === 0 ? x : x / norm);
  const error = measured.frobenius[k] ?? 0;
  const rival = random.frobenius[k] ?? 0;
  return [
    claim({
      id: 'bound',
      says: 'At every rank and in both norms, the truncated SVD reaches the Eckart–Young bound',
      measured: {
        label: 'Largest gap between error and bound, relative to the Frobenius norm of A',
        value: relative(largestGap(measured, bounds)),
      },
      relation: '<',
      threshold: 1e-10,
      beside: [
        { label: `Error at rank ${k}`, value: error },
        { label: `Bound at rank ${k}`, value: bounds.frobenius[k] ?? 0 },
      ],
      source: 'Eckart & Young 1936; Mirsky 1960',
    }),
    claim({
      id: 'random',
      says: `None of ${DRAWS} random rank-${k} projections does better (up to rounding)`,
      measured: {
        label: 'Best random error minus SVD error, relative to the Frobenius norm of A',
        value: relative(rival - error),
      },
      relation: '>',
      threshold: -1e-12,
      beside: [
        { label: 'Best random error', value: rival },
        { label: 'SVD error', value: error },
      ],
      source: 'Ours; a trial of the Eckart–Young theorem against chance',
    }),
    claim({
      id: 'pythagoras',
      says: 'The squared singular values add up to the squared entries',
      measured: {
        label: 'Relative gap between the Frobenius norm and √(Σσ²)',
        value: relative(Math.abs(norm - normFromValues)),
      },
      relation: '<',
      threshold: 1e-12,
      beside: [
        { label: 'Frobenius norm', value: norm },
        { label: '√(Σσ²)', value: normFromValues },
      ],
      source: '‖A‖² = σ₁² + … + σₚ² (Frobenius norm), Golub & Van Loan, Matrix Computations, §2.4',
    }),
    claim({
      id: 'low-rank',
      says: `Low rank suits this ${size(matrix)} matrix: ${half} of its ${p} directions ${half === 1 ? 'keeps' : 'keep'} over 90 % of the energy`,
      measured: { label: `Share of energy at rank ${half}`, value: energy[half] ?? 1 },
      relation: '>',
      threshold: 0.9,
      beside: [{ label: `Share at the chosen rank ${k}`, value: energy[k] ?? 1 }],
      source: 'Ours; half of the directions and 90 % are our choice',
    }),
    ...facts(results),
  ];
}

/** The largest gap between two error curves, over all ranks and both norms. */
function largestGap(a: Errors, b: Errors): number {
  const gaps = (['frobenius', 'spectral'] as const).flatMap((norm) =>
    a[norm].map((error, k) => Math.abs(error - (b[norm][k] ?? 0))),
  );
  return Math.max(...gaps);
}

function facts({ summary, singularValues }: Results): Finding[] {
  const { rank, condition, effectiveRank, stableRank, determinantSign } = summary;
  const [first = 0] = singularValues;
  return [
    info({
      id: 'rank',
      says: 'Rank: singular values that differ from zero by more than rounding',
      measured: { label: 'Rank', value: rank },
      beside: [
        { label: 'Effective rank exp(−Σ pᵢ ln pᵢ), pᵢ = σᵢ/Σσ', value: effectiveRank },
        { label: 'Stable rank Σσ²/σ₁²', value: stableRank },
      ],
      source:
        'Rank: σᵢ > max(m, n) ε σ₁, as in NumPy’s matrix_rank; effective rank: Roy & Vetterli 2007; stable rank: Rudelson & Vershynin 2007',
    }),
    info({
      id: 'condition',
      says: 'Condition number: how much more the most stretched direction grows than the least',
      measured: { label: 'σ₁ / σₚ', value: condition },
      beside: [
        { label: 'σ₁', value: first },
        { label: 'σₚ', value: singularValues.at(-1) ?? 0 },
      ],
      source: 'Condition in the 2-norm, Golub & Van Loan, Matrix Computations, §2.6',
    }),
    ...(determinantSign === undefined
      ? []
      : [
          info({
            id: 'orientation',
            says: ORIENTATION[determinantSign + 1] ?? '',
            measured: { label: 'Sign of det A', value: determinantSign },
            source: 'det A = det U · det V · σ₁ ⋯ σₙ with σᵢ ≥ 0; elementary',
          }),
        ]),
  ];
}

/** By the sign of the determinant: −1, 0, 1. */
const ORIENTATION = [
  'U Vᵀ reflects: A turns space over',
  'A flattens space: orientation is lost',
  'U Vᵀ rotates: A keeps the orientation of space',
];
