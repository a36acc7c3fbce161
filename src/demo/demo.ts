import type { Matrix } from 'ml-matrix';
import type { Random } from '#random';
import type { Finding } from './claims.ts';
import type { Figure } from './figures.ts';
import { namedArrays, type NamedArray } from './arrays.ts';
import type { ParamSchema, ParamValues, Values } from './params.ts';
import type { Check, Question, Verdict } from './questions.ts';
import { remember } from './remember.ts';
import { toleranceOf, type Tolerances } from './tolerances.ts';

export type Family =
  | 'foundations'
  | 'merging'
  | 'compression'
  | 'representation'
  | 'adapters'
  | 'alignment'
  | 'factorisation'
  | 'retrieval'
  | 'geometry'
  | 'weight-sharing'
  | 'clustering'
  | 'optimisation'
  | 'continual-learning'
  | 'equivariance'
  | 'attribution'
  | 'sketching'
  | 'other';

export interface Paper {
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number;
  readonly arxiv: string;
  /** Address of the authors' code, if there is any. */
  readonly code?: string;
}

/** A named state. `fails` lists the claims that are expected to break there: the lesson. */
export interface Preset<At = ParamValues> {
  readonly label: string;
  /** One or two sentences: what to see here. */
  readonly says: string;
  readonly at: At;
  readonly fails?: readonly string[];
}

/** One stop of the guided tour: a state, and the sentence that says where to look. */
export interface TourStep<At = ParamValues> {
  readonly at: At;
  readonly look: string;
  /** The id of the figure to bring into view. */
  readonly figure?: string;
}

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

/** The two steps that may take long. */
export type Stage = 'generate' | 'run';
export type StageReport = (stage: Stage, share: number, doing: string) => void;

/** All that follows from one setting; each part is computed when it is asked for. */
export interface Computed extends Answer {
  /** What `generate` made, and what `run` made of it, as other programs can read them. */
  readonly inputs: readonly NamedArray[];
  readonly results: readonly NamedArray[];
}

/** Computes one setting after another; `tolerances` are the demo's own. */
export interface Session {
  (params: ParamValues, report: StageReport): Computed;
  /** What is said of a state as the answer to a question. Throws RangeError for an unknown one. */
  check(question: string, params: ParamValues, report: StageReport): Verdict;
  readonly tolerances: Tolerances;
}

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

/** What a demo's author declares in `demo.ts`. */
export interface DemoSpec<
  P extends ParamSchema,
  I extends InputSchema,
  R extends object,
  Id extends string,
> {
  /** The short name on the card and the page. */
  readonly name: string;
  /** One sentence for the gallery card and the social card. */
  readonly tagline: string;
  readonly family: Family;
  /** Left out for labs. */
  readonly paper?: Paper;
  readonly params: P;
  /** `breaks` is the preset at which the paper's claim honestly fails. */
  readonly presets: Readonly<Record<string, Preset<Partial<Values<P>>>>>;
  readonly tour: readonly TourStep<Partial<Values<P>>>[];
  readonly questions: readonly Question<Partial<Values<P>>, keyof P & string, Id>[];
  /** The figure that stands for the demo on its gallery card; default: the first. */
  readonly cover?: string;
  /** Corrections that keep the parameters meaningful together, e.g. `k ≤ n`. */
  fit?(params: Values<P>): Partial<Values<P>>;
  /** `() => import('./flow.ts')` */
  flow(): Promise<Flow<P, I, R, NoInfer<Id>>>;
}

export interface Answer {
  readonly figures: readonly Figure[];
  readonly claims: readonly Finding[];
}

/** A demo with its types folded away: what pages, workers, links and tests handle. */
export interface Demo {
  readonly name: string;
  readonly tagline: string;
  readonly family: Family;
  readonly paper?: Paper;
  readonly params: ParamSchema;
  readonly presets: Readonly<Record<string, Preset>>;
  readonly tour: readonly TourStep[];
  readonly questions: readonly Question[];
  readonly cover?: string;
  fit(params: ParamValues): ParamValues;
  /** A computing session that remembers the last inputs and results while their params stand. */
  session(random: (seed: number) => Random): Promise<Session>;
}

/** Declares a demo. */
export function defineDemo<
  P extends ParamSchema,
  I extends InputSchema,
  R extends object,
  Id extends string,
>(spec: DemoSpec<P, I, R, Id>): Demo {
  // The one place where types are folded (here and for `at` below): every caller goes through `link`, whose values fit the schema.
  const typed = (params: ParamValues): Values<P> => params as Values<P>;
  const { name, tagline, family, params, cover, paper } = spec;
  const fit = (values: ParamValues): ParamValues =>
    ({ ...values, ...spec.fit?.(typed(values)) }) as ParamValues;
  return {
    ...{ name, tagline, family, params },
    ...(paper && { paper }),
    ...(cover && { cover }),
    presets: spec.presets as Readonly<Record<string, Preset>>,
    tour: spec.tour as readonly TourStep[],
    questions: spec.questions as readonly Question[],
    fit,
    async session(random) {
      const flow = await spec.flow();
      const generate = remember((values: Values<P>, report: Report) =>
        flow.generate(values, random(Number(values['seed'] ?? 0)), report),
      );
      const runOn = remember(({ inputs }: { inputs: Inputs<I> }) =>
        remember((values: Values<P>, report: Report) => flow.run(inputs, values, report)),
      );
      const find = (given: ParamValues, report: StageReport) => {
        const values = typed(given);
        const inputs = generate(values, (share, doing) => report('generate', share, doing));
        const results = runOn({ inputs })(values, (share, doing) => report('run', share, doing));
        return { params: values, inputs, results };
      };
      const compute = (given: ParamValues, report: StageReport): Computed => {
        const { params: values, inputs, results } = find(given, report);
        return {
          get inputs() {
            return namedArrays(inputs);
          },
          get results() {
            return namedArrays(results).filter(
              ({ name }) => toleranceOf(flow.tolerances, name)?.kind !== 'free',
            );
          },
          get figures() {
            return flow.figures(results, values);
          },
          get claims() {
            return flow.claims(results, values);
          },
        };
      };
      const checks: ReadonlyMap<string, Check<P, R>> = new Map(Object.entries(flow.checks));
      const check = (question: string, given: ParamValues, report: StageReport): Verdict => {
        const judge = checks.get(question);
        if (!judge) throw new RangeError(`There is no question “${question}”.`);
        return judge(find(given, report), (changes) => find(fit({ ...given, ...changes }), report));
      };
      return Object.assign(compute, { check, tolerances: flow.tolerances });
    },
  };
}
