import { readdirSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';

export const SLUGS = readdirSync('demos');

export interface Visit {
  readonly page: Page;
  /** Errors the page wrote to the console or did not catch, and requests that leave the site. */
  readonly troubles: string[];
  close(): Promise<void>;
}

/** One browser for a test file; the site is the one all tests share unless another is named. */
export function useBrowser(address = (): string => inject('address')): {
  /**
   * Opens a path of the site in a fresh profile; `prepare` sees the page before it loads. Nothing is
   * saved for reading offline unless `options` allow service workers.
   */
  visit(
    path: string,
    options?: BrowserContextOptions,
    prepare?: (page: Page) => unknown,
  ): Promise<Visit>;
  browser(): Browser;
} {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: inject('browserPath'),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic'],
    });
  });
  afterAll(async () => {
    await browser?.close();
  });
  const running = (): Browser => {
    if (!browser) throw new Error('The browser has not started.');
    return browser;
  };
  return {
    browser: running,
    async visit(path, options = {}, prepare = () => undefined) {
      const context = await running().newContext({
        viewport: { width: 1440, height: 900 },
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
        serviceWorkers: 'block',
        ...options,
      });
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
      });
      page.on('request', (request) => {
        const url = request.url();
        const own = url.startsWith(address()) || /^(data|blob):/.test(url);
        if (!own) troubles.push(`request: ${url}`);
      });
      await prepare(page);
      await page.goto(address() + path);
      return { page, troubles, close: () => context.close() };
    },
  };
}

/** Waits until the figures show what the controls say. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.figures[aria-busy="false"] figure', { timeout: 60_000 });
}

/** The full-precision data of every figure on the page, by figure id, as downloaded. */
export async function figureData(page: Page): Promise<Record<string, string>> {
  await settled(page);
  // Taken where the page hands them over: real downloads come one by one, and each takes its time.
  const files = await page.evaluate(() => {
    const { createObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    const blobs = new Map<string, Blob>();
    const saved: Promise<[string, string]>[] = [];
    URL.createObjectURL = (blob: Blob) => {
      const address = createObjectURL(blob);
      blobs.set(address, blob);
      return address;
    };
    HTMLAnchorElement.prototype.click = function () {
      const blob = blobs.get(this.href) ?? new Blob();
      saved.push(blob.text().then((text) => [this.download, text]));
    };
    for (const button of document.querySelectorAll<HTMLButtonElement>(
      'button[aria-label^="Download figure "]',
    ))
      button.click();
    Object.assign(URL, { createObjectURL });
    Object.assign(HTMLAnchorElement.prototype, { click });
    return Promise.all(saved);
  });
  const data = Object.fromEntries(files);
  expect(Object.keys(data).length).toBeGreaterThan(2);
  return data;
}

/** Scrolls through the page until every plot in it is drawn. */
export async function drawAll(page: Page): Promise<void> {
  await settled(page);
  const plots = page.locator('.plot');
  for (let i = 0; i < (await plots.count()); i++) {
    const plot = plots.nth(i);
    await plot.scrollIntoViewIfNeeded();
    await plot.locator('.main-svg').first().waitFor({ timeout: 60_000 });
  }
}
