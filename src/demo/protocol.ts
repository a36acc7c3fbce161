import type { NamedArray } from './arrays.ts';
import type { Finding } from './claims.ts';
import type { Answer, Stage } from './session.ts';
import type { ParamValues } from './params.ts';
import type { Verdict } from './questions.ts';

/** What the page asks of a worker. `id` rises with every task. */
export type Task = {
  readonly id: number;
  readonly slug: string;
  readonly params: ParamValues;
} & (
  | {
      /** What the page shows; the claims alone, for many samples; or the numbers, to take home. */
      readonly want: 'answer' | 'claims' | 'numbers';
    }
  | {
      /** Whether the state answers a question of the demo. */
      readonly want: 'check';
      /** The question's id. */
      readonly question: string;
    }
);

/** The inputs and results of one state, as other programs read them. */
export interface Numbers {
  readonly inputs: readonly NamedArray[];
  readonly results: readonly NamedArray[];
}

/** What the worker sends back, any number of `progress` before one of the others. */
export type Reply =
  | {
      readonly id: number;
      readonly kind: 'progress';
      readonly stage: Stage;
      readonly share: number;
      readonly doing: string;
    }
  | { readonly id: number; readonly kind: 'answer'; readonly answer: Answer }
  | { readonly id: number; readonly kind: 'claims'; readonly claims: readonly Finding[] }
  | { readonly id: number; readonly kind: 'numbers'; readonly numbers: Numbers }
  | { readonly id: number; readonly kind: 'check'; readonly verdict: Verdict }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

/** The part of `Worker` that is used, so that tests can hand in their own. */
export interface WorkerLike {
  postMessage(task: Task): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/**
 * Has a worker tell what it replies, and `broken` with a sentence when it has come to its end: its
 * script did not load, it ran out of memory, or its reply could not be read.
 */
export function listen(
  worker: WorkerLike,
  replied: (reply: Reply) => void,
  broken: (message: string) => void,
): void {
  worker.onmessage = ({ data }) => replied(data);
  worker.onerror = ({ message }) =>
    broken(
      `The computation broke down (${message || 'its script did not load or ran out of memory'}).`,
    );
  worker.onmessageerror = () => broken('The answer of the computation could not be read.');
}
