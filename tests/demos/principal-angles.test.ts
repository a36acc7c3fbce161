import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { Answer } from '#demo';
import { defaults, holds } from '#demo';
import { principalAngles, projector, subspaceOverlap, svd } from '#linalg';
import { createRandom } from '#random';
import demo from '../../demos/principal-angles/demo.ts';
import { plantedPair } from '../../demos/principal-angles/generate.ts';
import type { Flat, Flats } from '../../demos/principal-angles/method.ts';
import {
  arccosineAngle,
  distancesOf,
  drawnPair,
  flatBasis,
  foundShared,
  principalVectors,
  readAngles,
} from '../../demos/principal-angles/method.ts';

const session = await demo.session(createRandom);

const flats = (left: [Flat, number, number], right: [Flat, number, number]): Flats => ({
  left: left[0],
  leftAzimuth: left[1],
  leftElevation: left[2],
  right: right[0],
  rightAzimuth: right[1],
  rightElevation: right[2],
});

const inDegrees = (angles: readonly number[]): number[] => angles.map((a) => (a * 180) / Math.PI);

const answer = (changes: object): Answer =>
  session(demo.fit({ ...defaults(demo.params), ...changes }), () => {});

const largest = (X: Matrix): number => Math.max(X.max(), -X.min());
const offIdentity = (U: Matrix): number =>
  largest(U.transpose().mmul(U).sub(Matrix.eye(U.columns)));

function expectShowable(given: Answer): void {
  for (const figure of given.figures) {
    JSON.stringify(figure, (key, value: unknown) => {
      if (typeof value === 'number' && !Number.isFinite(value)) {
        throw new Error(`${figure.id}.${key} is ${value}`);
      }
      return value;
    });
    expect(figure.caption).not.toMatch(/undefined|NaN|∞/);
  }
}

describe('flats of space', () => {
  it('takes a line along its direction and a plane across it', () => {
    for (const [azimuth, elevation] of [
      [0, 0],
      [130, -40],
      [-75, 90],
    ] as const) {
      const line = flatBasis('line', azimuth, elevation);
      const plane = flatBasis('plane', azimuth, elevation);
      expect(offIdentity(plane)).toBeLessThan(1e-15);
      expect(largest(line.transpose().mmul(plane))).toBeLessThan(1e-15);
    }
  });

  it.each([0, 1, 30, 90])('reads the angle between two planes hinged at %i°', (hinge) => {
    const { angles, elementary } = drawnPair(flats(['plane', 40, 90], ['plane', 40, 90 - hinge]));
    expect(inDegrees(angles)[0]).toBeCloseTo(0, 12);
    expect(inDegrees(angles)[1]).toBeCloseTo(hinge, 12);
    expect(elementary).toBeCloseTo((hinge * Math.PI) / 180, 14);
  });

  it('reads 0 for a line in a plane, 90° for a line along its normal', () => {
    expect(drawnPair(flats(['line', -10, 0], ['plane', 80, 0])).angles[0]).toBeLessThan(1e-15);
    const upright = drawnPair(flats(['plane', 20, 30], ['line', 20, 30])).angles;
    expect(upright).toHaveLength(1);
    expect(inDegrees(upright)[0]).toBeCloseTo(90, 12);
  });

  it('agrees with elementary geometry at any position', () => {
    const random = createRandom(4);
    for (let i = 0; i < 30; i++) {
      const side = (): [Flat, number, number] => [
        random.uniform() < 0.5 ? 'line' : 'plane',
        random.uniformIn(-180, 180),
        random.uniformIn(-90, 90),
      ];
      const { angles, elementary } = drawnPair(flats(side(), side()));
      expect(angles.at(-1)).toBeCloseTo(elementary, 13);
    }
  });

  it('finds principal vectors that enclose the angles', () => {
    const { angles, left, right } = drawnPair(flats(['plane', -60, 55], ['plane', 80, 65]));
    const cosines = left.transpose().mmul(right);
    const expected = Matrix.diag(angles.map(Math.cos));
    expect(largest(cosines.sub(expected))).toBeLessThan(1e-14);
  });
});

describe('the planted pair', () => {
  const plans = [
    { n: 60, k: 6, l: 6, shared: 3, tilt: 20 },
    { n: 4, k: 2, l: 2, shared: 2, tilt: 5 },
    { n: 30, k: 3, l: 9, shared: 3, tilt: 70 },
    { n: 30, k: 8, l: 2, shared: 1, tilt: 0 },
  ];

  it.each(plans)('has orthonormal bases and `shared` angles equal to the tilt: %o', (plan) => {
    const { left, right } = plantedPair(plan, createRandom(7));
    expect(offIdentity(left)).toBeLessThan(1e-14);
    expect(offIdentity(right)).toBeLessThan(1e-14);
    const angles = principalAngles(left, right);
    expect(angles).toHaveLength(Math.min(plan.k, plan.l));
    const atTilt = angles.filter((a) => Math.abs(a - (plan.tilt * Math.PI) / 180) < 1e-12);
    expect(atTilt).toHaveLength(plan.shared);
    expect(foundShared(angles, plan.tilt)).toBeGreaterThanOrEqual(plan.shared);
  });

  it('keeps a tilt of 1e-9 rad readable', () => {
    const tilt = (1e-9 * 180) / Math.PI;
    const { left, right } = plantedPair({ n: 60, k: 6, l: 6, shared: 3, tilt }, createRandom(1));
    for (const angle of principalAngles(left, right).slice(0, 3)) {
      expect(Math.abs(angle / 1e-9 - 1)).toBeLessThan(1e-6);
    }
  });
});

describe('distances', () => {
  const valueIn = (angles: number[], k: number, l: number, id: string): number =>
    distancesOf(angles, k, l).find((d) => d.id === id)?.value ?? NaN;

  it.each([
    [5, 5],
    [2, 5],
    [6, 3],
  ])('of the projectors follow from the angles, dimensions %i and %i', (k, l) => {
    const random = createRandom(k + 10 * l);
    const [U, V] = [random.orthonormal(12, k), random.orthonormal(12, l)];
    const angles = principalAngles(U, V);
    const difference = projector(U).sub(projector(V));
    expect(valueIn(angles, k, l, 'projector')).toBeCloseTo(svd(difference).s[0] ?? NaN, 12);
    expect(valueIn(angles, k, l, 'projectorFrobenius')).toBeCloseTo(
      Math.sqrt(difference.clone().mul(difference).sum() / 2),
      12,
    );
  });

  it('all vanish for equal subspaces and reach their maximum for perpendicular ones', () => {
    for (const { value } of distancesOf([0, 0], 2, 2)) expect(value).toBe(0);
    for (const { value, most } of distancesOf([Math.PI / 2, Math.PI / 2], 2, 2)) {
      expect(value / most).toBeCloseTo(1, 7);
    }
  });

  it('agree with the angle itself for lines, tiny ones included', () => {
    for (const id of ['projector', 'projectorFrobenius', 'geodesic', 'chordal', 'fubiniStudy']) {
      expect(valueIn([1e-9], 1, 1, id) / 1e-9).toBeCloseTo(1, 9);
    }
    expect(valueIn([0.3, 0.4], 2, 2, 'fubiniStudy')).toBeCloseTo(
      Math.acos(Math.cos(0.3) * Math.cos(0.4)),
      12,
    );
  });
});

describe('reading an angle', () => {
  it('loses small angles by arccosine and keeps them by sine and cosine', () => {
    const axes = createRandom(11).orthonormal(40, 2);
    const { arccosine, combined } = readAngles(axes, [1e-12, 1e-9, 1e-3, 1]);
    expect(Math.abs((combined[1] ?? 0) / 1e-9 - 1)).toBeLessThan(1e-6);
    expect(Math.abs((arccosine[1] ?? 0) / 1e-9 - 1)).toBeGreaterThan(0.5);
    expect(Math.abs((combined[0] ?? 0) / 1e-12 - 1)).toBeLessThan(1e-3);
    expect(arccosine[3]).toBeCloseTo(1, 12);
    expect(combined[3]).toBeCloseTo(1, 14);
  });

  it('never takes the arccosine of more than one', () => {
    const U = new Matrix([[1 + 1e-15], [0]]);
    expect(arccosineAngle(U, U)).toBe(0);
  });
});

describe('properties', () => {
  it('do not depend on the bases', () => {
    const random = createRandom(8);
    const [U, V] = [random.orthonormal(10, 4), random.orthonormal(10, 3)];
    const turned = U.mmul(random.orthonormal(4, 4));
    const [one, other] = [principalVectors(U, V), principalVectors(turned, V)];
    const [a, b] = [principalAngles(U, V), principalAngles(turned, V)];
    a.forEach((angle, i) => expect(b[i]).toBeCloseTo(angle, 13));
    expect(subspaceOverlap(one.left, V).overlap).toBeCloseTo(
      subspaceOverlap(other.left, V).overlap,
      13,
    );
  });
});

describe('the page', () => {
  it('keeps the dimensions within half the space, and the shared ones within both', () => {
    const fitted = demo.fit({ ...defaults(demo.params), n: 9, k: 20, l: 3, shared: 8 });
    expect([fitted['k'], fitted['l'], fitted['shared']]).toEqual([4, 3, 3]);
  });

  it.each(Object.entries(demo.presets))(
    'holds its claims at preset %s, save those named',
    (_, preset) => {
      const given = answer(preset.at);
      expectShowable(given);
      for (const finding of given.claims) {
        if (finding.kind === 'claim') {
          expect(holds(finding), finding.id).toBe(!preset.fails?.includes(finding.id));
        }
      }
    },
  );

  it.each([
    { n: 4, k: 1, l: 1, shared: 1, tilt: 0 },
    { n: 4, k: 2, l: 1, shared: 0 },
    { tilt: 0 },
    { tilt: 90 },
    { n: 12, k: 6, l: 6, shared: 6 },
    { right: 'line' },
    { leftAzimuth: 80, leftElevation: 65 },
  ])('shows %o without a gap', (changes) => {
    expectShowable(answer(changes));
  });

  it('gives the same answer for the same seed, another for another', () => {
    expect(answer({ seed: 5 })).toEqual(answer({ seed: 5 }));
    expect(answer({ seed: 5 })).not.toEqual(answer({ seed: 6 }));
  });

  it('keeps the left subspace when the right one grows', () => {
    const plan = { n: 40, k: 5, l: 5, shared: 2, tilt: 10 };
    const one = plantedPair(plan, createRandom(3));
    const other = plantedPair({ ...plan, l: 9 }, createRandom(3));
    expect(other.left).toEqual(one.left);
  });
});
