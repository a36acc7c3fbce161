import type { PageState } from '../page-state.svelte.ts';
import { openFindings } from '../study/open-findings.ts';
import { readRequest, refusal, stateMessage, targetOf } from './messages.ts';

/** Least time between two states that a host sets, in milliseconds; of those between, the last counts. */
const PACE = 100;

/** Sends a message to the host; `target` is the only origin that may read it. */
export type Send = (message: object, target: string) => void;

/**
 * The host's questions and wishes. It can have no more than a link has: a state is taken over whole
 * or refused. A host that has asked for the state is told of each later one too, once a gesture.
 */
export function createConversation(page: PageState, send: Send): (event: MessageEvent) => void {
  /** Who asked for the state, and how often. */
  let asked = $state.raw({ target: '', times: 0 });
  let answered = 0;
  let told = '';

  let next: { state: string; target: string } | undefined;
  let resting = true;

  async function take(): Promise<void> {
    resting = next === undefined;
    if (!next) return;
    const { state, target } = next;
    next = undefined;
    const [problem] = await page.openExactly(state);
    if (problem !== undefined) send(refusal(problem), target);
    setTimeout(() => void take(), PACE);
  }

  $effect(() => {
    const { target, times } = asked;
    if (times === 0 || page.moving || page.work.kind === 'working') return;
    const findings = page.work.kind === 'idle' ? openFindings(page) : [];
    const message = stateMessage(page.fragment(), findings);
    const text = JSON.stringify(message);
    if (times === answered && text === told) return;
    answered = times;
    told = text;
    send(message, target);
  });

  return ({ data, origin }) => {
    const request = readRequest(data);
    if (!request) return;
    const target = targetOf(origin);
    if (request.kind === 'get') {
      asked = { target, times: asked.times + 1 };
    } else {
      next = { state: request.state, target };
      if (resting) void take();
    }
  };
}
