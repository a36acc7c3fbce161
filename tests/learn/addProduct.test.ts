import type { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { addProduct } from '#learn';
import { createRandom } from '#random';

const random = createRandom(1);

describe('the product in training', () => {
  const [m, k, n] = [8, 5, 6];
  const A = random.normalMatrix(m, k);
  const B = random.normalMatrix(k, n);
  const C = random.normalMatrix(m, n);
  const flat = (X: Matrix) => Float64Array.from(X.to1DArray());
  const factors = {
    rows: { values: flat(A), row: k, term: 1 },
    'columns, as a transpose has them': { values: flat(A.transpose()), row: 1, term: m },
  };

  it.each(Object.entries(factors))('adds term after term, to the bit, reading %s', (_, factor) => {
    const expected = C.to2DArray().flatMap((row, i) =>
      row.map((start, j) =>
        A.getRow(i).reduce((sum, value, p) => sum + value * B.get(p, j), start),
      ),
    );
    const result = flat(C);
    addProduct(result, factor, flat(B), m, n, k);
    expect([...result]).toEqual(expected);
  });
});
