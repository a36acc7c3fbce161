/** Questions that a reader answers by moving controls, and how an answer is judged. */
import type { NumberParam, ParamSchema, ParamValues, Values } from './params.ts';

/** What a demo asks; `flow.ts` holds the check of the same id. */
export interface Question<
  At = ParamValues,
  Name extends string = string,
  Id extends string = string,
> {
  /** Stable within the demo: links name it. */
  readonly id: Id;
  /** The task, in one to three sentences. */
  readonly asks: string;
  /** Where it starts: no right answer. */
  readonly start: At;
  /** The controls to move. */
  readonly turn: readonly Name[];
  /** The id of the figure to bring into view. */
  readonly figure?: string;
  /** Two or three, each tells more than the one before. */
  readonly hints: readonly string[];
  /** The lesson, told once the question is answered. */
  readonly why: string;
}

/** What is said of an answer: a sentence with its numbers, which does not give the answer away. */
export interface Verdict {
  readonly right: boolean;
  readonly says: string;
}

/** A state and what came out there. */
export interface Found<P extends ParamSchema, R> {
  readonly params: Values<P>;
  readonly results: R;
}

/**
 * Judges the reader's own state, wherever it is; `at` gives what comes out at other parameters of
 * the same sample.
 */
export type Check<P extends ParamSchema, R> = (
  now: Found<P, R>,
  at: (changes: Partial<Values<P>>) => Found<P, R>,
) => Verdict;

/** The steps of a slider below a value, the nearest first. */
export const stepsBelow = ({ min, step }: NumberParam, value: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((value - min) / step - 1e-9)) }, (_, i) =>
    Number((min + i * step).toFixed(10)),
  ).reverse();

/** An answer to “find the smallest (or largest) value at which …”. */
interface EdgeAnswer {
  /** What came out at the reader's value, as a sentence. */
  readonly reads: string;
  /** Whether this value will do, and what to say if not. */
  readonly does: boolean;
  readonly short: string;
  /** Whether a better value would do too, and what to say then. */
  readonly better: () => boolean;
  readonly further: string;
  /** What to say of the value that is asked for. */
  readonly edge: string;
}

/** The verdict on an answer that has to be the last value that will do. */
export function atTheEdge({ reads, does, short, better, further, edge }: EdgeAnswer): Verdict {
  if (!does) return { right: false, says: `${reads} ${short}` };
  if (better()) return { right: false, says: `${reads} ${further}` };
  return { right: true, says: `${reads} ${edge}` };
}
