import type { Answer } from './session.ts';
import type { ParamValues } from './params.ts';
import { listen, type Reply, type WorkerLike } from './protocol.ts';

export type SolverEvent =
  | { readonly kind: 'working'; readonly share: number; readonly doing: string }
  | { readonly kind: 'answer'; readonly answer: Answer; readonly params: ParamValues }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'cancelled' };

/** Asks a worker for answers; only the latest question counts. */
export interface Solver {
  ask(params: ParamValues): void;
  /** Stops the computation under way, if there is one. */
  cancel(): void;
  /** Ends the worker. */
  close(): void;
}

/** A frame without an origin of its own must not start workers. */
const NO_WORKER =
  'The browser does not let this page compute. If another page shows it in a sandboxed frame, that frame needs “allow-same-origin”.';

/** How long inputs may be in the making, in milliseconds, before a newer question ends it. */
const PATIENCE = 400;

/**
 * A newer question ends the making of inputs that nobody waits for any more, if it has gone on for
 * a while (a training loop may take seconds; a short one is better shown than ended, or dragging a
 * slider would show nothing). While `run` is under way the question waits, because ending the worker would throw
 * away the inputs just made; only the newest waiting question is kept. Answers arrive in the order
 * of their questions: one that is overtaken is told only while the newer one is still computing.
 */
export function createSolver(
  slug: string,
  startWorker: () => WorkerLike,
  tell: (event: SolverEvent) => void,
  now: () => number = () => performance.now(),
): Solver {
  let worker: WorkerLike | undefined;
  let lastId = 0;
  let current: { id: number; params: ParamValues; making: boolean; since: number } | undefined;
  let waiting: ParamValues | undefined;

  const outlived = ({ making, since }: { making: boolean; since: number }): boolean =>
    making && now() - since > PATIENCE;

  function stop(): void {
    worker?.terminate();
    worker = undefined;
    current = undefined;
    waiting = undefined;
  }

  function start(): WorkerLike {
    const started = startWorker();
    listen(started, receive, (message) => {
      if (started !== worker) return;
      stop();
      tell({ kind: 'failed', message });
    });
    return started;
  }

  function post(params: ParamValues): void {
    try {
      worker ??= start();
    } catch {
      tell({ kind: 'failed', message: NO_WORKER });
      return;
    }
    current = { id: ++lastId, params, making: false, since: now() };
    tell({ kind: 'working', share: 0, doing: 'computing' });
    worker.postMessage({ id: lastId, slug, params, want: 'answer' });
  }

  function receive(reply: Reply): void {
    if (reply.id !== current?.id) return;
    if (reply.kind === 'progress') {
      current.making = reply.stage === 'generate';
      if (waiting && outlived(current)) {
        const next = waiting;
        stop();
        post(next);
      } else {
        tell({ kind: 'working', share: reply.share, doing: reply.doing });
      }
      return;
    }
    const { params } = current;
    current = undefined;
    if (reply.kind === 'answer') tell({ kind: 'answer', answer: reply.answer, params });
    else if (reply.kind === 'failed' && !waiting) tell({ kind: 'failed', message: reply.message });
    if (waiting) {
      const next = waiting;
      waiting = undefined;
      post(next);
    }
  }

  return {
    ask(params) {
      if (current && outlived(current)) stop();
      if (current) waiting = params;
      else post(params);
    },
    cancel() {
      if (!current) return;
      stop();
      tell({ kind: 'cancelled' });
    },
    close: stop,
  };
}
