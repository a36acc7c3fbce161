import { describe, expect, test } from 'vitest';
import { info, type Finding, type ParamValues } from '#demo';
import { askNumbers, askVerdict } from '../../src/demo/ask.ts';
import type { Numbers } from '../../src/demo/protocol.ts';
import { createStudy, type Outcome, type Study } from '../../src/demo/study.ts';
import { FakeWorker } from './fake-worker.ts';

const points = (...ks: number[]): ParamValues[] => ks.map((k) => ({ k }));

const found = (value: number): Finding =>
  info({ id: 'I1', says: '', measured: { label: '', value }, source: 'ours' });

function setUp(): {
  study: Study;
  workers: FakeWorker[];
  newest: () => FakeWorker;
  /** `k` of every question, whichever worker was asked. */
  asked: () => unknown[];
  /** `k` and the kind of each outcome; "end" where none was left. */
  told: () => string[];
  outcomes: (Outcome | undefined)[];
} {
  const workers: FakeWorker[] = [];
  const told: string[] = [];
  const outcomes: (Outcome | undefined)[] = [];
  const study = createStudy(
    'toy',
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    (one) => {
      told.push(one ? `${String(one.params['k'])} ${one.outcome.kind}` : 'end');
      outcomes.push(one?.outcome);
    },
  );
  return {
    study,
    workers,
    newest: () => workers.at(-1) ?? new FakeWorker(),
    asked: () => workers.flatMap((worker) => worker.asked.map(({ params }) => params['k'])),
    told: () => told,
    outcomes,
  };
}

describe('a study', () => {
  test('asks one worker for the claims at one point after the other, in the order given', () => {
    const { study, workers, newest, asked } = setUp();
    study.run(points(3, 1, 2));
    expect(asked()).toEqual([3]);
    newest().find();
    expect(asked()).toEqual([3, 1]);
    newest().find();
    expect(asked()).toEqual([3, 1, 2]);
    expect(workers).toHaveLength(1);
    expect(newest().asked.map(({ slug, want }) => `${slug} ${want}`)).toEqual(
      Array(3).fill('toy claims'),
    );
  });

  test('tells the claims of each point, and the end once', () => {
    const { study, newest, told, outcomes } = setUp();
    study.run(points(1, 2));
    newest().find(found(0.1));
    newest().find(found(0.2));
    newest().find(found(0.3));
    expect(told()).toEqual(['1 claims', '2 claims', 'end']);
    expect(outcomes).toEqual([
      { kind: 'claims', claims: [found(0.1)] },
      { kind: 'claims', claims: [found(0.2)] },
      undefined,
    ]);
  });

  test('of no points ends at once, without a worker', () => {
    const { study, workers, told } = setUp();
    study.run([]);
    expect(told()).toEqual(['end']);
    expect(workers).toHaveLength(0);
  });

  test('does not take progress for an outcome', () => {
    const { study, newest, asked, told } = setUp();
    study.run(points(1, 2));
    newest().progress('generate');
    newest().progress('run');
    expect(asked()).toEqual([1]);
    expect(told()).toEqual([]);
  });

  test('tells a point that cannot be computed as failed, in its own words, and goes on', () => {
    const { study, newest, asked, outcomes } = setUp();
    study.run(points(1, 2));
    newest().reply({ id: newest().id, kind: 'failed', message: 'A has no columns.' });
    expect(outcomes).toEqual([{ kind: 'failed', message: 'A has no columns.' }]);
    expect(asked()).toEqual([1, 2]);
  });

  test('tells the point at which its worker breaks down as failed, and goes on in a fresh one', () => {
    const { study, workers, newest, asked, told, outcomes } = setUp();
    study.run(points(1, 2));
    newest().breakDown('out of memory');
    expect(outcomes).toEqual([
      { kind: 'failed', message: 'The computation broke down (out of memory).' },
    ]);
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    expect(asked()).toEqual([1, 2]);
    newest().find();
    expect(told()).toEqual(['1 failed', '2 claims', 'end']);
  });

  test('ends, and can run again, when its worker breaks down at the last point', () => {
    const { study, workers, newest, told } = setUp();
    study.run(points(1));
    newest().breakDown('');
    expect(told()).toEqual(['1 failed', 'end']);
    expect(workers).toHaveLength(1);
    study.run(points(2));
    newest().find();
    expect(told()).toEqual(['1 failed', 'end', '2 claims', 'end']);
  });

  test('that is stopped ends its worker, drops what is left and tells nothing more', () => {
    const { study, newest, asked, told } = setUp();
    study.run(points(1, 2, 3));
    newest().find();
    study.stop();
    expect(newest().ended).toBe(true);
    newest().find();
    newest().breakDown('too late');
    expect(asked()).toEqual([1, 2]);
    expect(told()).toEqual(['1 claims']);
  });

  test('that was stopped takes up other points in a fresh worker', () => {
    const { study, workers, newest, asked, told } = setUp();
    study.run(points(1, 2));
    study.stop();
    study.run(points(2));
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    expect(asked()).toEqual([1, 2]);
    newest().find();
    expect(told()).toEqual(['2 claims', 'end']);
  });

  test('listens neither to a worker it has ended nor to answers to older questions', () => {
    const { study, workers, newest, asked, told } = setUp();
    study.run(points(1, 2));
    newest().find();
    newest().reply({ id: newest().id - 1, kind: 'claims', claims: [] });
    study.stop();
    study.run(points(3, 4));
    workers[0]?.find();
    workers[0]?.breakDown('too late');
    expect(newest().ended).toBe(false);
    expect(asked()).toEqual([1, 2, 3]);
    expect(told()).toEqual(['1 claims']);
  });

  test('given other points while one is under way asks for it once, then goes on with the others', () => {
    const { study, workers, newest, asked, told } = setUp();
    study.run(points(1, 2));
    study.run(points(3));
    expect(asked()).toEqual([1]);
    newest().find();
    newest().find();
    expect(workers).toHaveLength(1);
    expect(asked()).toEqual([1, 3]);
    expect(told()).toEqual(['1 claims', '3 claims', 'end']);
  });

  test('run again after its end keeps its worker, which remembers the inputs it made', () => {
    const { study, workers, newest } = setUp();
    study.run(points(1));
    newest().find();
    study.run(points(2));
    expect(workers).toHaveLength(1);
    expect(newest().ended).toBe(false);
  });

  test('stopped by the one who is told an outcome asks for no further point', () => {
    const worker = new FakeWorker();
    const study = createStudy(
      'toy',
      () => worker,
      () => study.stop(),
    );
    study.run(points(1, 2));
    worker.find();
    expect(worker.ended).toBe(true);
    expect(worker.asked).toHaveLength(1);
  });

  test('does not touch the list of points it was given', () => {
    const { study, newest } = setUp();
    const given = points(1, 2);
    study.run(given);
    newest().find();
    expect(given).toEqual(points(1, 2));
  });
});

describe('asking for numbers', () => {
  const numbers: Numbers = {
    inputs: [{ name: 'x', shape: [2], values: Float64Array.of(1, 2) }],
    results: [{ name: 'y', shape: [], values: Float64Array.of(3) }],
  };

  test('brings those of the state asked for, and ends the worker with them', async () => {
    const worker = new FakeWorker();
    const answer = askNumbers('toy', { k: 1 }, worker);
    expect(worker.asked).toMatchObject([{ slug: 'toy', params: { k: 1 }, want: 'numbers' }]);
    worker.progress('run');
    expect(worker.ended).toBe(false);
    worker.reply({ id: worker.id, kind: 'numbers', numbers });
    expect(await answer).toBe(numbers);
    expect(worker.ended).toBe(true);
  });

  test('rejects in the words of a demo that fails, and ends the worker', async () => {
    const worker = new FakeWorker();
    const answer = askNumbers('toy', {}, worker);
    worker.reply({ id: worker.id, kind: 'failed', message: 'A has no columns.' });
    await expect(answer).rejects.toThrow(new Error('A has no columns.'));
    expect(worker.ended).toBe(true);
  });

  test('rejects with a sentence when the worker breaks down, and ends it', async () => {
    const worker = new FakeWorker();
    const answer = askNumbers('toy', {}, worker);
    worker.breakDown('out of memory');
    await expect(answer).rejects.toThrow(new Error('The computation broke down (out of memory).'));
    expect(worker.ended).toBe(true);
  });

  test('rejects when the question cannot even be sent, and ends the worker', async () => {
    const worker = new FakeWorker();
    worker.postMessage = () => {
      throw new Error('cannot be cloned');
    };
    await expect(askNumbers('toy', {}, worker)).rejects.toThrow('cannot be cloned');
    expect(worker.ended).toBe(true);
  });
});

describe('asking for a verdict', () => {
  const verdict = { right: false, says: 'Rank 2 is not enough.' };

  test('brings what is said of the state, tells the progress, and keeps the worker', async () => {
    const worker = new FakeWorker();
    const told: string[] = [];
    const answer = askVerdict('toy', { k: 1 }, 'enough', worker, (share, doing) =>
      told.push(`${doing} ${share}`),
    );
    expect(worker.asked).toMatchObject([
      { slug: 'toy', params: { k: 1 }, want: 'check', question: 'enough' },
    ]);
    worker.progress('run');
    worker.reply({ id: worker.id, kind: 'check', verdict });
    expect(await answer).toEqual(verdict);
    expect(told).toEqual(['training 0.5']);
    expect(worker.ended).toBe(false);
  });

  test('rejects with a sentence when it cannot be had', async () => {
    const failing = new FakeWorker();
    const unknown = askVerdict('toy', {}, 'nothing', failing, () => undefined);
    failing.reply({ id: failing.id, kind: 'failed', message: 'There is no question “nothing”.' });
    await expect(unknown).rejects.toThrow('There is no question “nothing”.');
    const broken = askVerdict('toy', {}, 'enough', failing, () => undefined);
    failing.breakDown('out of memory');
    await expect(broken).rejects.toThrow('The computation broke down (out of memory).');
  });
});
