import type { Answer, ParamValues } from '#demo';
import { createSolver } from '../demo/solver.ts';
import { keepUnchanged } from './keep-unchanged.ts';
import { startWorker } from './start-worker.ts';

/** What the computation is doing. `slow` from 300 ms on: then it is shown and can be cancelled. */
export type Work =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'working';
      readonly share: number;
      readonly doing: string;
      readonly slow: boolean;
    }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'cancelled' };

const SLOW = 300;

export interface Computation {
  /** The newest answer, which may be to an earlier question. */
  readonly answer: Answer | undefined;
  readonly work: Work;
  /** The answer to the last question, once it is there. */
  readonly known: Answer | undefined;
  ask(params: ParamValues): void;
  /** Takes an answer that is known from elsewhere. */
  take(answer: Answer): void;
  cancel(): void;
}

/** The page's side of the worker: what was asked last, how far it is, what came of it. */
export function createComputation(slug: string, arrived: (answer: Answer) => void): Computation {
  let answer = $state.raw<Answer>();
  let work = $state.raw<Work>({ kind: 'idle' });
  let slowTimer: ReturnType<typeof setTimeout> | undefined;

  const solver = createSolver(slug, startWorker, (event) => {
    if (event.kind === 'working') {
      const slow = work.kind === 'working' && work.slow;
      work = { kind: 'working', share: event.share, doing: event.doing, slow };
      slowTimer ??= setTimeout(() => {
        if (work.kind === 'working') work = { ...work, slow: true };
      }, SLOW);
      return;
    }
    clearTimeout(slowTimer);
    slowTimer = undefined;
    if (event.kind === 'answer') {
      answer = keepUnchanged(answer, event.answer);
      work = { kind: 'idle' };
      arrived(answer);
    } else {
      work = event;
    }
  });

  return {
    get answer() {
      return answer;
    },
    get work() {
      return work;
    },
    get known() {
      return work.kind === 'idle' ? answer : undefined;
    },
    ask: solver.ask,
    take(known) {
      answer = known;
    },
    cancel: solver.cancel,
  };
}
