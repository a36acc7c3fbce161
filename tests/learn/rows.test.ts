import { describe, expect, it } from 'vitest';
import { addRows, dotRows } from '#learn';
import { createRandom } from '#random';

const random = createRandom(1);

describe('sums over rows', () => {
  const length = 7;
  const A = random.normalMatrix(9, length);
  const rows = Float64Array.from(A.to1DArray());
  const starts = Int32Array.of(3, 0, 8, 5, 5, 1, 7, 2, 4).map((row) => row * length);
  const factors = Float64Array.from(random.normalMatrix(1, 9).to1DArray());
  const counts = [0, 1, 3, 4, 6, 8, 9];
  const entry = (k: number, i: number): number => rows[(starts[k] ?? 0) + i] ?? 0;

  it.each(counts)('have the bits of plain loops: dot products with %i rows', (count) => {
    const sums = new Float64Array(12).fill(5);
    dotRows(sums, 2, rows, starts, count, factors, 1, length);
    const plain = new Float64Array(12).fill(5);
    for (let k = 0; k < count; k++) {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += (factors[1 + i] ?? 0) * entry(k, i);
      plain[2 + k] = sum;
    }
    expect(sums).toEqual(plain);
  });

  it.each(counts)('have the bits of plain loops: the weighted sum of %i rows', (count) => {
    const total = new Float64Array(12).fill(5);
    addRows(total, 2, rows, starts, count, factors, length);
    const plain = new Float64Array(12).fill(5);
    for (let i = 0; i < length; i++) {
      let sum = 5;
      for (let k = 0; k < count; k++) sum += (factors[k] ?? 0) * entry(k, i);
      plain[2 + i] = sum;
    }
    expect(total).toEqual(plain);
  });
});
