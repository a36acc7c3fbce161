/** Starts a worker that computes demos. */
export const startWorker = (): Worker =>
  new Worker(new URL('../demo/worker.ts', import.meta.url), { type: 'module' });
