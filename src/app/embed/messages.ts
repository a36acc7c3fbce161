/** What an embedded page and the page around it say to each other. */
import { holds, type Finding } from '#demo';
import { ownField } from '#link';

/** Rises when a message changes its meaning. */
const VERSION = 1;

/** What a host asks for: the state as a link's fragment says it, or to be told the state. */
export type Request = { readonly kind: 'set'; readonly state: string } | { readonly kind: 'get' };

/** Reads a message of the host; `undefined` if it is none that this page knows. Never throws. */
export function readRequest(data: unknown): Request | undefined {
  const version = ownField(data, 'version');
  const state = ownField(data, 'state');
  switch (ownField(data, 'type')) {
    case 'shared-subspace:set':
      return version === VERSION && typeof state === 'string' ? { kind: 'set', state } : undefined;
    case 'shared-subspace:get':
      return version === undefined || version === VERSION ? { kind: 'get' } : undefined;
    default:
      return undefined;
  }
}

export const stateMessage = (state: string, findings: readonly Finding[]): object => ({
  type: 'shared-subspace:state',
  version: VERSION,
  state,
  claims: findings.map((finding) => ({
    id: finding.id,
    holds: finding.kind === 'claim' ? holds(finding) : null,
    value: finding.measured.value,
  })),
});

export const refusal = (problem: string): object => ({
  type: 'shared-subspace:refused',
  version: VERSION,
  problem,
});

/** The content's height in CSS pixels: for our own snippet, and as learning platforms expect it. */
export const heightMessages = (slug: string, height: number): readonly object[] => [
  { type: 'shared-subspace:height', version: VERSION, slug, height },
  { subject: 'lti.frameResize', message_id: messageId(), height },
];

/** A text that no other message has. */
export const messageId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** To whom a reply goes. A page without an origin of its own can only be named by “anyone”. */
export const targetOf = (origin: string): string => (origin === 'null' ? '*' : origin);
