import type { Random } from '#random';
import { namedArrays, type NamedArray } from './arrays.ts';
import type { Finding } from './claims.ts';
import type { Figure } from './figures.ts';
import type { Flow, Inputs, InputSchema, Report } from './flow.ts';
import type { ParamSchema, ParamValues, Values } from './params.ts';
import type { Check, Verdict } from './questions.ts';
import { remember } from './remember.ts';
import { toleranceOf, type Tolerances } from './tolerances.ts';

/** The two steps that may take long. */
export type Stage = 'generate' | 'run';
export type StageReport = (stage: Stage, share: number, doing: string) => void;

export interface Answer {
  readonly figures: readonly Figure[];
  readonly claims: readonly Finding[];
}

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

/** Corrects any values that fit a demo's schema to ones that go together. */
export type Fit = (params: ParamValues) => ParamValues;

// The one place where types are folded (here and for `at` in demo.ts): every caller goes through `link`, whose values fit the schema.
const typed = <P extends ParamSchema>(params: ParamValues): Values<P> => params as Values<P>;

/** The corrections that a demo's `params.ts` exports; without any, values stay as they are. */
export const fitOf =
  <P extends ParamSchema>(fit: ((params: Values<P>) => Partial<Values<P>>) | undefined): Fit =>
  (values) =>
    ({ ...values, ...fit?.(typed(values)) }) as ParamValues;

/** A computing session that remembers the last inputs and results while their params stand. */
export function sessionOf<
  P extends ParamSchema,
  I extends InputSchema,
  R extends object,
  Id extends string,
>(flow: Flow<P, I, R, Id>, fit: Fit, random: (seed: number) => Random): Session {
  const generate = remember((values: Values<P>, report: Report) =>
    flow.generate(values, random(Number(values['seed'] ?? 0)), report),
  );
  const runOn = remember(({ inputs }: { inputs: Inputs<I> }) =>
    remember((values: Values<P>, report: Report) => flow.run(inputs, values, report)),
  );
  const find = (given: ParamValues, report: StageReport) => {
    const values = typed<P>(given);
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
}
