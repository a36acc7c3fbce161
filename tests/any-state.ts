import fc from 'fast-check';
import {
  defaults,
  isNumber,
  MAX_SEED,
  type MatrixParam,
  type NumberParam,
  type Param,
  type ParamSchema,
  type ParamValue,
  type ParamValues,
} from '#demo';

/** Any values that fit a schema, sizes mostly small: the time of a state grows with their product. */
export const anyState = (schema: ParamSchema): fc.Arbitrary<ParamValues> =>
  fc.record(Object.fromEntries(Object.entries(schema).map(([name, p]) => [name, anyValue(p)])));

/** Every numeric parameter of the schema at both ends, the others as given. */
export const ends = (schema: ParamSchema, others: ParamValues): ParamValues[] =>
  Object.entries(schema).flatMap(([name, param]) =>
    isNumber(param) ? [param.min, param.max].map((end) => ({ ...others, [name]: end })) : [],
  );

/** The defaults, but with small sizes. */
export const smallDefaults = (schema: ParamSchema): ParamValues => ({
  ...defaults(schema),
  ...Object.fromEntries(
    Object.entries(schema).flatMap(([name, p]) => (p.kind === 'int' ? [[name, small(p)]] : [])),
  ),
});

/** A fifth of the way from the least size to the usual one. */
const small = ({ min, default: usual }: NumberParam): number => min + Math.ceil((usual - min) / 5);

function anyValue(param: Param): fc.Arbitrary<ParamValue> {
  switch (param.kind) {
    case 'int':
      return anySize(param);
    case 'real':
      return anyReal(param);
    case 'choice':
      return fc.constantFrom(...Object.keys(param.options));
    case 'flag':
      return fc.boolean();
    case 'seed':
      return fc.constantFrom(0, 1, 2, MAX_SEED);
    case 'matrix':
      return anyMatrix(param);
  }
}

const anySize = (param: NumberParam): fc.Arbitrary<number> => {
  const { min, max, default: usual } = param;
  return fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min, max: small(param) }) },
    { weight: 1, arbitrary: fc.integer({ min, max }) },
    { weight: 1, arbitrary: fc.constantFrom(min, max, usual) },
  );
};

/** On the slider's steps, between them, at the ends, and a hair above the lower one. */
const anyReal = ({ min, max, step, default: usual }: NumberParam): fc.Arbitrary<number> =>
  fc
    .oneof(
      fc.constantFrom(min, max, usual),
      fc.integer({ min: 0, max: Math.round((max - min) / step) }).map((i) => min + i * step),
      fc.double({ min, max, noNaN: true }),
      fc.constantFrom(1e-300, 1e-12, 1e-5).map((hair) => min + hair),
    )
    .map((x) => Math.min(max, x) + 0);

/** The largest entry of matrices that are given on purpose. */
const HUGE = 1e308;

/** Zeros, whole numbers, rank one, at scales up to the last double, and entries of every size. */
function anyMatrix({ maxRows, maxCols }: MatrixParam): fc.Arbitrary<number[][]> {
  const side = (most: number): fc.Arbitrary<number> =>
    fc.oneof(fc.integer({ min: 1, max: Math.min(3, most) }), fc.integer({ min: 1, max: most }));
  return fc.tuple(side(maxRows), side(maxCols)).chain(([m, n]) => {
    const list = (length: number, entry: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
      fc.array(entry, { minLength: length, maxLength: length });
    const filled = (entry: fc.Arbitrary<number>): fc.Arbitrary<number[][]> =>
      fc.array(list(n, entry), { minLength: m, maxLength: m });
    const whole = fc.integer({ min: -3, max: 3 });
    const rankOne = fc
      .tuple(list(m, whole), list(n, whole))
      .map(([x, y]) => x.map((a) => y.map((b) => a * b)));
    const scale = fc.constantFrom(1, 1e200, 1e-200, HUGE, Number.MIN_VALUE);
    return fc.oneof(
      filled(fc.constant(0)),
      fc.tuple(filled(whole), scale).map(([X, c]) => times(X, c)),
      fc.tuple(rankOne, scale).map(([X, c]) => times(X, c)),
      filled(fc.constantFrom(0, 1, -1, 1e200, -1e200, 1e-200, 1e-300)),
      filled(fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0)),
    );
  });
}

const times = (rows: readonly number[][], factor: number): number[][] =>
  rows.map((row) => row.map((x) => Math.max(-HUGE, Math.min(HUGE, x * factor)) + 0));
