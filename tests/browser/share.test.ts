import { readFileSync } from 'node:fs';
import jsQr from 'jsqr';
import type { Download, Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { seriousViolations } from './accessibility.ts';
import { figureData, settled, useBrowser } from './page.ts';

const { visit } = useBrowser();

const openDialog = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Share …' }).click();
  await page.getByRole('dialog', { name: 'Share this state' }).waitFor();
};

/** Reloads the page at another fragment. */
async function open(page: Page, fragment: string): Promise<void> {
  await page.evaluate((text) => {
    location.hash = text;
  }, fragment);
  await page.reload();
  await settled(page);
}

/** Drops files on the page's heading. */
const drop = (page: Page, ...texts: string[]): Promise<void> =>
  page.evaluate((contents) => {
    const dataTransfer = new DataTransfer();
    for (const text of contents) dataTransfer.items.add(new File([text], 'state.json'));
    for (const type of ['dragover', 'drop']) {
      const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
      document.querySelector('h1')?.dispatchEvent(event);
      if (!event.defaultPrevented) throw new Error(`The browser would handle ${type} itself.`);
    }
  }, texts);

async function saved(page: Page): Promise<string> {
  const [download] = await Promise.all<[Promise<Download>, Promise<void>]>([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: 'Save the state as a file' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

const bigMatrix = Array.from({ length: 16 }, (_, i) =>
  Array.from({ length: 16 }, (__, j) => 1 / (i + j + 1)).join(','),
).join(';');

describe('copying', () => {
  test('with title gives Markdown, or formatted text beside plain text', async () => {
    const { page, troubles, close } = await visit('svd/#v=1&k=2');
    await settled(page);
    await openDialog(page);
    const link = `${inject('address')}svd/#v=1&k=2`;
    await page.getByRole('button', { name: 'Copy with title, as Markdown' }).click();
    await page.getByText('Markdown copied.').waitFor();
    const markdown = await page.evaluate(() => navigator.clipboard.readText());
    expect(markdown).toMatch(/^\[.+: .+ 2\]\(http.+\)$/);
    expect(markdown).toContain(`](${link})`);
    await page.getByRole('button', { name: 'Copy with title, as formatted text' }).click();
    await page.getByText('Title with link copied.').waitFor();
    const [html, plain] = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return Promise.all(
        ['text/html', 'text/plain'].map(async (type) => (await item?.getType(type))?.text()),
      );
    });
    expect(html).toContain(`href="${link.replace('&', '&amp;')}"`);
    expect(plain).toMatch(new RegExp(`: .+ 2\\n${link.replaceAll(/[?.]/g, '\\$&')}$`));
    expect(troubles).toEqual([]);
    await close();
  });

  test('where the browser forbids it leaves the whole link selected', async () => {
    const { page, close } = await visit('svd/#v=1&k=2', {}, (fresh) =>
      fresh.addInitScript(() => {
        const refuse = (): Promise<never> => Promise.reject(new Error('forbidden'));
        Object.assign(navigator.clipboard, { writeText: refuse, write: refuse });
      }),
    );
    await settled(page);
    const selected = (): Promise<string> =>
      page.evaluate(() => {
        const field = document.activeElement;
        return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
          ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
          : '';
      });
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByLabel(/does not let this page copy/).waitFor();
    expect(await selected()).toBe(page.url());
    await openDialog(page);
    await page.getByRole('button', { name: 'Copy with title, as Markdown' }).click();
    await page.getByText('The text is selected').waitFor();
    expect(await selected()).toBe(page.url());
    await close();
  });

  test('carries a large matrix to the last bit', async () => {
    const sender = await visit(`svd/#A=${bigMatrix}&k=5`);
    const sent = await figureData(sender.page);
    await sender.page.getByRole('button', { name: 'Copy link' }).click();
    await sender.page.getByText('Link copied.').waitFor();
    const link = await sender.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/#v=1&A=~f8\.16x16\.[\w-]{2731}&k=5$/);
    const receiver = await visit(link.slice(inject('address').length));
    expect(await figureData(receiver.page)).toEqual(sent);
    expect([...sender.troubles, ...receiver.troubles]).toEqual([]);
    await sender.close();
    await receiver.close();
  });
});

const SIDE = 320;

/** An image as RGBA, scaled to `SIDE` × `SIDE` pixels, its red in all colours. */
async function pixelsOf(page: Page, image: Buffer): Promise<Uint8ClampedArray> {
  const red = await page.evaluate(
    async ([base64, side]) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const context = new OffscreenCanvas(side, side).getContext('2d');
      context?.drawImage(await createImageBitmap(new Blob([bytes])), 0, 0, side, side);
      const { data } = context?.getImageData(0, 0, side, side) ?? { data: [] };
      return Array.from({ length: side * side }, (_, i) =>
        String.fromCharCode(data[4 * i] ?? 0),
      ).join('');
    },
    [image.toString('base64'), SIDE] as const,
  );
  return Uint8ClampedArray.from(
    Array.from(red, (c) => c.charCodeAt(0)).flatMap((value) => [value, value, value, 255]),
  );
}

describe('the QR code', () => {
  test.each(['light', 'dark'] as const)(
    'on a %s page is dark on white and reads as the link',
    async (colorScheme) => {
      const { page, close } = await visit('xkv/#v=1&align=0.4&seed=7', { colorScheme });
      await settled(page);
      await openDialog(page);
      const shot = await page.getByRole('img', { name: 'QR code of the link' }).screenshot();
      const code = jsQr(await pixelsOf(page, shot), SIDE, SIDE, {
        inversionAttempts: 'dontInvert',
      });
      expect(code?.data).toBe(page.url());
      await close();
    },
  );

  test('says when the link is too long for it', async () => {
    const { page, close } = await visit(`svd/#A=${bigMatrix}`);
    await settled(page);
    await openDialog(page);
    await page.getByText('too long for a QR code').waitFor();
    expect(await page.getByRole('img', { name: 'QR code of the link' }).count()).toBe(0);
    await close();
  });
});

describe('a state file', () => {
  // It holds what a link holds, and links are tried on every demo.
  test('brings back identical figure data, as one step', async () => {
    const { page, troubles, close } = await visit('svd/#seed=5&seeds=0&pin=v%3D1');
    await settled(page);
    await page.getByRole('group', { name: 'Presets' }).getByRole('button').nth(1).click();
    const sent = await figureData(page);
    const link = page.url();
    await openDialog(page);
    const file = await saved(page);
    await open(page, 'v=1&seed=6');
    const before = await figureData(page);
    await openDialog(page);
    await page
      .getByLabel(/Open a state file/)
      .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(file) });
    await page.getByText('The state in the file is open.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByText('Swap').waitFor();
    expect(page.url()).toBe(link);
    expect(await figureData(page)).toEqual(sent);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/#v=1&seed=6$/);
    expect(await figureData(page)).toEqual(before);
    await drop(page, file);
    await page.waitForURL(link);
    expect(await figureData(page)).toEqual(sent);
    expect(troubles).toEqual([]);
    await close();
  });

  test('of another page is not opened, but leads there', async () => {
    const { page, troubles, close } = await visit('svd/#k=1');
    await settled(page);
    await drop(page, file({ slug: 'xkv', state: 'v=1&align=0.25' }));
    await page.getByText('This state belongs to another page. Nothing was changed.').waitFor();
    expect(page.url()).toMatch(/svd\/#k=1$/);
    await page.getByRole('link', { name: 'Open it on the page “xkv”' }).click();
    await settled(page);
    expect(page.url()).toBe(`${inject('address')}xkv/#v=1&align=0.25`);
    expect(await page.getByRole('spinbutton').first().inputValue()).toBe('0.25');
    expect(troubles).toEqual([]);
    await close();
  });

  const file = (fields: object): string =>
    JSON.stringify({ app: 'shared-subspace-playground', version: 1, slug: 'svd', ...fields });

  /** No two neighbours have the same answer, so that each is seen to arrive. */
  const hostile: [string, string][] = [
    ['\u0000\u0001PNG', 'is not a state file'],
    [file({ version: 2, state: '' }), 'newer version'],
    ['{"cells":[]}', 'is not a state file'],
    [file({ version: null, state: '' }), 'has no version'],
    [file({ slug: 'nowhere', state: '' }), 'that this playground does not have'],
    [file({ slug: '<img src=x onerror=alert(1)>', state: '' }), 'which page it belongs to'],
    [file({ state: { k: 1 } }), 'its state is not written as in a link'],
    [file({ slug: '../svd', state: '' }), 'which page it belongs to'],
    [file({ state: '<img/src=x/onerror=alert(1)>=1' }), '“<img/src” is not a setting'],
    [file({ state: '__proto__=1' }), '“__proto__” is not a setting'],
    [`{"__proto__":${file({ state: '' })}}`, 'is not a state file'],
    [file({ state: 'k=999' }), 'is outside'],
    [file({ state: 'A=~f8.2x2.AAAA' }), 'takes 43 letters'],
    [file({ state: 'A=~f8.1x1.AAAAAAAA-H8' }), 'is not a finite number'],
    [file({ state: 'pin=%3Cb%3E' }), 'nothing is pinned'],
    [file({ state: 'k=9' }), 'does not go with'],
    ['['.repeat(60_000) + ']'.repeat(60_000), 'is not a state file'],
    [`"${'x'.repeat(2 ** 20)}"`, 'too large'],
  ];

  test('that is hostile gives a sentence and leaves the page as it was', async () => {
    const { page, troubles, close } = await visit('svd/#k=1&seed=7');
    const before = await figureData(page);
    const url = page.url();
    for (const [text, says] of hostile) {
      await drop(page, text);
      await page.getByText(says).waitFor();
      expect(await page.getByRole('status').filter({ hasText: says }).innerText()).toContain(
        'Nothing was changed.',
      );
      expect(page.url()).toBe(url);
    }
    await drop(page, file({ state: 'k=2' }), file({ state: 'k=2' }));
    await page.getByText('Drop one file at a time.').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
    expect(await figureData(page)).toEqual(before);
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('a pinned state', () => {
  const differences = (page: Page): Promise<(string | null)[]> =>
    page
      .locator('[data-difference]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-difference')));

  async function change(page: Page): Promise<void> {
    const align = page.getByRole('spinbutton', { name: /slowly/ });
    await align.fill('0.4');
    await align.press('Enter');
    await page.waitForURL(/align=0\.4/);
    await settled(page);
  }

  test('stands beside the present one in claims and figures, and in the link', async () => {
    const { page, troubles, close } = await visit('xkv/');
    const plain = await figureData(page);
    await page.getByRole('button', { name: 'Pin this state' }).click();
    await page.getByText('This state is pinned.').waitFor();
    expect(await figureData(page)).toEqual(plain);
    expect(new Set(await differences(page))).toEqual(new Set(['0']));
    await change(page);
    const banner = page.getByLabel('Pinned state');
    expect(await banner.innerText()).toContain('How slowly the stream turns: pinned 0.8, now 0.4');
    const compared = await figureData(page);
    const pinnedRows = (data: Record<string, string>): string[] =>
      Object.values(data)
        .flatMap((csv) => csv.split('\r\n'))
        .filter((row) => row.includes(' (pinned)'))
        .map((row) => row.replace(' (pinned)', ''));
    const rows = pinnedRows(compared);
    expect(rows.length).toBeGreaterThan(20);
    const plainRows = new Set(Object.values(plain).flatMap((csv) => csv.split('\r\n')));
    expect(rows.filter((row) => /^[^,]+,[\d.]+,/.test(row) && !plainRows.has(row))).toEqual([]);
    const now = await differences(page);
    expect(now.some((difference) => Number(difference) !== 0)).toBe(true);

    const receiver = await visit(page.url().slice(inject('address').length));
    await receiver.page.locator('[data-difference]').first().waitFor();
    expect(await figureData(receiver.page)).toEqual(compared);
    expect(await differences(receiver.page)).toEqual(now);
    expect([...troubles, ...receiver.troubles]).toEqual([]);
    await close();
    await receiver.close();
  });

  test('can be swapped with the present one, undone, and let go', async () => {
    const { page, troubles, close } = await visit('xkv/#align=0.7');
    await settled(page);
    await page.getByRole('button', { name: 'Pin this state' }).click();
    await change(page);
    const before = await differences(page);
    const banner = page.getByLabel('Pinned state');
    await banner.getByRole('button', { name: 'Swap' }).click();
    await page.waitForURL(/align=0\.7&pin=v%3D1%26align%3D0\.4$/);
    await settled(page);
    expect(await banner.innerText()).toContain('pinned 0.4, now 0.7');
    expect((await differences(page)).map((d) => -Number(d) + 0)).toEqual(before.map(Number));
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/align=0\.4&pin=v%3D1%26align%3D0\.7$/);
    await page.locator('[data-difference]').first().waitFor();
    await settled(page);
    expect(await differences(page)).toEqual(before);
    await banner.getByRole('button', { name: 'Unpin' }).click();
    await page.waitForURL(/#v=1&align=0\.4$/);
    expect(await banner.count()).toBe(0);
    expect(await page.locator('[data-difference]').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/pin=/);
    await banner.waitFor();
    expect(troubles).toEqual([]);
    await close();
  });

  test.each([
    ['nothing is pinned', 'pin=%3Cimg%20src%3Dx%3E'],
    ['is outside', 'pin=align%3D9'],
    ['newer version', 'pin=v%3D9'],
    ['longer than', `pin=${'x'.repeat(70_000)}`],
  ])('that is hostile is explained (“%s”) and not pinned', async (says, fragment) => {
    const { page, troubles, close } = await visit(`xkv/#${fragment}`);
    await settled(page);
    expect(await page.getByLabel('About this link').innerText()).toContain(says);
    expect(await page.getByLabel('Pinned state').count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });

  test('and the dialog have no serious accessibility violation and fit a phone', async () => {
    const { page, close } = await visit('xkv/#align=0.4&pin=v%3D1', {
      bypassCSP: true,
      viewport: { width: 390, height: 844 },
    });
    await page.locator('[data-difference]').first().waitFor();
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await seriousViolations(page, '.bar, aside, section')).toEqual({ light: [], dark: [] });
    await openDialog(page);
    expect(
      await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth),
    ).toBe(0);
    expect(await seriousViolations(page, 'dialog')).toEqual({ light: [], dark: [] });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe('Share …');
    await close();
  });
});
