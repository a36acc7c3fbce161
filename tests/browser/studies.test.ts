import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { seriousViolations } from './accessibility.ts';
import { longestScript } from './blocking.ts';
import { settled, useBrowser } from './page.ts';

const { visit, browser } = useBrowser();

const samples = (page: Page): Locator => page.locator('#samples');
const sweep = (page: Page): Locator => page.locator('#sweep');

/** How many samples the panel says are computed. */
async function tried(page: Page): Promise<number> {
  const first = samples(page).locator('[data-tried]').first();
  return Number(await first.getAttribute('data-tried'));
}

const untilTried = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (least) =>
      Number(document.querySelector<HTMLElement>('#samples [data-tried]')?.dataset['tried']) >=
      least,
    count,
    { timeout: 120_000 },
  );

/** The text of the file a button of the page saves. */
async function saved(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFileSync(await download.path(), 'utf8');
}

describe('other samples', () => {
  test.each(['principal-angles', 'sub-moe'])(
    'a run of 50 on %s can be watched, cancelled and resumed, and never blocks the page',
    async (slug) => {
      const { page, troubles, close } = await visit(`${slug}/#v=1&seed=2`);
      await settled(page);
      const panel = samples(page);
      const longest = await longestScript(browser(), page, async () => {
        await panel.getByRole('button', { name: '50 samples' }).click();
        await untilTried(page, 3);
      });
      expect(longest).toBeLessThan(50);
      expect(page.url()).toContain('seeds=50');
      // Quick demos may be through before anybody could press the button.
      const cancel = panel.getByRole('button', { name: 'Cancel' });
      const resume = panel.getByRole('button', { name: 'Resume' });
      await cancel.click({ timeout: 2000 }).catch(() => undefined);
      if (await resume.isVisible()) {
        const stopped = await panel.getByText(/^Stopped: \d+ of 50 samples/).innerText();
        const before = Number(/\d+/.exec(stopped)?.[0]);
        expect(before).toBeLessThan(50);
        await resume.click();
        await untilTried(page, Math.min(50, before + 2));
      } else {
        await panel.getByText('50 samples computed.').waitFor();
        expect(await tried(page)).toBe(50);
      }
      const marked = panel.locator('circle.now').first();
      expect(await marked.getAttribute('data-seed')).toBe('2');
      // Read at one moment, since the run may go on.
      const counts = await panel.locator('[data-finding]').evaluateAll((findings) =>
        findings
          .filter((one) => one.querySelector('.share')?.textContent.includes('holds on'))
          .map((one) => ({
            sum: Number(one.getAttribute('data-held')) + one.querySelectorAll('circle.miss').length,
            tried: Number(one.getAttribute('data-tried')),
          })),
      );
      expect(counts.length).toBeGreaterThan(0);
      for (const { sum, tried: all } of counts) expect(sum).toBe(all);
      expect(troubles).toEqual([]);
      await close();
    },
  );

  test('a link opens the panel as it was, in a fresh profile, number by number', async () => {
    const first = await visit('principal-angles/');
    await settled(first.page);
    await samples(first.page).getByRole('button', { name: '20 samples' }).click();
    await samples(first.page).getByText('20 samples computed.').waitFor();
    const csv = (page: Page): Promise<string> =>
      saved(page, samples(page).getByRole('button', { name: /as CSV$/ }));
    const link = new URL(first.page.url());
    const numbers = await csv(first.page);
    await first.close();
    const again = await visit(`principal-angles/${link.hash}`);
    await samples(again.page).getByText('20 samples computed.').waitFor();
    expect(await csv(again.page)).toBe(numbers);
    expect(numbers.trim().split('\n').length).toBe(21);
    expect(again.troubles).toEqual([]);
    await again.close();
  });

  test('a dot, and a row of the table, open their sample', async () => {
    const { page, close } = await visit('principal-angles/#v=1&seeds=20');
    await samples(page).getByText('20 samples computed.').waitFor();
    // The dot drawn last is never covered.
    await samples(page).locator('circle[data-seed="20"]').first().click();
    await page.waitForURL(/seed=20/);
    await samples(page).getByText('Numbers as a table').click();
    await samples(page).getByRole('button', { name: 'Go to 9' }).press('Enter');
    await page.waitForURL(/seed=9/);
    await settled(page);
    expect(await samples(page).locator('circle.now').first().getAttribute('data-seed')).toBe('9');
    await page.goBack();
    await page.waitForURL(/seed=20/);
    await close();
  });

  test('other settings end the run and can be computed on request', async () => {
    const { page, close } = await visit('xkv/#v=1&seeds=200');
    await untilTried(page, 1);
    await page.getByRole('button', { name: 'Unrelated layers' }).click();
    await samples(page).getByText('Nothing is computed for these settings yet.').waitFor();
    await samples(page).getByRole('button', { name: 'Compute' }).click();
    await untilTried(page, 2);
    expect(await samples(page).locator('circle.miss').count()).toBeGreaterThan(0);
    await close();
  });
});

describe('sweeps', () => {
  test('any setting against any reading; the link restores it, and a point leads there', async () => {
    const { page, troubles, close } = await visit('principal-angles/');
    await settled(page);
    const panel = sweep(page);
    await panel.getByLabel('Setting').selectOption({ label: 'Dimension of the space' });
    await panel.getByLabel('Samples a value').selectOption('1');
    await panel.getByRole('button', { name: 'Compute' }).click();
    await panel.getByText(/points computed\./).waitFor({ timeout: 120_000 });
    await panel.getByLabel('Plotted').selectOption({ index: 2 });
    const csv = (on: Page): Promise<string> =>
      saved(on, sweep(on).getByRole('button', { name: /as CSV$/ }));
    const numbers = await csv(page);
    expect(numbers.trim().split('\n').length).toBeGreaterThan(8);

    const again = await visit(`principal-angles/${new URL(page.url()).hash}`);
    await sweep(again.page)
      .getByText(/points computed\./)
      .waitFor({ timeout: 120_000 });
    expect(await csv(again.page)).toBe(numbers);
    expect(again.troubles).toEqual([]);
    await again.close();

    await panel
      .getByRole('group', { name: /^Go to a value/ })
      .getByRole('button')
      .last()
      .click();
    await page.waitForURL(/n=200/);
    await panel.locator('.main-svg').first().waitFor();
    const plot = panel.locator('.plot .points path').first();
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    if (!box) throw new Error('The sweep has no points.');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction(() => !location.hash.includes('n=200'));
    expect(troubles).toEqual([]);
    await close();
  });

  test('values that do not go with the other settings are left out and counted', async () => {
    // Groups of eight layers need eight layers.
    const { page, troubles, close } = await visit('xkv/#v=1&group=8&n=64&D=32&sweep=layers&by=1');
    const panel = sweep(page);
    await panel.getByText('5 points computed.').waitFor({ timeout: 60_000 });
    await panel
      .getByText(/2 of 7\s+points are left out: their settings do not go together/)
      .waitFor();
    const values = panel.getByRole('group', { name: /^Go to/ }).getByRole('button');
    expect(await values.allInnerTexts()).toEqual(['8', '10', '12', '14', '16']);
    expect(troubles).toEqual([]);
    await close();
  });

  test('a setting is swept over the values that go with the others', async () => {
    const { page, troubles, close } = await visit('svd/#v=1&sweep=k&by=1');
    await sweep(page).getByText('2 points computed.').waitFor();
    expect(await sweep(page).getByText('left out').count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });

  test.each(['sub-moe', 'svd'])(
    'on %s the panel offers every number among its settings',
    async (slug) => {
      const { page, close } = await visit(`${slug}/`);
      await settled(page);
      await page.getByText(/^More controls/).click();
      const sliders = await page.locator('.controls').getByRole('slider').count();
      const options = await sweep(page).getByLabel('Setting').locator('option').count();
      expect(options).toBe(sliders + 1);
      await close();
    },
  );

  test('a link with a setting that cannot be swept says so', async () => {
    const { page, troubles, close } = await visit('svd/#v=1&sweep=A');
    await settled(page);
    await page.getByText('“A” is not a setting that can be swept here.').waitFor();
    expect(await sweep(page).getByLabel('Setting').inputValue()).toBe('');
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('both panels at work', () => {
  test('have no serious accessibility violation, and fit a phone', async () => {
    const { page, close } = await visit('svd/#v=1&seeds=50&sweep=k&by=1', {
      bypassCSP: true,
      viewport: { width: 390, height: 844 },
    });
    await samples(page).getByText('50 samples computed.').waitFor();
    await samples(page).getByText('Numbers as a table').click();
    await sweep(page).scrollIntoViewIfNeeded();
    await sweep(page).locator('.main-svg').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await seriousViolations(page, '#samples, #sweep')).toEqual({ light: [], dark: [] });
    await close();
  });
});

describe('what was checked', () => {
  test.each(['svd', 'xkv'])('of %s leads from its badge to both sources', async (slug) => {
    const { page, troubles, close } = await visit(`${slug}/`, { javaScriptEnabled: false });
    const badge = page.locator('.badge');
    for (const [link, file] of [
      ['reference.py', 'reference.py'],
      ['our TypeScript', 'method.ts'],
    ] as const) {
      await badge.getByRole('link', { name: link }).click();
      const listing = page.getByRole('region', { name: file });
      expect(await listing.innerText()).toBe(
        readFileSync(`demos/${slug}/${file}`, 'utf8').trimEnd(),
      );
      expect(new URL(page.url()).hash).toBe(`#${file}`);
      await page.goBack();
    }
    expect(troubles).toEqual([]);
    await close();
  });
});
