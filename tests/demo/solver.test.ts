import { expect, test } from 'vitest';

import { createSolver, type Solver, type SolverEvent } from '../../src/demo/solver.ts';
import { FakeWorker } from './fake-worker.ts';

function setUp(): {
  workers: FakeWorker[];
  events: SolverEvent[];
  solver: Solver;
  newest: () => FakeWorker;
  wait: (ms: number) => void;
} {
  const workers: FakeWorker[] = [];
  const events: SolverEvent[] = [];
  let clock = 0;
  const wait = (ms: number): void => {
    clock += ms;
  };
  const solver = createSolver(
    'toy',
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    (event) => events.push(event),
    () => clock,
  );
  return { workers, events, solver, newest: () => workers.at(-1) ?? new FakeWorker(), wait };
}

test('while the worker is busy only the newest question waits', () => {
  const { workers, solver, newest } = setUp();
  for (const k of [1, 2, 3]) solver.ask({ k });
  newest().answer();
  expect(workers).toHaveLength(1);
  expect(newest().asked.map(({ params }) => params['k'])).toEqual([1, 3]);
});

test('a newer question ends a long making of inputs that nobody waits for', () => {
  const { workers, solver, newest, wait } = setUp();
  solver.ask({ k: 1 });
  newest().progress('generate');
  wait(1000);
  solver.ask({ k: 2 });
  expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  expect(newest().asked.map(({ params }) => params['k'])).toEqual([2]);
});

test('a newer question lets a short making of inputs finish, so that a drag shows something', () => {
  const { workers, events, solver, newest, wait } = setUp();
  solver.ask({ k: 1 });
  newest().progress('generate');
  wait(100);
  solver.ask({ k: 2 });
  newest().answer();
  expect(workers).toHaveLength(1);
  expect(events.some((event) => event.kind === 'answer' && event.params['k'] === 1)).toBe(true);
});

test('a newer question does not end a run, whose inputs are worth keeping', () => {
  const { workers, solver, newest, wait } = setUp();
  solver.ask({ k: 1 });
  newest().progress('generate');
  newest().progress('run');
  wait(1000);
  solver.ask({ k: 2 });
  expect(workers).toHaveLength(1);
  expect(newest().ended).toBe(false);
});

test('answers of an ended worker are dropped', () => {
  const { workers, events, solver, newest, wait } = setUp();
  solver.ask({ k: 1 });
  newest().progress('generate');
  wait(1000);
  solver.ask({ k: 2 });
  workers[0]?.answer();
  expect(events.some(({ kind }) => kind === 'answer')).toBe(false);
  newest().answer();
  expect(events.at(-1)).toMatchObject({ kind: 'answer', params: { k: 2 } });
});

test('cancel ends the worker, and the next question starts a new one', () => {
  const { workers, events, solver, newest } = setUp();
  solver.ask({ k: 1 });
  solver.cancel();
  expect(newest().ended).toBe(true);
  expect(events.at(-1)).toEqual({ kind: 'cancelled' });
  solver.ask({ k: 1 });
  newest().answer();
  expect(workers).toHaveLength(2);
  expect(events.at(-1)?.kind).toBe('answer');
});

test('a crash is told and survived', () => {
  const { workers, events, solver, newest } = setUp();
  solver.ask({ k: 1 });
  newest().breakDown('out of memory');
  expect(events.at(-1)).toEqual({
    kind: 'failed',
    message: 'The computation broke down (out of memory).',
  });
  solver.ask({ k: 1 });
  newest().answer();
  expect(workers).toHaveLength(2);
  expect(events.at(-1)?.kind).toBe('answer');
});

test('an error in a demo is told in its own words', () => {
  const { events, solver, newest } = setUp();
  solver.ask({ k: 1 });
  newest().reply({ id: 1, kind: 'failed', message: 'A has no columns.' });
  expect(events.at(-1)).toEqual({ kind: 'failed', message: 'A has no columns.' });
});

test('a worker that the browser does not allow is a failure that is told, and tried again', () => {
  const worker = new FakeWorker();
  const events: SolverEvent[] = [];
  let allowed = false;
  const solver = createSolver(
    'toy',
    () => {
      if (!allowed) throw new Error('SecurityError');
      return worker;
    },
    (event) => events.push(event),
  );
  solver.ask({ k: 1 });
  expect(events).toMatchObject([{ kind: 'failed' }]);
  allowed = true;
  solver.ask({ k: 2 });
  worker.answer();
  expect(events.at(-1)).toMatchObject({ kind: 'answer', params: { k: 2 } });
});
