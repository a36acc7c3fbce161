import type { ParamValues } from './params.ts';
import { listen, type Numbers, type WorkerLike } from './protocol.ts';

/**
 * The inputs and results of one state, from a worker of its own that ends with the answer. Rejects
 * with an Error that says what went wrong.
 */
export function askNumbers(
  slug: string,
  params: ParamValues,
  worker: WorkerLike,
): Promise<Numbers> {
  const answer = new Promise<Numbers>((resolve, reject) => {
    listen(
      worker,
      (reply) => {
        if (reply.kind === 'numbers') resolve(reply.numbers);
        if (reply.kind === 'failed') reject(new Error(reply.message));
      },
      (message) => reject(new Error(message)),
    );
    worker.postMessage({ id: 1, slug, params, want: 'numbers' });
  });
  return answer.finally(() => worker.terminate());
}
