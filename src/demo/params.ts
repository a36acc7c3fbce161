/**
 * Parameter kinds. A demo declares its parameters as a record of these; the values are numbers,
 * names and small matrices only, so that every state can be written into a link.
 */

interface Labelled<T> {
  /** What the control is called, e.g. "Rank of the shared subspace". */
  readonly label: string;
  /** The symbol the equations use for it, e.g. "r". */
  readonly symbol?: string;
  /** One sentence: what turning it does. */
  readonly help?: string;
  /** Shown under "More controls" instead of beside the figures. */
  readonly more?: boolean;
  readonly default: T;
}

export interface NumberParam extends Labelled<number> {
  readonly kind: 'int' | 'real';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit?: string;
}

export interface ChoiceParam<Name extends string = string> extends Labelled<Name> {
  readonly kind: 'choice';
  /** Name in the link → words on the control, in the order shown. */
  readonly options: Readonly<Record<Name, string>>;
}

export interface FlagParam extends Labelled<boolean> {
  readonly kind: 'flag';
}

export interface SeedParam extends Labelled<number> {
  readonly kind: 'seed';
}

/** A small matrix typed by the reader, as rows. At most `maxRows` × `maxCols`, entries finite. */
export interface MatrixParam extends Labelled<readonly (readonly number[])[]> {
  readonly kind: 'matrix';
  readonly maxRows: number;
  readonly maxCols: number;
}

export type Param = NumberParam | ChoiceParam | FlagParam | SeedParam | MatrixParam;
export type ParamSchema = Readonly<Record<string, Param>>;
export type ParamValue = number | string | boolean | readonly (readonly number[])[];
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** The value type of one parameter kind. */
export type ValueOf<P extends Param> =
  P extends ChoiceParam<infer Name>
    ? Name
    : P extends FlagParam
      ? boolean
      : P extends MatrixParam
        ? readonly (readonly number[])[]
        : number;

/** The values of a whole schema: what `generate`, `run`, `figures` and `claims` are handed. */
export type Values<S extends ParamSchema> = { readonly [K in keyof S]: ValueOf<S[K]> };

/** The largest seed: seeds are the integers 0 … 2³² − 1. */
export const MAX_SEED = 0xffffffff;

type NumberOptions = Omit<NumberParam, 'kind' | 'step'> & { readonly step?: number };

/** An integer in min..max. */
export const int = (options: NumberOptions): NumberParam => ({ step: 1, ...options, kind: 'int' });

/** A real number in min..max; `step` is the slider's, links may carry any value between. */
export const real = (options: NumberOptions): NumberParam => ({
  step: (options.max - options.min) / 100,
  ...options,
  kind: 'real',
});

/** One of a few names. */
export const choice = <Name extends string>(
  options: Omit<ChoiceParam<Name>, 'kind' | 'default'> & { readonly default: NoInfer<Name> },
): ChoiceParam<Name> => ({ ...options, kind: 'choice' });

/** On or off. */
export const flag = (options: Omit<FlagParam, 'kind'>): FlagParam => ({ ...options, kind: 'flag' });

/** The sample: the seed of the random generator that `generate` is handed. */
export const seed = (start = 42): SeedParam => ({
  kind: 'seed',
  label: 'Sample',
  symbol: 'seed',
  help: 'The seed of the random generator: same number, same data, for ever.',
  default: start,
});

/** A small matrix the reader edits cell by cell or pastes. */
export const matrix = (options: Omit<MatrixParam, 'kind'>): MatrixParam => ({
  ...options,
  kind: 'matrix',
});

/** Whether a parameter is a number that a slider sets. */
export const isNumber = (param: Param | undefined): param is NumberParam =>
  param?.kind === 'int' || param?.kind === 'real';

/** The default of every parameter, or of anything else that has one. */
export function defaults(
  schema: Readonly<Record<string, { readonly default: ParamValue }>>,
): ParamValues {
  return Object.fromEntries(Object.entries(schema).map(([name, param]) => [name, param.default]));
}

/** Whether two states have the same value of each parameter named; by default of all that `a` has. */
export const sameIn = (
  a: ParamValues,
  b: ParamValues,
  names: readonly string[] = Object.keys(a),
): boolean =>
  names.every((name) => {
    const [x, y] = [a[name], b[name]];
    return x !== undefined && y !== undefined && sameValue(x, y);
  });

/** Whether two values of one parameter are the same. */
export function sameValue(a: ParamValue, b: ParamValue): boolean {
  return Object.is(a, b) || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
