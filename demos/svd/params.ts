import { int, matrix, real, seed, type ParamSchema, type Values } from '#demo';

export type Rows = readonly (readonly number[])[];

const MAX_SIDE = 16;

const DEFAULT: Rows = [
  [1.5, -1],
  [1, 0],
];

export const params = {
  A: matrix({
    label: 'Matrix',
    symbol: 'A',
    help: 'Type into the cells or paste a table, up to 16 × 16. Up to 3 × 3 it is drawn.',
    maxRows: MAX_SIDE,
    maxCols: MAX_SIDE,
    default: DEFAULT,
  }),
  k: int({
    label: 'Rank kept',
    symbol: 'k',
    help: 'How many singular values the approximation keeps.',
    min: 1,
    max: MAX_SIDE,
    default: 1,
  }),
  viewAzimuth: real({
    label: 'View: azimuth',
    unit: '°',
    more: true,
    min: -180,
    max: 180,
    step: 1,
    default: -50,
  }),
  viewElevation: real({
    label: 'View: elevation',
    unit: '°',
    more: true,
    min: -90,
    max: 90,
    step: 1,
    default: 25,
  }),
  seed: seed(),
} satisfies ParamSchema;

export const shorterSide = (A: Rows): number => Math.min(A.length, A[0]?.length ?? 1);

/** Beyond this, the norm of a matrix may be too large for a double. */
const LARGEST = 1e306;

/** The matrix with its entries kept between ±10³⁰⁶. */
const bounded = (A: Rows): Rows =>
  A.map((row) => row.map((x) => Math.max(-LARGEST, Math.min(LARGEST, x))));

type Params = Values<typeof params>;

/** Corrections that keep the parameters meaningful together: entries that can be computed with, k ≤ rank. */
export const fit = ({ A, k }: Params): Partial<Params> => ({
  A: bounded(A),
  k: Math.min(k, shorterSide(A)),
});
