import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claim, info } from '#demo';
import { oembed } from '../../src/app/build/oembed.ts';
import { shownInEmbed } from '../../src/app/embed/embed-parts.ts';
import {
  heightMessages,
  readRequest,
  stateMessage,
  targetOf,
} from '../../src/app/embed/messages.ts';
import { embedAddress, followingHtml, frameHtml } from '../../src/app/embed/snippet.ts';
import { createSplice } from '../../src/app/embed/splice.ts';

describe('what an embedded page shows', () => {
  test('is what its link chose, or else its controls, figures and claims', () => {
    expect([...shownInEmbed(new Set())]).toEqual(['controls', 'claims']);
    expect([...shownInEmbed(new Set(['spectrum']))]).toEqual(['spectrum']);
  });
});

describe('a message of the host', () => {
  test('may set the state or ask for it', () => {
    const state = 'v=1&k=2';
    expect(readRequest({ type: 'shared-subspace:set', version: 1, state })).toEqual({
      kind: 'set',
      state,
    });
    expect(readRequest({ type: 'shared-subspace:get' })).toEqual({ kind: 'get' });
    expect(readRequest({ type: 'shared-subspace:get', version: 1 })).toEqual({ kind: 'get' });
  });

  const cyclic: Record<string, unknown> = { type: 'shared-subspace:set', version: 1 };
  cyclic['state'] = cyclic;
  test.each<[string, unknown]>([
    ['a text', 'shared-subspace:get'],
    ['nothing', null],
    ['another type', { type: 'shared-subspace:eval', version: 1, state: 'v=1' }],
    ['no version', { type: 'shared-subspace:set', state: 'v=1' }],
    ['another version', { type: 'shared-subspace:set', version: 2, state: 'v=1' }],
    ['a version in words', { type: 'shared-subspace:set', version: '1', state: 'v=1' }],
    ['a list', { type: 'shared-subspace:set', version: 1, state: ['v=1'] }],
    ['a ring', cyclic],
    ['a map', new Map([['type', 'shared-subspace:get']])],
    ['what is inherited', Object.create({ type: 'shared-subspace:get' })],
    ['an answer of ours', { type: 'shared-subspace:state', version: 1, state: 'v=1' }],
  ])('that is %s is none', (_, data) => {
    expect(readRequest(data)).toBeUndefined();
  });

  test('never makes trouble, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withTypedArray: true }), (data) => {
        readRequest(data);
        readRequest({ type: 'shared-subspace:set', version: data, state: data });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('is answered to its origin, and to anyone only where it has none', () => {
    expect(targetOf('https://school.example')).toBe('https://school.example');
    expect(targetOf('null')).toBe('*');
  });
});

test('the state is told with every claim: whether it holds, and its number', () => {
  const measured = { label: 'x', value: 0.5 };
  const rest = { says: '', source: '', measured };
  const findings = [
    claim({ id: 'a', relation: '>', threshold: 0.4, ...rest }),
    claim({ id: 'b', relation: '<', threshold: 0.4, ...rest }),
    info({ id: 'c', ...rest }),
  ];
  expect(stateMessage('v=1&k=2', findings)).toEqual({
    type: 'shared-subspace:state',
    version: 1,
    state: 'v=1&k=2',
    claims: [
      { id: 'a', holds: true, value: 0.5 },
      { id: 'b', holds: false, value: 0.5 },
      { id: 'c', holds: null, value: 0.5 },
    ],
  });
});

test('the height is told to our own snippet and to learning platforms', () => {
  const [own, platform] = heightMessages('svd', 512);
  expect(own).toEqual({ type: 'shared-subspace:height', version: 1, slug: 'svd', height: 512 });
  expect(platform).toMatchObject({ subject: 'lti.frameResize', height: 512 });
});

/** A learning platform: what it was sent, and to whom. */
function platform(...solved: string[]) {
  const sent: { message: object; target: string }[] = [];
  const opened: string[] = [];
  const splice = createSplice(
    'svd',
    solved,
    (message, target) => sent.push({ message, target }),
    (fragment) => opened.push(fragment),
  );
  const idOf = (message: object | undefined): unknown =>
    message && Object.getOwnPropertyDescriptor(message, 'message_id')?.value;
  const answer = (state: unknown, id: unknown = idOf(sent[0]?.message)): void =>
    splice.hear(
      { subject: 'SPLICE.getState.response', message_id: id, state },
      'https://school.example',
    );
  return { splice, sent, opened, answer, idOf };
}

describe('a learning platform', () => {
  test('is asked for the state it keeps; what it gives back is opened once', () => {
    const { sent, opened, answer } = platform();
    expect(sent).toMatchObject([{ message: { subject: 'SPLICE.getState' }, target: '*' }]);
    answer({ slug: 'svd', fragment: 'v=1&k=2' }, 'another id');
    expect(opened).toEqual([]);
    answer({ slug: 'svd', fragment: 'v=1&k=2' });
    answer({ slug: 'svd', fragment: 'v=1&k=1' });
    expect(opened).toEqual(['v=1&k=2']);
  });

  test.each([
    [null],
    [undefined],
    ['v=1'],
    [{ slug: 'xkv', fragment: 'v=1' }],
    [{ slug: 'svd', fragment: 7 }],
    [{ slug: 'svd' }],
    [[]],
  ])('that gives back %j changes nothing', (state) => {
    const { opened, answer } = platform();
    answer(state);
    expect(opened).toEqual([]);
  });

  test('hears the score and the state when another question is answered, and only then', () => {
    const { splice, sent, answer, idOf } = platform('first');
    answer(null);
    splice.report(['first'], 4, 'v=1');
    expect(sent.length).toBe(1);
    splice.report(['first', 'second', 'second'], 4, 'v=1&k=2');
    splice.report(['first', 'second', 'second'], 4, 'v=1&k=3');
    expect(sent.slice(1)).toMatchObject([
      {
        message: {
          subject: 'SPLICE.reportScoreAndState',
          score: 0.5,
          state: { slug: 'svd', fragment: 'v=1&k=2' },
        },
        target: 'https://school.example',
      },
    ]);
    splice.report(['a', 'b', 'c', 'd', 'e'], 4, '');
    expect(sent[2]?.message).toMatchObject({ score: 1 });
    const ids = sent.map(({ message }) => idOf(message));
    expect(new Set(ids).size).toBe(3);
  });

  test('hears no score of a demo without questions', () => {
    const { splice, sent } = platform();
    splice.report(['x'], 0, 'v=1');
    expect(sent.length).toBe(1);
  });

  test('does not undo with a late answer what was done meanwhile', () => {
    const { splice, opened, answer } = platform();
    splice.report(['first'], 4, 'v=1&k=2');
    answer({ slug: 'svd', fragment: 'v=1&k=1' });
    expect(opened).toEqual([]);
  });
});

describe('the HTML to copy', () => {
  const page = 'https://example.org/play/svd/';

  test('shows the state, in the colours asked for', () => {
    expect(embedAddress(page, '', '')).toBe(`${page}?embed`);
    expect(embedAddress(page, 'v=1&k=2', 'dark')).toBe(`${page}?embed&theme=dark#v=1&k=2`);
    expect(embedAddress(page, 'v=1', '"><script>')).toBe(`${page}?embed#v=1`);
    const html = frameHtml({ src: embedAddress(page, 'v=1&k=2', ''), title: 'SVD' });
    expect(html).toContain(`src="${page}?embed#v=1&amp;k=2" title="SVD" width="100%"`);
    expect(html).toContain('loading="lazy" allow="clipboard-write; fullscreen"');
  });

  test('is one frame, whatever its title says', () => {
    const signs = fc.string({ unit: fc.constantFrom(...Array.from('a"\'<>&/=`\n ')) });
    fc.assert(
      fc.property(signs, (title) => {
        const html = frameHtml({ src: page, title });
        expect(html.match(/[<>]/g)).toEqual(['<', '>', '<', '>']);
        expect(html.match(/"/g)?.length).toBe(14);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('that follows the content obeys our origin only', () => {
    expect(followingHtml({ src: `${page}?embed`, title: '' })).toContain(
      "origin !== 'https://example.org'",
    );
  });
});

test('the oEmbed document has all that its specification asks for', () => {
  const document: unknown = JSON.parse(
    oembed('Shared Subspace Playground', 'https://example.org/play/', 'svd', 'The "SVD"'),
  );
  expect(document).toEqual({
    type: 'rich',
    version: '1.0',
    title: 'The "SVD" · Shared Subspace Playground',
    provider_name: 'Shared Subspace Playground',
    provider_url: 'https://example.org/play/',
    html: '<iframe src="https://example.org/play/svd/?embed" title="The &quot;SVD&quot; · Shared Subspace Playground" width="720" height="800" style="border: 0" loading="lazy" allow="clipboard-write; fullscreen"></iframe>',
    width: 720,
    height: 800,
    thumbnail_url: 'https://example.org/play/svd/card.png',
    thumbnail_width: 1200,
    thumbnail_height: 630,
  });
});
