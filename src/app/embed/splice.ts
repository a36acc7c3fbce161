/**
 * Scores and states for learning platforms: the SPLICE iframe protocol
 * (https://cssplice.org/slcp/iframe-protocol-specification.html).
 */
import { ownField } from '#link';
import { messageId, targetOf } from './messages.ts';

export interface Splice {
  /** Takes a message of the platform. */
  hear(data: unknown, origin: string): void;
  /** Tells the score and the state if other questions are answered than when last told. */
  report(solved: readonly string[], total: number, fragment: string): void;
}

/**
 * Asks the platform for the state it keeps, which also says that this page is ready; a state that
 * comes back is handed to `open`. `solved` are the questions answered at the start.
 */
export function createSplice(
  slug: string,
  solved: readonly string[],
  send: (message: object, target: string) => void,
  open: (fragment: string) => void,
): Splice {
  let target = '*';
  let told = solved.join();
  let asked: string | undefined = messageId();
  send({ subject: 'SPLICE.getState', message_id: asked }, target);

  function reportScoreAndState(score: number, state: object): void {
    send({ subject: 'SPLICE.reportScoreAndState', message_id: messageId(), score, state }, target);
  }

  return {
    hear(data, origin) {
      if (ownField(data, 'subject') !== 'SPLICE.getState.response') return;
      if (asked === undefined || ownField(data, 'message_id') !== asked) return;
      asked = undefined;
      target = targetOf(origin);
      const state = ownField(data, 'state');
      const fragment = ownField(state, 'fragment');
      if (ownField(state, 'slug') === slug && typeof fragment === 'string') open(fragment);
    },
    report(now, total, fragment) {
      if (total === 0 || now.join() === told) return;
      told = now.join();
      asked = undefined; // an older state must not replace what is being done
      reportScoreAndState(Math.min(1, new Set(now).size / total), { slug, fragment });
    },
  };
}
