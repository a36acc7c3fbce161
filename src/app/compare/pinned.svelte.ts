import type { Answer, ParamValues } from '#demo';
import { createSolver, type Solver } from '../../demo/solver.ts';
import { startWorker } from '../start-worker.ts';

/** The state that the page is compared with. */
export interface Pinned {
  /** `undefined` while nothing is pinned. */
  readonly params: ParamValues | undefined;
  /** What follows from it, once that is computed. */
  readonly answer: Answer | undefined;
  readonly computing: boolean;
  /** Why it could not be computed, if it could not. */
  readonly problem: string;
  /** Pins a state. Its answer is computed in a worker of its own, unless it is known. */
  hold(params: ParamValues, known: Answer | undefined): void;
  drop(): void;
  retry(): void;
}

export function createPinned(slug: string): Pinned {
  let params = $state.raw<ParamValues>();
  let answer = $state.raw<Answer>();
  let problem = $state('');

  const solver: Solver = createSolver(slug, startWorker, (event) => {
    if (event.kind === 'answer') {
      ({ answer } = event);
      solver.close();
    }
    if (event.kind === 'failed') problem = event.message;
  });

  function ask(): void {
    problem = '';
    if (params) solver.ask(params);
  }

  return {
    get params() {
      return params;
    },
    get answer() {
      return answer;
    },
    get computing() {
      return params !== undefined && answer === undefined && problem === '';
    },
    get problem() {
      return problem;
    },
    hold(next, known) {
      solver.close();
      params = next;
      answer = known;
      problem = '';
      if (!known) ask();
    },
    drop() {
      solver.close();
      params = undefined;
      answer = undefined;
      problem = '';
    },
    retry: ask,
  };
}
