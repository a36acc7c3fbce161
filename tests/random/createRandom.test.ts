import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createRandom } from '#random';

function draws<T>(count: number, draw: () => T): T[] {
  return Array.from({ length: count }, draw);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

describe('the stream is pinned', () => {
  test.each([
    [0, [0.2747170139212095, 0.7194105897209213, 0.23642878317643257, 0.7995037001060141]],
    [1, [0.4998711317920207, 0.8545098125571156, 0.3019295761526998, 0.9287581856674392]],
    [42, [0.6155444861226248, 0.38001480944542465, 0.7745493794146345, 0.9964322274139861]],
    [
      4294967295,
      [0.22198321159452972, 0.06840215319854459, 0.6270767691749549, 0.44531650390668664],
    ],
  ])('uniforms of seed %i', (seed, wanted) => {
    const random = createRandom(seed);
    expect(draws(4, random.uniform)).toEqual(wanted);
  });
  test.each([
    [0, [-0.9756576523668536, 0.9502254235775811, -0.6277629018321739, 0.713345387838316]],
    [1, [-0.0004263300128255083, 1.1728119394545733, -0.2002453590823184, 0.4334662145957233]],
    [42, [1.4544649440652273, -1.5103641837431165, 1.841891947213183, 1.1830169822433987]],
  ])('normals of seed %i', (seed, wanted) => {
    const random = createRandom(seed);
    expect(draws(4, random.normal)).toEqual(wanted);
  });
  test('named streams', () => {
    const keys = createRandom(42).stream('keys');
    expect(draws(3, keys.uniform)).toEqual([
      0.9569180301162209, 0.355520108293532, 0.4440224912889481,
    ]);
    const nested = createRandom(42).stream('é').stream('b');
    expect(draws(3, nested.uniform)).toEqual([
      0.17506734169759808, 0.10182611355023219, 0.47905073758105354,
    ]);
  });
  test('the other draws', () => {
    const random = createRandom(42);
    expect(draws(8, () => random.integer(10))).toEqual([5, 0, 3, 9, 4, 2, 7, 6]);
    expect(random.permutation(8)).toEqual([0, 7, 1, 2, 3, 6, 4, 5]);
    expect(draws(8, () => random.choice([1, 0, 2, 5]))).toEqual([3, 0, 3, 0, 3, 3, 0, 3]);
    expect(random.uniformIn(-3, 5)).toBe(-1.8695136631921068);
    expect(random.normalMatrix(2, 2, 0.5).to2DArray()).toEqual([
      [0.32080315225169614, -0.0021635188304234445],
      [-0.40667796234948617, 0.6010269768066788],
    ]);
    expect(random.orthonormal(3, 2).to2DArray()).toEqual([
      [0.1803332017834236, 0.6709790833622767],
      [0.5709107842325317, 0.5240235920759321],
      [-0.8009624290698877, 0.5245820666379631],
    ]);
    expect(random.unitVector(3)).toEqual([
      0.710685069742137, 0.6956996236177683, -0.10454073533178466,
    ]);
  });
});

describe('uniform and uniformIn', () => {
  test('fill [0, 1) evenly', () => {
    const random = createRandom(11);
    const values = draws(40000, random.uniform);
    expect(values.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(0.006);
    expect(Math.abs(mean(values.map((x) => x * x)) - 1 / 3)).toBeLessThan(0.006);
    const neighbours = values.slice(1).map((x, i) => (x - 0.5) * ((values[i] ?? NaN) - 0.5));
    expect(Math.abs(mean(neighbours))).toBeLessThan(0.002);
  });
  test('stay inside the interval, even a huge or a narrow one', () => {
    const random = createRandom(11);
    const intervals: readonly [number, number][] = [
      [-2, 3],
      [-1.7e308, 1.7e308],
      [1, 1 + Number.EPSILON],
    ];
    for (const [lo, hi] of intervals) {
      const values = draws(2000, () => random.uniformIn(lo, hi));
      expect(values.every((x) => x >= lo && x < hi)).toBe(true);
    }
    expect(random.uniformIn(2, 2)).toBe(2);
    expect(() => random.uniformIn(3, 2)).toThrow(RangeError);
    expect(() => random.uniformIn(0, Infinity)).toThrow(RangeError);
  });
});

describe('normal', () => {
  test('has the moments and tails of the standard normal', () => {
    const random = createRandom(12);
    const values = draws(40000, random.normal);
    const moment = (p: number): number => mean(values.map((x) => x ** p));
    expect(Math.abs(moment(1))).toBeLessThan(0.02);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.03);
    expect(Math.abs(moment(3))).toBeLessThan(0.06);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.15);
    const beyondTwo = mean(values.map((x) => (Math.abs(x) > 2 ? 1 : 0)));
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.004);
  });
});

describe('integer, choice and permutation', () => {
  test('integer is even over a range that does not divide 2^32', () => {
    const random = createRandom(13);
    const counts = new Array<number>(7).fill(0);
    for (const value of draws(35000, () => random.integer(7)))
      counts[value] = (counts[value] ?? NaN) + 1;
    expect(counts.every((count) => Math.abs(count - 5000) < 300)).toBe(true);
    const large = draws(9000, () => random.integer(3 * 2 ** 30));
    // A plain remainder would put half of the draws in the first third.
    const firstThird = mean(large.map((x) => (x < 2 ** 30 ? 1 : 0)));
    expect(Math.abs(firstThird - 1 / 3)).toBeLessThan(0.02);
    expect(random.integer(1)).toBe(0);
    expect(random.integer(2 ** 32)).toBeLessThan(2 ** 32);
  });
  test.each([0, -1, 1.5, NaN, 2 ** 32 + 1])('integer turns down %s', (n) => {
    expect(() => createRandom(0).integer(n)).toThrow(RangeError);
  });
  test('choice follows the weights and never takes a zero one', () => {
    const random = createRandom(14);
    const counts = [0, 0, 0, 0];
    for (const i of draws(20000, () => random.choice([0, 3, 1, 0])))
      counts[i] = (counts[i] ?? NaN) + 1;
    expect(counts[0]).toBe(0);
    expect(counts[3]).toBe(0);
    expect(Math.abs((counts[1] ?? NaN) - 15000)).toBeLessThan(300);
  });
  test.each([[[]], [[0, 0]], [[1, -1]], [[NaN]], [[1e308, 1e308]]])(
    'choice turns down %o',
    (weights) => {
      expect(() => createRandom(0).choice(weights)).toThrow(RangeError);
    },
  );
  test('permutation holds each number once, every order about equally often', () => {
    const random = createRandom(15);
    const counts = new Map<string, number>();
    for (const order of draws(6000, () => random.permutation(3).join(''))) {
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['012', '021', '102', '120', '201', '210']);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect(random.permutation(0)).toEqual([]);
    expect(random.permutation(50).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
  });
});

describe('matrices', () => {
  test('normalMatrix is filled row by row, times sd', () => {
    const wanted = createRandom(3);
    const rows = draws(2, () => draws(3, () => 2 * wanted.normal()));
    expect(createRandom(3).normalMatrix(2, 3, 2).to2DArray()).toEqual(rows);
    expect(createRandom(3).normalMatrix(2, 2, 0)).toEqual(Matrix.zeros(2, 2));
  });
  test('orthonormal has orthonormal columns and keeps them as k grows', () => {
    const Q = createRandom(4).orthonormal(6, 4);
    const defect = Q.transpose().mmul(Q).sub(Matrix.eye(4));
    expect(defect.norm()).toBeLessThan(1e-15);
    const fewer = createRandom(4).orthonormal(6, 2);
    expect(fewer.to2DArray()).toEqual(Q.subMatrix(0, 5, 0, 1).to2DArray());
  });
  test('orthonormal is Haar: entries have mean 0, variance 1/n, and no preferred sign', () => {
    const random = createRandom(16);
    const frames = draws(4000, () => random.orthonormal(3, 3));
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const entries = frames.map((Q) => Q.get(i, j));
        expect(Math.abs(mean(entries))).toBeLessThan(0.04);
        expect(Math.abs(mean(entries.map((x) => x * x)) - 1 / 3)).toBeLessThan(0.02);
      }
    }
    const traces = frames.map((Q) => Q.trace());
    // For Haar Q the trace has mean 0 and variance 1; without the sign rule of qr it would not.
    expect(Math.abs(mean(traces))).toBeLessThan(0.06);
    expect(Math.abs(mean(traces.map((x) => x * x)) - 1)).toBeLessThan(0.08);
  });
  test('unitVector has length 1 and no preferred direction', () => {
    const random = createRandom(17);
    const vectors = draws(4000, () => random.unitVector(3));
    for (const v of vectors.slice(0, 50)) {
      expect(v.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 14);
    }
    // On the sphere in three dimensions each coordinate is uniform in [−1, 1] (Archimedes).
    const heights = vectors.map((v) => v[2] ?? NaN);
    expect(Math.abs(mean(heights))).toBeLessThan(0.04);
    expect(Math.abs(mean(heights.map((x) => (Math.abs(x) < 0.5 ? 1 : 0))) - 0.5)).toBeLessThan(
      0.03,
    );
    expect(Math.abs(random.unitVector(1)[0] ?? NaN)).toBe(1);
  });
  test('sizes that make no sense are turned down', () => {
    const random = createRandom(0);
    expect(() => random.normalMatrix(0, 2)).toThrow(/rows is 0/);
    expect(() => random.normalMatrix(2, 1.5)).toThrow(/cols is 1.5/);
    expect(() => random.normalMatrix(2, 2, -1)).toThrow(/sd is -1/);
    expect(() => random.orthonormal(2, 3)).toThrow(/k is 3: it must be an integer from 1 to 2/);
    expect(() => random.unitVector(0)).toThrow(RangeError);
    expect(() => random.permutation(-1)).toThrow(RangeError);
  });
});

describe('streams', () => {
  test('do not depend on what was drawn before', () => {
    const fresh = createRandom(8);
    const used = createRandom(8);
    used.normalMatrix(5, 5);
    expect(used.stream('keys').uniform()).toBe(fresh.stream('keys').uniform());
  });
  test('do not disturb the parent', () => {
    const plain = createRandom(8);
    const parent = createRandom(8);
    parent.stream('keys').normalMatrix(5, 5);
    expect(parent.uniform()).toBe(plain.uniform());
  });
  test('differ by name, by seed, by nesting and from the parent, and are uncorrelated', () => {
    const sources = [
      createRandom(8),
      createRandom(9),
      createRandom(8).stream(''),
      createRandom(8).stream('a'),
      createRandom(8).stream('b'),
      createRandom(9).stream('a'),
      createRandom(8).stream('a').stream('b'),
      createRandom(8).stream('b').stream('a'),
    ];
    const series = sources.map((source) => draws(4000, () => source.uniform() - 0.5));
    series.forEach((x, i) => {
      for (const y of series.slice(i + 1)) {
        const correlation = 12 * mean(x.map((value, t) => value * (y[t] ?? NaN)));
        expect(Math.abs(correlation)).toBeLessThan(0.08);
      }
    });
  });
});

test.each([-1, 0.5, 4294967296, NaN, Infinity])('seed %s is turned down', (seed) => {
  expect(() => createRandom(seed)).toThrow(RangeError);
  expect(() => createRandom(seed)).toThrow(/seed is .* integer from 0 to 4294967295/);
});
test('a seed that is no number is turned down', () => {
  expect(() => void Reflect.apply(createRandom, undefined, ['42'])).toThrow(/seed is 42/);
});
