import type { Random } from '#random';
import type { Flow, InputSchema } from './flow.ts';
import type { ParamSchema, ParamValues, Values } from './params.ts';
import type { Question } from './questions.ts';
import { fitOf, sessionOf, type Fit, type Session } from './session.ts';

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
  readonly fit: Fit;
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
  const { name, tagline, family, params, cover, paper } = spec;
  const fit = fitOf(spec.fit);
  return {
    ...{ name, tagline, family, params },
    ...(paper && { paper }),
    ...(cover && { cover }),
    presets: spec.presets as Readonly<Record<string, Preset>>,
    tour: spec.tour as readonly TourStep[],
    questions: spec.questions as readonly Question[],
    fit,
    session: async (random) => sessionOf(await spec.flow(), fit, random),
  };
}
