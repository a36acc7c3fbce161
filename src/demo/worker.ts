/** The worker: computes answers off the main thread. */
import { createRandom } from '#random';
import type { Computed, Session } from './demo.ts';
import type { Question, Reply } from './protocol.ts';
import { loadDemo } from './registry.ts';

const send = (reply: Reply): void => postMessage(reply);

const sessions = new Map<string, Promise<Session>>();

function sessionOf(slug: string): Promise<Session> {
  const known = sessions.get(slug);
  if (known) return known;
  const session = loadDemo(slug).then((demo) => demo.session(createRandom));
  sessions.set(slug, session);
  return session;
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const { id, slug, params } = data;
  sessionOf(slug)
    .then((compute) =>
      compute(params, (stage, share, doing) => send({ id, kind: 'progress', stage, share, doing })),
    )
    .then((computed) => send(reply(data, computed)))
    .catch((error: unknown) =>
      send({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
});

function reply({ id, want }: Question, computed: Computed): Reply {
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
