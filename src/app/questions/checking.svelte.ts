import type { ParamValues, Verdict } from '#demo';
import { askVerdict } from '../../demo/ask.ts';
import { startWorker } from '../start-worker.ts';

/** What was said of an answer, and at which settings. */
interface Judged {
  readonly question: string;
  readonly params: ParamValues;
  readonly verdict: Verdict;
}

type CheckWork =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly share: number; readonly doing: string }
  | { readonly kind: 'failed'; readonly message: string };

export interface Checking {
  readonly work: CheckWork;
  /** The last verdict. */
  readonly judged: Judged | undefined;
  /** Has an answer checked, unless one is being checked; `told` hears the verdict. */
  check(question: string, params: ParamValues, told: (verdict: Verdict) => void): void;
  /** Gives up the check under way. */
  cancel(): void;
  /** Forgets the last verdict, and gives up. */
  clear(): void;
  /** Ends the worker. */
  close(): void;
}

/** Checks answers in a worker of its own, which remembers what it computed for the next check. */
export function createChecking(slug: string): Checking {
  let work = $state.raw<CheckWork>({ kind: 'idle' });
  let judged = $state.raw<Judged>();
  let worker: Worker | undefined;
  /** Counts the checks that were started or given up: only the last one is listened to. */
  let turn = 0;

  function stop(): void {
    turn += 1;
    worker?.terminate();
    worker = undefined;
    work = { kind: 'idle' };
  }

  const cancel = (): void => {
    if (work.kind === 'working') stop();
  };

  async function check(
    question: string,
    params: ParamValues,
    told: (verdict: Verdict) => void,
  ): Promise<void> {
    if (work.kind === 'working') return;
    const mine = ++turn;
    work = { kind: 'working', share: 0, doing: 'computing' };
    try {
      worker ??= startWorker();
      const verdict = await askVerdict(slug, params, question, worker, (share, doing) => {
        if (mine === turn) work = { kind: 'working', share, doing };
      });
      if (mine !== turn) return;
      work = { kind: 'idle' };
      judged = { question, params, verdict };
      told(verdict);
    } catch (error) {
      if (mine !== turn) return;
      stop();
      work = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }

  return {
    get work() {
      return work;
    },
    get judged() {
      return judged;
    },
    check: (question, params, told) => void check(question, params, told),
    cancel,
    clear() {
      cancel();
      work = { kind: 'idle' };
      judged = undefined;
    },
    close: stop,
  };
}
