import type { Finding } from '#demo';
import { claim, info, mean } from '#demo';
import { expectedOverlap } from './figures.ts';
import type { Plan } from './generate.ts';
import type { Results } from './method.ts';
import { TINY_ANGLE } from './method.ts';

export function claimsOf(results: Results, plan: Plan): Finding[] {
  return [...numerics(results), ...structure(results, plan), dimensionShared(results)];
}

function numerics({ drawn, readings, overlap, angles }: Results): Finding[] {
  const at = readings.truth.indexOf(TINY_ANGLE);
  const combined = readings.combined[at] ?? NaN;
  const arccosine = readings.arccosine[at] ?? NaN;
  const meanSquare = mean(angles.map((t) => Math.cos(t) ** 2));
  return [
    claim({
      id: 'elementary',
      says: 'In space, the largest principal angle is the one elementary geometry gives',
      measured: {
        label: 'Difference (rad)',
        value: Math.abs((drawn.angles.at(-1) ?? NaN) - drawn.elementary),
      },
      relation: '<',
      threshold: 1e-12,
      beside: [
        { label: 'Principal angle (rad)', value: drawn.angles.at(-1) ?? NaN },
        { label: 'From directions and normals (rad)', value: drawn.elementary },
      ],
      source: 'Ours; elementary geometry against Björck & Golub 1973',
    }),
    claim({
      id: 'tiny',
      says: 'An angle of 10⁻⁹ rad is read correctly from sine and cosine together',
      measured: {
        label: 'Relative error',
        value: Math.abs(combined - TINY_ANGLE) / TINY_ANGLE,
      },
      relation: '<',
      threshold: 1e-6,
      beside: [{ label: 'Angle read (rad)', value: combined }],
      source:
        'Björck & Golub 1973 and Knyazev & Argentati 2002: sines and cosines both; joined here by atan2',
    }),
    claim({
      id: 'arccos',
      says: 'The same angle is read wrongly from the cosine alone',
      measured: {
        label: 'Relative error',
        value: Math.abs(arccosine - TINY_ANGLE) / TINY_ANGLE,
      },
      relation: '>',
      threshold: 0.5,
      beside: [{ label: 'Angle read (rad)', value: arccosine }],
      source: 'The warning of Björck & Golub 1973 and of Knyazev & Argentati 2002',
    }),
    claim({
      id: 'identity',
      says: 'The overlap ‖UᵀV‖² / min(k, l) (Frobenius norm) is the mean squared cosine of the principal angles',
      measured: { label: 'Difference', value: Math.abs(overlap - meanSquare) },
      relation: '<',
      threshold: 1e-12,
      beside: [
        { label: 'Overlap', value: overlap },
        { label: 'Mean of cos² θᵢ', value: meanSquare },
      ],
      source:
        'Follows from Björck & Golub 1973, Theorem 1: the singular values of UᵀV are the cosines',
    }),
  ];
}

function structure(results: Results, plan: Plan): Finding[] {
  const { angles, found, chanceAngles, overlap, chance } = results;
  const [smallest = NaN] = angles;
  const [usual = NaN] = chanceAngles;
  const expected = expectedOverlap(plan);
  return [
    claim({
      id: 'found',
      says:
        plan.shared === 0
          ? 'Nothing is planted, and nothing has to be found'
          : `As many angles as were planted (${plan.shared}) are no larger than the tilt`,
      measured: { label: 'Angles no larger than the tilt', value: found },
      relation: '>',
      threshold: plan.shared - 0.5,
      beside: [{ label: 'Planted', value: plan.shared }],
      source: 'Ours; planted by construction, read by Björck & Golub 1973',
    }),
    claim({
      id: 'above-chance',
      says: 'The two subspaces overlap more than twice as much as chance gives',
      measured: { label: 'Overlap over max(k, l)/n', value: overlap / expected },
      relation: '>',
      threshold: 2,
      beside: [
        { label: 'Overlap', value: overlap },
        { label: 'max(k, l)/n', value: expected },
      ],
      source: 'Ours; the factor two is our choice',
    }),
    claim({
      id: 'stands-out',
      says: 'Their smallest angle is less than half the smallest between unrelated subspaces',
      measured: { label: 'Ratio of the two', value: smallest / usual },
      relation: '<',
      threshold: 0.5,
      beside: [
        { label: 'Smallest angle (rad)', value: smallest },
        { label: 'Unrelated, on average (rad)', value: usual },
      ],
      source: 'Ours; the factor one half is our choice',
    }),
    claim({
      id: 'expected',
      says: 'Random subspaces overlap by max(k, l)/n on average, within four standard errors',
      measured: {
        label: 'Standard errors away',
        value: Math.abs(chance.mean - expected) / chance.standardError,
      },
      relation: '<',
      threshold: 4,
      beside: [
        { label: 'Mean overlap of the samples', value: chance.mean },
        { label: 'max(k, l)/n', value: expected },
      ],
      source: 'The mean (l/n) I of the projector onto a uniformly random l-dimensional subspace',
    }),
  ];
}

const dimensionShared = ({ angles }: Results): Finding =>
  info({
    id: 'intersection',
    says: 'Dimension of the intersection: angles below 10⁻¹⁰ rad, zero up to rounding',
    measured: { label: 'Dimension', value: angles.filter((t) => t < 1e-10).length },
    source:
      'Golub & Van Loan, Matrix Computations, §6.4.4 (4th edition): θ = 0 spans the intersection',
  });
