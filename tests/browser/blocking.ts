import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * The longest stretch of scripting on the page's main thread while `act` goes on, in milliseconds of
 * that thread's own processor time (so that a busy machine does not count).
 */
export async function longestScript(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<number> {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'toplevel'] });
  await act();
  const events = eventsOf(JSON.parse((await browser.stopTracing()).toString()));
  const mains = events
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid}/${tid}`);
  const scripts = events.filter(
    ({ name, pid, tid, tdur }) =>
      mains.includes(`${pid}/${tid}`) && tdur !== undefined && SCRIPTING.has(name),
  );
  expect(scripts.length).toBeGreaterThan(20);
  return Math.max(...scripts.map(({ tdur }) => (tdur ?? 0) / 1000));
}

const SCRIPTING = new Set([
  'FunctionCall',
  'EvaluateScript',
  'TimerFire',
  'FireAnimationFrame',
  'EventDispatch',
  'RunMicrotasks',
]);

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function eventsOf(trace: unknown): readonly TraceEvent[] {
  if (typeof trace !== 'object' || trace === null || !('traceEvents' in trace))
    throw new Error('No trace.');
  return trace.traceEvents as readonly TraceEvent[];
}
