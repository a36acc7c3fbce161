import type { ParamValues } from './params.ts';
import { listen, type Numbers, type Reply, type Task, type WorkerLike } from './protocol.ts';
import type { Verdict } from './questions.ts';

/**
 * The inputs and results of one state, from a worker of its own that ends with the answer. Rejects
 * with an Error that says what went wrong.
 */
export const askNumbers = (
  slug: string,
  params: ParamValues,
  worker: WorkerLike,
): Promise<Numbers> =>
  ask(worker, { id: 1, slug, params, want: 'numbers' }, (reply) =>
    reply.kind === 'numbers' ? reply.numbers : undefined,
  ).finally(() => worker.terminate());

/**
 * What a demo says of the answer to one of its questions. The worker must have nothing else to do;
 * it stays, and remembers what it computed. Rejects with an Error that says what went wrong.
 */
export const askVerdict = (
  slug: string,
  params: ParamValues,
  question: string,
  worker: WorkerLike,
  progress: (share: number, doing: string) => void,
): Promise<Verdict> =>
  ask(worker, { id: 1, slug, params, want: 'check', question }, (reply) => {
    if (reply.kind === 'progress') progress(reply.share, reply.doing);
    return reply.kind === 'check' ? reply.verdict : undefined;
  });

/** The first reply in which something is found. */
function ask<T>(worker: WorkerLike, task: Task, find: (reply: Reply) => T | undefined): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    listen(
      worker,
      (reply) => {
        const found = find(reply);
        if (found !== undefined) resolve(found);
        if (reply.kind === 'failed') reject(new Error(reply.message));
      },
      (message) => reject(new Error(message)),
    );
    worker.postMessage(task);
  });
}
