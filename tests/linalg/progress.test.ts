import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { eigh, svd, svdvals, type SvdOptions } from '#linalg';
import { createRandom } from '#random';

const random = createRandom(41);
const long = random.normalMatrix(300, 300);
const tall = random.normalMatrix(1300, 260);
const small = random.normalMatrix(20, 12);
const other = random.normalMatrix(258, 257);

type Call = (options: Omit<SvdOptions, 'full'>) => unknown;

const calls: readonly { name: string; call: Call; wanted: unknown }[] = [
  { name: 'svd of 300×300', call: (options: SvdOptions) => svd(long, options) },
  { name: 'svd of 1300×260', call: (options: SvdOptions) => svd(tall, options) },
  {
    name: 'relative svd of 258×257',
    call: (options: SvdOptions) => svd(other, { ...options, accuracy: 'relative' }),
  },
  { name: 'svdvals of 300×300', call: (options: SvdOptions) => svdvals(long, options) },
].map((one) => ({ ...one, wanted: one.call({}) }));

/** Whether two results agree to the bit; `toEqual` takes long for large matrices. */
function same(found: unknown, wanted: unknown): boolean {
  return JSON.stringify(found) === JSON.stringify(wanted);
}

describe.each(calls)('$name', ({ call, wanted }) => {
  test('reports shares that rise from 0 to 1, and finds what it finds without', () => {
    const shares: number[] = [];
    const found = call({ onProgress: (share) => shares.push(share) });
    expect(same(found, wanted)).toBe(true);
    expect(shares.length).toBeGreaterThan(10);
    expect(shares).toEqual(shares.toSorted((x, y) => x - y));
    expect(shares[0]).toBeGreaterThanOrEqual(0);
    expect(shares[0]).toBeLessThan(0.15);
    expect(shares.at(-1)).toBe(1);
  });
  test.each([1, 9, 17])('ends at report %i with the very error thrown there', (last) => {
    const error = new Error('cancelled');
    let reports = 0;
    let caught: unknown;
    const onProgress = (): void => {
      reports++;
      if (reports === last) throw error;
    };
    try {
      call({ onProgress });
    } catch (thrown) {
      caught = thrown;
    }
    expect(caught).toBe(error);
    expect(reports).toBe(last);
  });
});

test('after a cancelled one, svd is right', () => {
  const wanted = [svd(small), svd(other)];
  for (let last = 1; last < 40; last += 6) {
    let reports = 0;
    const cancel = (): void => {
      if (++reports === last) throw new RangeError('cancelled');
    };
    expect(() => svd(other, { onProgress: cancel })).toThrow(RangeError);
    expect(svd(small)).toEqual(wanted[0]);
  }
  expect(same(svd(other), wanted[1])).toBe(true);
});

test.each(calls.map((one) => [one.name, one] as const))(
  '%s may call small ones in between',
  (_, { call, wanted }) => {
    const inner = (): unknown => [svd(small), svd(small, { full: true }), svdvals(small)];
    const innerWanted = inner();
    let reports = 0;
    const found = call({
      onProgress: () => {
        reports++;
        expect(same(inner(), innerWanted)).toBe(true);
      },
    });
    expect(reports).toBeGreaterThan(10);
    expect(same(found, wanted)).toBe(true);
  },
);

test('svd may call large ones in between, which report too and call others', () => {
  const symmetric = Matrix.add(small.mmul(small.transpose()), Matrix.eye(20));
  const wanted = { svd: svd(other), eigh: eigh(symmetric), long: svd(long) };
  let reports = 0;
  let nested = 0;
  const found = svd(long, {
    onProgress: () => {
      reports++;
      if (reports % 15 !== 4) return;
      const between = svd(other, {
        onProgress: () => {
          nested++;
          if (nested % 8 === 0) expect(eigh(symmetric)).toEqual(wanted.eigh);
        },
      });
      expect(same(between, wanted.svd)).toBe(true);
    },
  });
  expect(nested).toBeGreaterThan(20);
  expect(same(found, wanted.long)).toBe(true);
});

test.each([
  [20, 12],
  [256, 256],
  [400, 256],
  [30, 700],
])('a %i×%i matrix is not reported on', (m, n) => {
  const onProgress = (): void => {
    throw new Error('not expected');
  };
  const A = random.stream(`${m}×${n}`).normalMatrix(m, n);
  svd(A, { onProgress });
  svdvals(A, { onProgress });
  if (n < 256) svd(A, { onProgress, accuracy: 'relative' });
});
