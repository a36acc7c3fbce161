import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LEAVE } from '../../src/app/build/offline-plugin.ts';
import { settled, SLUGS, useBrowser, type Visit } from './page.ts';
import { nextBuild, readBuild, startHost, type Build, type StaticHost } from './static-host.ts';

let build: Build;
let host: StaticHost;
beforeAll(async () => {
  build = readBuild();
  host = await startHost(build);
});
beforeEach(() => {
  host.publish(build);
  host.unplug(false);
});
afterAll(() => host.close());

const { visit } = useBrowser(() => host.address);

/** Opens a path with service workers allowed, and waits until the site is saved. */
async function visitAndSave(path: string): Promise<Visit> {
  const visited = await visit(path, { serviceWorkers: 'allow' });
  await saved(visited.page);
  return visited;
}

const saved = (page: Page): Promise<void> =>
  page
    .getByText('The site is saved on this device and works offline.')
    .waitFor({ timeout: 60_000 });

async function pullThePlug(context: BrowserContext): Promise<void> {
  host.unplug(true);
  await context.setOffline(true);
}

/** Sees that the page computes and draws. */
async function works(page: Page): Promise<void> {
  await settled(page);
  const plot = page.locator('.plot').first();
  await plot.scrollIntoViewIfNeeded();
  await plot.locator('.main-svg').first().waitFor({ timeout: 60_000 });
  const before = await page.locator('figcaption').allInnerTexts();
  const presets = page.getByRole('group', { name: 'Presets' }).getByRole('button');
  await presets.last().click();
  await page.waitForURL(/#v=/);
  await settled(page);
  expect(await page.locator('figcaption').allInnerTexts()).not.toEqual(before);
}

const news = (page: Page) => page.getByText('A new version of this site is ready.');
const edition = (page: Page): Promise<string> => page.locator('footer').innerText();

describe('after a visit to the gallery, with the network off', () => {
  let first: Visit;
  beforeAll(async () => {
    first = await visitAndSave('');
  });
  beforeEach(() => pullThePlug(first.page.context()));
  afterAll(() => first.close());

  test('the gallery opens again, and what was never published is not made up', async () => {
    await first.page.reload();
    expect(await first.page.locator('.cards > li').count()).toBe(SLUGS.length);
    await saved(first.page);
    expect(first.troubles).toEqual([]);
    const page = await first.page.context().newPage();
    await expect(page.goto(`${host.address}nothing/`)).rejects.toThrow(/ERR_/);
    await page.close();
  });

  test('every page of every demo, and every script, is at hand', async () => {
    const scripts = [...build.keys()].filter(
      (name) => name.startsWith('assets/') && name.endsWith('.js'),
    );
    const pages = SLUGS.flatMap((slug) => [`${slug}/`, `${slug}/source/`]);
    const missing = await first.page.evaluate(
      async (addresses) => {
        const there = await Promise.all(
          addresses.map((address) =>
            fetch(address)
              .then(({ ok }) => ok)
              .catch(() => false),
          ),
        );
        return addresses.filter((_, i) => !there[i]);
      },
      [...pages, ...scripts].map((path) => host.address + path),
    );
    expect(missing).toEqual([]);
  });

  test.each(['svd', 'tensorllm'])('%s, never visited, opens, computes and draws', async (slug) => {
    const { page, troubles } = first;
    await page.goto(host.address);
    await page.locator(`.cards a[href="./${slug}/"]`).click();
    await works(page);
    await page.goto(`${host.address}${slug}/source/`);
    expect(await page.locator('pre').first().innerText()).toContain('import');
    expect(troubles).toEqual([]);
  });

  test('any way to write an address leads to its page, its state kept', async () => {
    const { page } = first;
    for (const path of ['xkv', 'xkv/index.html', 'xkv/?from=mail']) {
      await page.goto(`${host.address}${path}#v=1&align=0.5`);
      await settled(page);
      expect(await page.locator('h1').innerText()).toBe('xKV');
      expect(await page.getByRole('spinbutton').first().inputValue()).toBe('0.5');
    }
  });

  test('the program can be taken home', async () => {
    const { page } = first;
    await page.goto(`${host.address}svd/`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Get the program (.zip)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('svd.zip');
    expect(await download.failure()).toBeNull();
  });
});

describe('a new version', () => {
  test('is announced, is taken only when asked for, and keeps the state', async () => {
    const { page, troubles, close } = await visitAndSave('svd/#v=1&k=2');
    host.publish(nextBuild(build, 'Second'));
    await page.reload();
    await news(page).waitFor();
    expect(
      await page
        .getByRole('status')
        .filter({ has: page.getByText('Reload') })
        .count(),
    ).toBe(1);
    await settled(page);
    expect(await edition(page)).not.toContain('Second');
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Reload' }).press('Enter'),
    ]);
    expect(await edition(page)).toContain('Second');
    expect(new URL(page.url()).hash).toBe('#v=1&k=2');
    await settled(page);
    await saved(page);
    expect(await news(page).count()).toBe(0);
    expect(troubles).toEqual([]);

    await pullThePlug(page.context());
    await page.goto(`${host.address}principal-angles/`);
    expect(await edition(page)).toContain('Second');
    await works(page);
    await close();
  });

  test('leaves a tab of the old one whole, until that tab asks for it too', async () => {
    const { page: old, troubles, close } = await visitAndSave('svd/');
    host.publish(nextBuild(build, 'Second'));
    const other = await old.context().newPage();
    await other.goto(host.address);
    await other.getByRole('button', { name: 'Reload' }).click();
    await other.getByText('MIT licence. Second.').waitFor();
    await pullThePlug(old.context());
    expect(await edition(old)).not.toContain('Second');
    // Loads a script that the new build no longer has.
    const [download] = await Promise.all([
      old.waitForEvent('download'),
      old.getByRole('button', { name: 'Get the program (.zip)' }).click(),
    ]);
    expect(await download.failure()).toBeNull();
    await Promise.all([
      old.waitForEvent('load'),
      old.getByRole('button', { name: 'Reload' }).click(),
    ]);
    expect(await edition(old)).toContain('Second');
    await settled(old);
    expect(troubles).toEqual([]);
    await close();
  });

  test('is taken by itself once all tabs were closed, and leaves at most one older copy', async () => {
    const { page, close } = await visitAndSave('');
    const context = page.context();
    let tab = page;
    for (const mark of ['Second', 'Third', 'Fourth']) {
      host.publish(nextBuild(build, mark));
      await tab.reload();
      await news(tab).waitFor();
      await tab.goto('about:blank');
      await tab.close();
      tab = await context.newPage();
      await tab.goto(host.address);
      await tab.getByText(`MIT licence. ${mark}.`).waitFor();
    }
    expect(await tab.evaluate(async () => (await caches.keys()).length)).toBe(2);
    await close();
  });

  test('is refused while only a part of it is published', async () => {
    const { page, close } = await visitAndSave('svd/');
    const next = nextBuild(build, 'Second');
    const mixed = new Map(next);
    const stale = build.get('xkv/index.html');
    if (stale) mixed.set('xkv/index.html', stale);
    host.publish(mixed);
    const end = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const worker = registration.installing;
      if (!worker) return 'none';
      return new Promise((resolve) =>
        worker.addEventListener('statechange', () => resolve(worker.state)),
      );
    });
    expect(end).toBe('redundant');
    expect(await news(page).count()).toBe(0);
    host.publish(next);
    await page.reload();
    await news(page).waitFor();
    expect(await edition(page)).not.toContain('Second');
    await close();
  });
});

test('the dev server, at the address of a built site, is shown itself', async () => {
  const { page, close } = await visitAndSave('svd/');
  const served = new Map(nextBuild(build, 'Edited')).set('sw.js', Buffer.from(LEAVE));
  host.publish(served);
  await page.reload();
  await page.getByText('MIT licence. Edited.').waitFor();
  await close();
});

describe('the site can be installed', () => {
  test('with a manifest, icons and colours that the browser accepts', async () => {
    const { page, close } = await visitAndSave('xkv/');
    const cdp = await page.context().newCDPSession(page);
    const { url, errors, data } = await cdp.send('Page.getAppManifest');
    expect(url).toBe(`${host.address}manifest.webmanifest`);
    expect(errors).toEqual([]);
    const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
    // The private profiles of tests can't install anything; all else must be right.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

    const manifest = JSON.parse(data ?? '') as {
      start_url: string;
      icons: { src: string; sizes: string; type: string; purpose: string }[];
    };
    expect(new URL(manifest.start_url, url).href).toBe(host.address);
    expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    for (const { src, sizes } of manifest.icons) {
      const size = await page.evaluate(async (address) => {
        const bitmap = await createImageBitmap(await (await fetch(address)).blob());
        return `${bitmap.width}x${bitmap.height}`;
      }, new URL(src, url).href);
      expect(size).toBe(sizes);
    }
    expect(await page.locator('meta[name=theme-color]').count()).toBe(2);
    await close();
  });
});

describe('the content security policy', () => {
  test('stands before anything else in every page, and allows no eval and no inline script but one', () => {
    const pages = [...build].filter(([name]) => name.endsWith('.html'));
    expect(pages.length).toBe(1 + 2 * SLUGS.length);
    for (const [name, content] of pages) {
      const page = content.toString();
      const [head = '', policy = ''] =
        /^[\s\S]*?<meta http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
      expect(head, name).not.toMatch(/<(script|link|style|title)\b/);
      const rules = new Map(
        policy.split('; ').map((rule) => {
          const [directive = '', ...sources] = rule.split(' ');
          return [directive, sources];
        }),
      );
      expect(rules.get('default-src'), name).toEqual(["'none'"]);
      const [self, hash, ...others] = rules.get('script-src') ?? [];
      expect([self, others], name).toEqual(["'self'", []]);
      expect(hash, name).toMatch(/^'sha256-[\w+/]+='$/);
      expect(policy, name).not.toContain('unsafe-eval');
      for (const [directive, sources] of rules) {
        if (directive !== 'style-src') expect(sources, name).not.toContain("'unsafe-inline'");
        for (const source of sources) expect(source, name).toMatch(/^('.*'|data:|blob:)$/);
      }
    }
  });

  // Of the other demos, pages.test.ts draws every figure: a violation is an error in the console.
  test.each(['', 'svd/', 'svd/source/'])(
    'is never violated by /%s while everything on it is used',
    async (path) => {
      const { page, troubles, close } = await visit(path, { serviceWorkers: 'allow' }, (fresh) =>
        fresh.addInitScript(() => {
          document.addEventListener(
            'securitypolicyviolation',
            ({ violatedDirective, blockedURI }) =>
              console.error(`policy: ${violatedDirective} ${blockedURI}`),
          );
        }),
      );
      if (/^[^/]+\/$/.test(path)) await useEverything(page);
      if (path === '') await page.getByLabel('Search').fill('rank');
      await page.getByRole('button', { name: /^(Dark|Light) mode$/ }).click();
      await saved(page);
      await page.emulateMedia({ media: 'print' });
      expect((await page.pdf()).length).toBeGreaterThan(10_000);
      expect(troubles).toEqual([]);
      await close();
    },
  );
});

/** Draws all figures of a demo, opens all that opens, and saves all that can be saved. */
async function useEverything(page: Page): Promise<void> {
  await settled(page);
  for (const summary of await page.locator('main summary').all()) await summary.click();
  for (const plot of await page.locator('.plot').all()) {
    await plot.scrollIntoViewIfNeeded();
    await plot.locator('.main-svg').first().waitFor({ timeout: 60_000 });
  }
  await page.getByRole('button', { name: '20 samples' }).click();
  await page.locator('#samples [data-tried]').first().waitFor();
  await page.getByRole('button', { name: 'Save figure 1 as an image' }).click();
  const image = page.getByRole('group', { name: 'Save figure 1 as an image' }).getByRole('button');
  const files = page.locator('#take-home').getByRole('button', { name: /\(|\./ });
  const csv = page.getByRole('button', { name: 'Download figure 1 as CSV' });
  await image.first().waitFor();
  for (const button of [csv, ...(await image.all()), ...(await files.all())]) {
    if ((await button.innerText()).startsWith('Copy')) continue;
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(await download.failure()).toBeNull();
  }
  await page.getByRole('button', { name: 'Share …' }).click();
  await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied.').waitFor();
  await page.keyboard.press('Escape');
}
