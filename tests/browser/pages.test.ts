import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { seriousViolations } from './accessibility.ts';
import { drawAll, settled, SLUGS, useBrowser } from './page.ts';

const { visit } = useBrowser();

describe.each(SLUGS)('the page of %s', (slug) => {
  test('comes with at most 100 kB of gzipped script, does not jump, draws every figure without an error, and fits a phone', async () => {
    const sizes: Promise<number>[] = [];
    const { page, troubles, close } = await visit(`${slug}/`, {}, (fresh) => {
      fresh.on('response', (response) => {
        const { pathname } = new URL(response.url());
        // Drawing and panels are asked for after the first answer, which may just have come.
        if (!pathname.endsWith('.js') || /plot|drawing-library|Panels/.test(pathname)) return;
        sizes.push(response.body().then((body) => gzipSync(body).length));
      });
      return fresh.addInitScript(() => {
        const seen = { shift: 0 };
        Object.assign(window, { seen });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            if ('value' in entry && typeof entry.value === 'number') seen.shift += entry.value;
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
    });
    await settled(page);
    const total = (await Promise.all([...sizes])).reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(50_000);
    expect(total).toBeLessThanOrEqual(100_000);
    await page.locator('#play-title').scrollIntoViewIfNeeded();
    await page.locator('figure').first().waitFor();
    const shift = await page.evaluate<number>('window.seen.shift');
    expect(shift).toBeLessThan(0.1); // the bound for "good" of the Core Web Vitals
    await drawAll(page);
    const figures = page.locator('figure');
    expect(await figures.count()).toBeGreaterThan(0);
    for (const figure of await figures.all()) {
      expect((await figure.locator('figcaption').innerText()).length).toBeGreaterThan(20);
    }
    expect(await page.locator('[data-claim]').count()).toBeGreaterThan(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await drawAll(page);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(troubles).toEqual([]);
    await close();
  });

  test('can be read without script: words, equations, captions, findings', async () => {
    const { page, close } = await visit(`${slug}/`, { javaScriptEnabled: false });
    const text = await page.locator('main').innerText();
    expect(text).toContain('The idea');
    expect(text).toMatch(/Figure 1\./);
    expect(await page.locator('math').count()).toBeGreaterThan(5);
    expect(await page.locator('.badge').innerText()).toMatch(
      /Checked against NumPy on \d+ \w+ \d{4}: [\d,]+ results .* Largest deviation: /,
    );
    expect(await page.title()).toMatch(/ · Shared Subspace Playground$/);
    expect(await page.locator('meta[name=description]').getAttribute('content')).toBeTruthy();
    expect(await page.locator('meta[property="og:image"]').getAttribute('content')).toMatch(
      /card\.png$/,
    );
    await close();
  });
});

/** Among them they have every kind of control, figure and text. */
const EVERY_KIND = ['svd', 'tensorllm', 'videoanchor'];

describe.each(EVERY_KIND)('the page of %s, with all its details open,', (slug) => {
  test('has no serious accessibility violation in light or dark', async () => {
    const { page, close } = await visit(`${slug}/`, { bypassCSP: true });
    await settled(page);
    const more = page.locator('.more > summary');
    if ((await more.count()) > 0) await more.click();
    await page.locator('figcaption summary').first().click();
    expect(await seriousViolations(page)).toEqual({ light: [], dark: [] });
    await close();
  });
});

describe('the gallery', () => {
  test('shows a picture of every demo, drawn from its data, and finds by word and family', async () => {
    const { page, troubles, close } = await visit('');
    const cards = page.locator('.cards > li:visible');
    expect(await cards.count()).toBe(SLUGS.length);
    for (const card of await cards.all()) {
      expect(await card.locator('svg path, svg rect, svg circle').count()).toBeGreaterThan(2);
    }
    await page.getByLabel('Search').fill('cross-layer kv-cache');
    expect(await cards.count()).toBe(1);
    expect(page.url()).toContain('#q=cross-layer');
    await page.getByLabel('Search').fill('no such thing');
    expect(await page.getByText('No demo fits').isVisible()).toBe(true);
    await page.getByLabel('Search').fill('');
    await page.getByLabel('Family').selectOption('foundations');
    expect(await cards.count()).toBeGreaterThanOrEqual(2);
    expect(await cards.count()).toBeLessThan(SLUGS.length);
    await cards.getByRole('link').first().click();
    await settled(page);
    expect(troubles).toEqual([]);
    await close();
  });

  test('has no serious accessibility violation in light or dark', async () => {
    const { page, close } = await visit('', { bypassCSP: true });
    expect(await seriousViolations(page)).toEqual({ light: [], dark: [] });
    await close();
  });
});
