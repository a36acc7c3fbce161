import type { Answer, Finding, Stage } from '#demo';
import type { Reply, Task, WorkerLike } from '../../src/demo/protocol.ts';

const nothing: Answer = { figures: [], claims: [] };

/** A worker that only takes down what it is asked, and replies what it is told to. */
export class FakeWorker implements WorkerLike {
  readonly asked: Task[] = [];
  ended = false;
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  postMessage(task: Task): void {
    this.asked.push(task);
  }
  terminate(): void {
    this.ended = true;
  }
  /** The id of the task given last. */
  get id(): number {
    return this.asked.at(-1)?.id ?? 0;
  }
  reply(reply: Reply): void {
    this.onmessage?.({ data: reply } as MessageEvent<Reply>);
  }
  answer(): void {
    this.reply({ id: this.id, kind: 'answer', answer: nothing });
  }
  find(...claims: Finding[]): void {
    this.reply({ id: this.id, kind: 'claims', claims });
  }
  progress(stage: Stage): void {
    this.reply({ id: this.id, kind: 'progress', stage, share: 0.5, doing: 'training' });
  }
  breakDown(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }
}
