import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { Answer, Claim, Figure } from '#demo';
import { defaults, holds } from '#demo';
import { createRandom } from '#random';
import demo from '../../demos/svd/demo.ts';
import { randomFrames } from '../../demos/svd/generate.ts';
import type { Results } from '../../demos/svd/method.ts';
import { motion, study } from '../../demos/svd/method.ts';

const session = await demo.session(createRandom);

const studyOf = (rows: number[][]): Results =>
  study(
    new Matrix(rows),
    randomFrames(Math.min(rows.length, rows[0]?.length ?? 1), createRandom(1)),
  );

const answer = (changes: object): Answer =>
  session(demo.fit({ ...defaults(demo.params), ...changes }), () => {});

const claimIn = ({ claims }: Answer, id: string): Claim => {
  const found = claims.find((c) => c.id === id);
  if (found?.kind !== 'claim') throw new Error(`no claim ${id}`);
  return found;
};

const figureIn = ({ figures }: Answer, id: string): Figure => {
  const found = figures.find((f) => f.id === id);
  if (!found) throw new Error(`no figure ${id}`);
  return found;
};

const ranks = (p: number): number[] => Array.from({ length: p + 1 }, (_, k) => k);
const largest = (X: Matrix): number => Math.max(X.max(), -X.min());

/** Every number in a figure, and its caption, are fit to be shown. */
function expectShowable(given: Answer): void {
  for (const figure of given.figures) {
    JSON.stringify(figure, (key, value: unknown) => {
      if (typeof value === 'number')
        expect(value, `${figure.id}.${key}`).toSatisfy(Number.isFinite);
      return value;
    });
    expect(figure.caption).not.toMatch(/undefined|NaN|∞/);
  }
}

describe('closed forms', () => {
  it('reads the moduli of a diagonal matrix as its singular values', () => {
    const { singularValues, measured, summary } = studyOf([
      [0, -3, 0],
      [1, 0, 0],
      [0, 0, 2],
    ]);
    expect(singularValues).toEqual([3, 2, 1]);
    expect(measured.spectral).toEqual([3, 2, 1, 0]);
    expect(measured.frobenius[1]).toBeCloseTo(Math.sqrt(5), 14);
    expect(summary.condition).toBe(3);
    expect(summary.determinantSign).toBe(1);
  });

  it('finds one singular value ‖a‖‖b‖ in a rank-one matrix abᵀ', () => {
    const { singularValues, summary, energy, measured } = studyOf([
      [4, 0, 3],
      [8, 0, 6],
      [8, 0, 6],
    ]);
    expect(singularValues[0]).toBeCloseTo(15, 13);
    expect(summary.rank).toBe(1);
    expect(summary.stableRank).toBeCloseTo(1, 13);
    expect(summary.effectiveRank).toBeCloseTo(1, 10);
    expect(summary.condition).toBe(Infinity);
    expect(summary.determinantSign).toBe(0);
    expect(energy[1]).toBeCloseTo(1, 14);
    expect(measured.frobenius[1]).toBeLessThan(1e-13);
  });

  it('counts a singular value at rounding level as zero', () => {
    const { summary } = studyOf([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    expect(summary.rank).toBe(2);
    expect(summary.condition).toBe(Infinity);
    expect(summary.determinantSign).toBe(0);
  });

  it('gives an orthogonal matrix a flat spectrum, and energy k/n to rank k', () => {
    const { singularValues, energy, summary } = study(
      createRandom(3).orthonormal(6, 6),
      randomFrames(6, createRandom(1)),
    );
    for (const s of singularValues) expect(s).toBeCloseTo(1, 13);
    energy.forEach((share, k) => expect(share).toBeCloseTo(k / 6, 13));
    expect(summary.effectiveRank).toBeCloseTo(6, 10);
  });

  it('gives the unit shear the golden ratio and its inverse', () => {
    const golden = (1 + Math.sqrt(5)) / 2;
    const { singularValues } = studyOf([
      [1, 1],
      [0, 1],
    ]);
    expect(singularValues[0]).toBeCloseTo(golden, 14);
    expect(singularValues[1]).toBeCloseTo(1 / golden, 14);
  });
});

describe('the motion', () => {
  const shapes = [
    [1, 1],
    [2, 2],
    [3, 3],
    [2, 3],
    [3, 2],
    [1, 3],
    [3, 1],
  ] as const;

  it.each(shapes)(
    'composes to A for %i×%i matrices, with rotations where there is a choice',
    (m, n) => {
      for (let seed = 1; seed <= 10; seed++) {
        const A = createRandom(seed).normalMatrix(m, n);
        const { U, V, stages } = motion(A);
        const last = stages.at(-1) ?? A;
        expect(largest(Matrix.sub(last, A))).toBeLessThan(1e-14);
        expect(detOf(V)).toBeCloseTo(1, 12);
        if (m !== n) expect(detOf(U)).toBeCloseTo(1, 12);
        if (m === n) expect(detOf(U)).toBeCloseTo(Math.sign(detOf(A)), 12);
      }
    },
  );

  it('uses rotations only for a singular square matrix', () => {
    const { U, V, stages } = motion(
      new Matrix([
        [-2, 1],
        [2, -1],
      ]),
    );
    expect(detOf(U)).toBeCloseTo(1, 14);
    expect(detOf(V)).toBeCloseTo(1, 14);
    expect(stages.at(-1)?.get(0, 0)).toBeCloseTo(-2, 14);
  });
});

const detOf = (X: Matrix): number =>
  X.rows === 1
    ? X.get(0, 0)
    : Array.from({ length: X.columns }, (_, j) => {
        const minor = X.clone();
        minor.removeRow(0);
        minor.removeColumn(j);
        return (j % 2 === 0 ? 1 : -1) * X.get(0, j) * detOf(minor);
      }).reduce((a, b) => a + b, 0);

describe('properties', () => {
  it('reaches the bound at every rank, and no random projection passes it', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const random = createRandom(seed);
      const A = random.normalMatrix(4 + seed, 9 - seed);
      const p = Math.min(A.rows, A.columns);
      const found = study(A, randomFrames(p, random));
      for (const k of ranks(p)) {
        for (const norm of ['frobenius', 'spectral'] as const) {
          const bound = found.bounds[norm][k] ?? NaN;
          expect(found.measured[norm][k]).toBeCloseTo(bound, 12);
          expect(found.random[norm][k]).toBeGreaterThan(bound - 1e-12);
        }
      }
      expect(found.random.frobenius[p]).toBe(0);
    }
  });

  it('gives a matrix and its transpose the same values and errors', () => {
    const A = createRandom(9).normalMatrix(3, 5);
    const frames = randomFrames(3, createRandom(2));
    const [one, other] = [study(A, frames), study(A.transpose(), frames)];
    one.singularValues.forEach((s, i) => expect(other.singularValues[i]).toBeCloseTo(s, 13));
    one.random.frobenius.forEach((e, k) => expect(other.random.frobenius[k]).toBeCloseTo(e, 13));
  });
});

describe('odd matrices', () => {
  const odd: Record<string, number[][]> = {
    'a zero matrix': [
      [0, 0],
      [0, 0],
    ],
    'a large zero matrix': Array.from({ length: 5 }, () => [0, 0, 0, 0]),
    'a single number': [[-7]],
    'a single zero': [[0]],
    'a row': [[1, 2, 3, 4]],
    'a short row': [[1, -2]],
    'a column': [[1], [2], [3]],
    'huge entries': [
      [1e300, -2e300],
      [3e300, 1e300],
    ],
    'tiny entries': [
      [1e-300, 2e-300, 0],
      [-3e-300, 1e-300, 0],
      [0, 0, 5e-300],
    ],
    'entries of every size': [
      [1e200, 1],
      [1, 1e-200],
    ],
  };

  it.each(Object.entries(odd))('shows %s without a gap', (_, A) => {
    for (const k of [1, 2, 16]) {
      const given = answer({ A, k });
      expectShowable(given);
      for (const id of ['bound', 'random', 'pythagoras']) {
        expect(holds(claimIn(given, id)), id).toBe(true);
      }
    }
  });

  it('says why a larger matrix has no picture', () => {
    const figure = figureIn(answer({ A: [[1, 2, 3, 4]] }), 'motion');
    expect(figure.kind).toBe('note');
    expect(figure.caption).toContain('1 × 4');
  });

  it('draws in the plane up to 2 × 2 and in space if a side is 3', () => {
    const plane = figureIn(answer({ A: [[1, 2]] }), 'motion');
    const solid = figureIn(answer({ A: [[1, 2, 3]] }), 'motion');
    expect(plane.kind === 'space' && plane.camera).toBe(undefined);
    expect(solid.kind === 'space' && solid.camera?.drag).toEqual({
      azimuth: 'viewAzimuth',
      elevation: 'viewElevation',
    });
  });
});

describe('the page', () => {
  it('keeps the rank within the shorter side', () => {
    const fitted = demo.fit({
      ...defaults(demo.params),
      A: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      k: 9,
    });
    expect(fitted['k']).toBe(2);
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

  it('gives the same answer for the same seed, other rivals for another', () => {
    expect(answer({ seed: 5 })).toEqual(answer({ seed: 5 }));
    expect(answer({ seed: 5 })).not.toEqual(answer({ seed: 6 }));
  });
});
