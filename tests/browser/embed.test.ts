import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ALLOW } from '../../src/app/embed/snippet.ts';
import { seriousViolations } from './accessibility.ts';
import { settled, useBrowser, type Visit } from './page.ts';
import { startHost, type StaticHost } from './static-host.ts';

/** A site of another origin, whose pages hold ours. */
let host: StaticHost;
beforeAll(async () => {
  host = await startHost(new Map());
});
afterAll(() => host.close());

const { visit: visitHost } = useBrowser(() => host.address);
const { visit } = useBrowser();

/** Keeps every message that a page receives, each with the origin it came from. */
const KEEP_MESSAGES = `<script>
  window.heard = [];
  addEventListener('message', ({ data, origin }) => heard.push({ ...data, from: origin }));
</script>`;

/** Or the browser would ask the host for one. */
const NO_ICON = '<link rel="icon" href="data:," />';

const frameOf = (path: string): string =>
  `<iframe src="${inject('address')}${path}" title="Demo" width="700" height="900" style="border: 0" allow="${ALLOW}"></iframe>`;

interface Embedding extends Visit {
  readonly frame: Frame;
}

/** Opens a host page with the given content, and waits until the demo in it has settled. */
async function embed(html: string): Promise<Embedding> {
  host.publish(
    new Map([
      [
        'index.html',
        Buffer.from(`<!doctype html><title>Host</title>${NO_ICON}${KEEP_MESSAGES}${html}`),
      ],
      ['start/index.html', Buffer.from(`<!doctype html><title>Start</title>${NO_ICON}`)],
    ]),
  );
  const visited = await visitHost('');
  const frame = await frameIn(visited.page);
  return { ...visited, frame };
}

async function frameIn(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (!frame) throw new Error('There is no frame.');
  await frame.waitForSelector('.figures[aria-busy="false"] figure', { timeout: 60_000 });
  await frame.getByRole('link', { name: 'open the whole page' }).waitFor();
  return frame;
}

/** The troubles of a host page; that the frame comes from our site is none. */
const own = ({ troubles }: Visit): string[] =>
  troubles.filter((trouble) => !trouble.startsWith(`request: ${inject('address')}`));

type Heard = Record<string, unknown>;
const heard = (page: Page, type: string): Promise<Heard[]> =>
  page.evaluate<Heard[], string>(
    (wanted) =>
      (Reflect.get(window, 'heard') as Heard[]).filter(
        (one) => one['type'] === wanted || one['subject'] === wanted,
      ),
    type,
  );

/** Waits until the host has heard so many messages of a type; gives them back. */
async function hears(page: Page, type: string, times: number): Promise<Heard[]> {
  await page.waitForFunction(
    ([wanted, count]) =>
      (Reflect.get(window, 'heard') as Heard[]).filter(
        (one) => one['type'] === wanted || one['subject'] === wanted,
      ).length >= count,
    [type, times] as const,
  );
  return heard(page, type);
}

const say = (page: Page, message: unknown): Promise<void> =>
  page.evaluate(
    (data) => document.querySelector('iframe')?.contentWindow?.postMessage(data, '*'),
    message,
  );

const set = (page: Page, state: unknown): Promise<void> =>
  say(page, { type: 'shared-subspace:set', version: 1, state });

const rank = (frame: Frame): Locator => frame.getByRole('spinbutton', { name: /as a number/ });

async function type(frame: Frame, text: string): Promise<void> {
  await rank(frame).fill(text);
  await rank(frame).press('Enter');
  await frame.waitForFunction((k) => location.hash.includes(`k=${k}`), text);
}

/** Lets a page draw a number of frames. */
const frames = (page: Page | Frame, count: number): Promise<void> =>
  page.evaluate(async (times) => {
    for (let i = 0; i < times; i++) await new Promise(requestAnimationFrame);
  }, count);

/** How much of the content of a frame is out of its sight, in pixels. */
const hiddenPart = (frame: Frame): Promise<number> =>
  frame.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);

describe('an embedded page', () => {
  test('shows the controls, figures and claims, and a line that leads to the whole page', async () => {
    const { page, troubles, close } = await visit('svd/?embed#v=1&A=1,2;3,4&k=2&show=');
    await settled(page);
    const line = page.getByText('Shared Subspace Playground: Singular value decomposition');
    await line.waitFor();
    expect(await page.locator('.controls input').count()).toBeGreaterThan(1);
    expect(await page.locator('[data-claim]').count()).toBeGreaterThan(1);
    expect(await page.locator('figure').count()).toBe(6);
    for (const gone of ['header', 'footer', '.skip', '.prose', '.paper', '.badge', '#samples'])
      expect(await page.locator(gone).filter({ visible: true }).count(), gone).toBe(0);
    expect(await page.getByRole('button', { name: /Share|tour|Undo|Copy link/ }).count()).toBe(0);
    const link = page.getByRole('link', { name: 'open the whole page' });
    expect(await link.getAttribute('href')).toBe(`${inject('address')}svd/#v=1&A=1,2;3,4&k=2`);
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toBe('noopener');
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe('./');
    expect(troubles).toEqual([]);
    await close();
  });

  test('shows what its link chooses and nothing else', async () => {
    const { page, close } = await visit('svd/?embed#v=1&k=2&show=values,presets');
    await settled(page);
    const link = page.getByRole('link', { name: 'open the whole page' });
    expect(await link.getAttribute('href')).toBe(`${inject('address')}svd/#v=1&k=2`);
    expect(await page.locator('figure').evaluateAll((all) => all.map(({ id }) => id))).toEqual([
      'figure-values',
    ]);
    expect(await page.getByRole('group', { name: 'Presets' }).count()).toBe(1);
    expect(await page.locator('.controls, [data-claim]').count()).toBe(0);
    await close();
  });

  test.each([
    ['dark', 'light', '&theme=light'],
    ['light', 'dark', '&theme=dark'],
    ['dark', 'dark', ''],
  ] as const)(
    'in %s surroundings is %s where its address says “%s”, without a glimpse of the rest',
    async (colorScheme, shown, theme) => {
      // Nothing but what is there before the first paint: no module arrives.
      const { page, close } = await visit(`svd/?embed${theme}`, { colorScheme }, (fresh) =>
        fresh.route(/assets\/.*\.js$/, (route) => route.abort()),
      );
      const paper = await page.evaluate(
        () => getComputedStyle(document.body.parentElement ?? document.body).backgroundColor,
      );
      expect(paper).toBe(shown === 'dark' ? 'rgb(21, 23, 27)' : 'rgb(255, 253, 248)');
      expect(
        await page.locator('header, footer, .prose, .still').filter({ visible: true }).count(),
      ).toBe(0);
      await close();
    },
  );

  test('fits a narrow frame and has no serious accessibility violation in light or dark', async () => {
    const { page, close } = await visit('svd/?embed', {
      bypassCSP: true,
      viewport: { width: 320, height: 900 },
    });
    await settled(page);
    await page.getByText(/^More controls/).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await seriousViolations(page)).toEqual({ light: [], dark: [] });
    await close();
  });
});

describe('the snippet', () => {
  test('copied from the page shows its state in a frame that follows its content and settles', async () => {
    const sender = await visit('svd/#v=1&k=2&show=controls,values');
    await settled(sender.page);
    await sender.page.getByRole('button', { name: 'Share …' }).click();
    await sender.page.getByText('Embed it in another page').click();
    const preview = sender.page.locator('dialog iframe');
    await sender.page.waitForFunction(
      () => Number(document.querySelector('dialog iframe')?.getAttribute('height')) !== 800,
    );
    expect(await preview.getAttribute('src')).toBe(
      `${inject('address')}svd/?embed#v=1&k=2&show=controls,values`,
    );
    await sender.page.getByRole('button', { name: 'Copy HTML: height follows' }).click();
    await sender.page.getByText('HTML copied.').waitFor();
    const html = await sender.page.evaluate(() => navigator.clipboard.readText());
    expect(await sender.page.evaluate(() => history.length)).toBe(2);
    expect(sender.troubles).toEqual([]);
    await sender.close();

    const visited = await embed(html);
    const { page, frame, close } = visited;
    expect(await frame.evaluate(() => location.hash)).toBe('#v=1&k=2&show=controls,values');
    await frame.locator('.plot').scrollIntoViewIfNeeded();
    await frame.locator('.main-svg').first().waitFor();
    const height = (): Promise<number> =>
      page.locator('iframe').evaluate((element) => element.clientHeight);
    /** Waits until the host has obeyed the last message and no other comes. */
    const rests = async (): Promise<number> => {
      let before = -1;
      for (;;) {
        await frames(page, 10);
        const count = (await heard(page, 'shared-subspace:height')).length;
        if (count === before) return height();
        before = count;
      }
    };
    const resting = await rests();
    expect(resting).not.toBe(800);
    expect(await hiddenPart(frame)).toBeLessThanOrEqual(0);
    await frame.getByText(/^More controls/).click();
    await page.waitForFunction(
      (then) => (document.querySelector('iframe')?.clientHeight ?? 0) > then,
      resting,
    );
    const grown = await rests();
    expect(await hiddenPart(frame)).toBeLessThanOrEqual(0);
    await frame.getByText(/^More controls/).click();
    await page.waitForFunction(
      (then) => (document.querySelector('iframe')?.clientHeight ?? then) < then,
      grown,
    );
    expect(await rests()).toBe(resting);

    const told = await heard(page, 'shared-subspace:height');
    expect(told.at(-1)).toMatchObject({ version: 1, slug: 'svd', height: resting });
    expect((await heard(page, 'lti.frameResize')).map((one) => one['height'])).toEqual(
      told.map((one) => one['height']),
    );
    // Another width, as on a phone that is turned: again it settles, whatever the host does to it.
    const before = told.length;
    await page.setViewportSize({ width: 420, height: 900 });
    await hears(page, 'shared-subspace:height', before + 1);
    await rests();
    expect(await hiddenPart(frame)).toBeLessThanOrEqual(0);
    expect((await heard(page, 'shared-subspace:height')).length).toBeLessThan(before + 20);
    expect(own(visited)).toEqual([]);
    await close();
  });
});

describe('a host', () => {
  test('sets the state as a link would, or is told why not', async () => {
    const visited = await embed(frameOf('svd/?embed#v=1&k=1'));
    const { page, frame, close } = visited;
    await set(page, 'v=1&A=3,0;0,2&k=2');
    await frame.waitForFunction(() => location.hash === '#v=1&A=3,0;0,2&k=2');
    expect(await rank(frame).inputValue()).toBe('2');

    for (const [i, [state, why]] of [
      ['v=1&k=99', 'is outside'],
      ['v=1&colour=red', 'is not a setting'],
      ['x'.repeat(100_000), 'longer than'],
    ].entries()) {
      await set(page, state);
      const refused = (await hears(page, 'shared-subspace:refused', i + 1)).at(-1);
      expect(refused?.['problem']).toContain(why);
      expect(refused?.['from']).toBe(new URL(inject('address')).origin);
    }
    expect(await frame.evaluate(() => location.hash)).toBe('#v=1&A=3,0;0,2&k=2');
    expect(own(visited)).toEqual([]);
    await close();
  });

  test('is told the state and the claims when it asks, and then once a gesture', async () => {
    const visited = await embed(frameOf('svd/?embed#v=1&A=4,1,0;1,3,1;0,1,2&k=1'));
    const { page, frame, close } = visited;
    await type(frame, '2');
    expect(await heard(page, 'shared-subspace:state')).toEqual([]);

    await say(page, { type: 'shared-subspace:get' });
    const [first] = await hears(page, 'shared-subspace:state', 1);
    expect(first).toMatchObject({ version: 1, state: 'v=1&A=4,1,0;1,3,1;0,1,2&k=2' });
    const claims = first?.['claims'] as Heard[];
    expect(claims).toContainEqual({ id: 'rank', holds: null, value: 3 });
    expect(claims.find(({ id }) => id === 'low-rank')).toMatchObject({ holds: false });

    const slider = frame.getByRole('slider').first();
    const box = await slider.boundingBox();
    if (!box) throw new Error('The slider is not on the page.');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 2, y);
    await page.mouse.down();
    for (const share of [0.6, 0.3, 0.8, 0.02]) {
      await page.mouse.move(box.x + box.width * share, y);
      await frames(frame, 3);
    }
    expect((await heard(page, 'shared-subspace:state')).length).toBe(1);
    await page.mouse.up();
    const [, second] = await hears(page, 'shared-subspace:state', 2);
    expect(second?.['state']).toBe('v=1&A=4,1,0;1,3,1;0,1,2');
    await say(page, { type: 'shared-subspace:get' });
    const all = await hears(page, 'shared-subspace:state', 3);
    expect(all.length).toBe(3);
    expect(own(visited)).toEqual([]);
    await close();
  });

  test('keeps its Back button; undo and redo work inside', async () => {
    const visited = await embed(frameOf('svd/?embed#v=1&A=4,1,0;1,3,1;0,1,2&k=1'));
    const { page, close } = visited;
    await page.goto(`${host.address}start/`);
    await page.goto(host.address);
    const frame = await frameIn(page);
    const length = await page.evaluate(() => history.length);
    const now = (): Promise<string> => frame.evaluate(() => location.hash.replace(/.*&/, ''));
    await type(frame, '2');
    await set(page, 'v=1&A=4,1,0;1,3,1;0,1,2&k=3');
    await frame.waitForFunction(() => location.hash.endsWith('k=3'));
    await rank(frame).blur();
    await frame.locator('figure').first().focus();
    await page.keyboard.press('Control+z');
    expect([await now(), await rank(frame).inputValue()]).toEqual(['k=2', '2']);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect([await now(), await rank(frame).inputValue()]).toEqual(['k=1', '1']);
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+y');
    expect([await now(), await rank(frame).inputValue()]).toEqual(['k=3', '3']);

    // A host may also change the fragment in the frame's address: that is one more step.
    await page.locator('iframe').evaluate((element: HTMLIFrameElement) => {
      element.src = element.src.replace(/k=.*/, 'k=2');
    });
    await frame.waitForFunction(() => location.hash.endsWith('k=2'));
    await frame.locator('figure').first().focus();
    await page.keyboard.press('Control+z');
    expect(await rank(frame).inputValue()).toBe('3');
    expect(await page.evaluate(() => history.length)).toBe(length + 1); // made by the host

    await page.evaluate(() => history.go(-2));
    await page.waitForURL(/start\/$/);
    expect(own(visited)).toEqual([]);
    await close();
  });

  test('hears of a covered claim only once it is guessed', async () => {
    const { page, frame, close } = await embed(frameOf('svd/?embed#v=1&k=1&predict=low-rank'));
    const ids = ({ claims }: Heard): string[] => (claims as { id: string }[]).map(({ id }) => id);
    await say(page, { type: 'shared-subspace:get' });
    const [before = {}] = await hears(page, 'shared-subspace:state', 1);
    expect(ids(before).length).toBeGreaterThan(1);
    expect(ids(before)).not.toContain('low-rank');
    await frame.getByRole('button', { name: 'It holds' }).click();
    const [, after = {}] = await hears(page, 'shared-subspace:state', 2);
    expect(ids(after)).toContain('low-rank');
    await close();
  });

  test('that is hostile leaves the page as it was, and so does any other frame', async () => {
    const other = Buffer.from(
      `<!doctype html><script>
      const set = { type: 'shared-subspace:set', version: 1, state: 'v=1&k=2' };
      for (const frame of [parent.frames[0]])
        for (let i = 0; i < 50; i++) frame.postMessage(set, '*');
      parent.postMessage({ type: 'said' }, '*');
    </script>`,
    ).toString('base64');
    const visited = await embed(frameOf('svd/?embed#v=1&A=1,2;3,4'));
    const { page, frame, close } = visited;
    const picture = async (): Promise<string[]> => [
      await frame.evaluate(() => location.hash),
      ...(await frame.locator('.controls, figcaption, [data-claim]').allInnerTexts()),
    ];
    const before = await picture();
    await page.evaluate((content) => {
      const stranger = document.createElement('iframe');
      stranger.srcdoc = atob(content);
      document.body.append(stranger);
    }, other);
    await hears(page, 'said', 1);

    await page.evaluate(() => {
      const to = document.querySelector('iframe')?.contentWindow;
      const set = { type: 'shared-subspace:set', version: 1 };
      const ring: Record<string, unknown> = { ...set };
      ring['state'] = ring;
      let deep: unknown = 'v=1&k=2';
      for (let i = 0; i < 3000; i++) deep = { state: deep };
      const hostile: unknown[] = [
        undefined,
        null,
        7n,
        'shared-subspace:get',
        [],
        new Map([['type', 'shared-subspace:get']]),
        ring,
        { ...set, state: deep },
        { ...set, version: 2, state: 'v=1&k=2' },
        { ...set, state: { toString: 'v=1&k=2' } },
        { ...set, state: ['v=1&k=2'] },
        { ...set, state: new ArrayBuffer(10_000_000) },
        { ...set, state: 'k=2&'.repeat(1_000_000) },
        JSON.parse('{"__proto__": {"type": "shared-subspace:set"}, "version": 1, "state": "k=2"}'),
        { type: '__proto__', version: 1, state: 'v=1&k=2' },
        { type: 'shared-subspace:eval', version: 1, state: 'alert(1)' },
        {
          subject: 'SPLICE.getState.response',
          message_id: 'x',
          state: { slug: 'svd', fragment: 'k=2' },
        },
        new Error('no'),
        new DOMRect(),
      ];
      for (const message of hostile) to?.postMessage(message, '*');
      for (let i = 0; i < 3000; i++) to?.postMessage(hostile[i % 10], '*');
      for (let i = 0; i < 500; i++) to?.postMessage({ ...set, state: `k=2&x${i}=__proto__` }, '*');
    });
    await say(page, { type: 'shared-subspace:get' });
    await hears(page, 'shared-subspace:state', 1);
    await settledFrame(frame);
    expect(await picture()).toEqual(before);
    expect((await heard(page, 'shared-subspace:refused')).length).toBeLessThan(20);

    // Valid states, thousands at once: the last one counts, and the page goes on.
    await page.evaluate(() => {
      const to = document.querySelector('iframe')?.contentWindow;
      for (let i = 0; i <= 4000; i++) {
        const state = `v=1&A=${i},2;3,4`;
        to?.postMessage({ type: 'shared-subspace:set', version: 1, state }, '*');
      }
    });
    await frame.waitForFunction(() => location.hash === '#v=1&A=4000,2;3,4');
    expect(own(visited)).toEqual([]);
    await close();
  });

  test('that is a learning platform gives back the state it kept', async () => {
    const visited = await embed(`<script>
      addEventListener('message', ({ data, source }) => {
        if (data.subject === 'SPLICE.getState')
          source.postMessage({
            subject: 'SPLICE.getState.response',
            message_id: data.message_id,
            state: { slug: 'svd', fragment: 'v=1&A=2,0;0,1&k=2' },
          }, '*');
      });
    </script>${frameOf('svd/?embed')}`);
    const { page, frame, close } = visited;
    await frame.waitForFunction(() => location.hash === '#v=1&A=2,0;0,1&k=2');
    expect((await heard(page, 'SPLICE.getState')).length).toBe(1);
    expect(await heard(page, 'SPLICE.reportScoreAndState')).toEqual([]);
    expect(own(visited)).toEqual([]);
    await close();
  });
});

const settledFrame = async (frame: Frame): Promise<void> => {
  await frame.waitForSelector('.figures[aria-busy="false"] figure');
};
