import type { Matrix } from 'ml-matrix';
import type { Random } from '#random';
import type { Finding } from './claims.ts';
import type { Figure } from './figures.ts';
import type { ParamSchema, Values } from './params.ts';
import type { Check } from './questions.ts';
import type { Tolerances } from './tolerances.ts';

/** Axis names of a named input: one axis a vector, two a matrix, three a stack of matrices. */
export type InputSchema = Readonly<Record<string, readonly string[]>>;
export type InputOf<Axes extends readonly string[]> = Axes extends readonly [string]
  ? readonly number[]
  : Axes extends readonly [string, string]
    ? Matrix
    : readonly Matrix[];
export type Inputs<S extends InputSchema> = { readonly [K in keyof S]: InputOf<S[K]> };

/** Declares a named input by its axes: `tensor('layer', 'token', 'channel')` is a `Matrix[]`. */
export const tensor = <const Axes extends readonly [string, ...string[]]>(...axes: Axes): Axes =>
  axes;

/** Tells how far a long step has come: a share in 0..1 and, in a few words, what is being done. */
export type Report = (share: number, doing: string) => void;

/**
 * What a demo computes: four pure steps. They live in `flow.ts`, which only the worker loads, so
 * that a page has its words and controls before any numerics.
 */
export interface Flow<
  P extends ParamSchema,
  I extends InputSchema,
  R extends object,
  Id extends string,
> {
  readonly inputs: I;
  /** The toy's data, all randomness from `random`. Anything that is trained is trained here. */
  generate(params: Values<P>, random: Random, report: Report): Inputs<I>;
  /** The paper's method: pure; only invariants go into the results. */
  run(inputs: Inputs<I>, params: Values<P>, report: Report): R;
  figures(results: R, params: Values<P>): readonly Figure[];
  claims(results: R, params: Values<P>): readonly Finding[];
  /** Judges the answers to the demo's questions, by id. */
  readonly checks: Readonly<Record<Id, Check<P, R>>>;
  /** How closely `reference.py` must agree with the results of `run`. */
  readonly tolerances: Tolerances;
}
