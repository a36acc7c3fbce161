import type { Finding } from './claims.ts';
import type { ParamValues } from './params.ts';
import { listen, type Reply, type Task, type WorkerLike } from './protocol.ts';

/** What became of one point: its findings, or why it has none. */
export type Outcome =
  | { readonly kind: 'claims'; readonly claims: readonly Finding[] }
  | { readonly kind: 'failed'; readonly message: string };

/** Computes the claims at many points, one after the other, in a worker of its own. */
export interface Study {
  /** Works through these points instead of any that were left. */
  run(points: readonly ParamValues[]): void;
  /** Drops the points that are left, and the one under way. */
  stop(): void;
}

/**
 * Tells the outcome of each point, and `undefined` when none is left. A point that cannot be
 * computed, or at which the worker breaks down, is told as failed, and the others go on.
 */
export function createStudy(
  slug: string,
  startWorker: () => WorkerLike,
  tell: (told: { params: ParamValues; outcome: Outcome } | undefined) => void,
): Study {
  let worker: WorkerLike | undefined;
  let lastId = 0;
  let left: ParamValues[] = [];
  let current: ParamValues | undefined;

  function start(): WorkerLike {
    const started = startWorker();
    listen(started, receive, (message) => {
      if (started !== worker) return;
      started.terminate();
      worker = undefined;
      if (current) finish(current, { kind: 'failed', message });
    });
    return started;
  }

  function next(): void {
    current = left.shift();
    if (!current) {
      tell(undefined);
      return;
    }
    worker ??= start();
    const task: Task = { id: ++lastId, slug, params: current, want: 'claims' };
    worker.postMessage(task);
  }

  function finish(params: ParamValues, outcome: Outcome): void {
    tell({ params, outcome });
    next();
  }

  function receive(reply: Reply): void {
    if (reply.id !== lastId || !current) return;
    if (reply.kind === 'claims') finish(current, { kind: 'claims', claims: reply.claims });
    if (reply.kind === 'failed') finish(current, { kind: 'failed', message: reply.message });
  }

  return {
    run(points) {
      left = [...points];
      if (!current) next();
    },
    stop() {
      left = [];
      if (!current) return;
      worker?.terminate();
      worker = undefined;
      current = undefined;
    },
  };
}
