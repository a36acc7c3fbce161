/** The worker: computes answers off the main thread. */
import { createRandom } from '#random';
import type { Computed, Session, StageReport } from './session.ts';
import type { Reply, Task } from './protocol.ts';
import { loadSession } from './worker-sessions.ts';

const send = (reply: Reply): void => postMessage(reply);

const sessions = new Map<string, Promise<Session>>();

function sessionFor(slug: string): Promise<Session> {
  const known = sessions.get(slug);
  if (known) return known;
  const session = loadSession(slug, createRandom);
  sessions.set(slug, session);
  return session;
}

addEventListener('message', ({ data }: MessageEvent<Task>) => {
  const { id, slug, params } = data;
  const report: StageReport = (stage, share, doing) =>
    send({ id, kind: 'progress', stage, share, doing });
  sessionFor(slug)
    .then((session) =>
      send(
        data.want === 'check'
          ? { id, kind: data.want, verdict: session.check(data.question, params, report) }
          : reply(id, data.want, session(params, report)),
      ),
    )
    .catch((error: unknown) =>
      send({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
});

function reply(id: number, want: Exclude<Task['want'], 'check'>, computed: Computed): Reply {
  switch (want) {
    case 'answer': {
      const { figures, claims } = computed;
      return { id, kind: want, answer: { figures, claims } };
    }
    case 'claims':
      return { id, kind: want, claims: computed.claims };
    case 'numbers': {
      const { inputs, results } = computed;
      return { id, kind: want, numbers: { inputs, results } };
    }
  }
}
