import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { seriousViolations } from './accessibility.ts';
import { settled, useBrowser } from './page.ts';

const { visit } = useBrowser();

const place = (page: Page): Promise<string> =>
  page.locator('dialog [aria-live=polite]').innerText();

/** Presses Tab until the focus is on what a selector names, inside the dialog. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((text) => document.activeElement?.matches(text) ?? false, selector))
      return;
  }
  throw new Error(`Tab does not lead to ${selector}.`);
}

/** Presses Enter on the button Present and waits for the first slide. */
async function present(page: Page): Promise<void> {
  await settled(page);
  await page.getByRole('button', { name: 'Present', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Figure 1 of 6').waitFor();
}

/** Waits until the slide is turned, and drawn if it is a plot. */
async function turned(page: Page, text: string): Promise<void> {
  await page.getByRole('dialog').getByText(text).first().waitFor();
  const plot = page.locator('dialog .plot');
  if ((await plot.count()) > 0) await plot.first().locator('.main-svg').first().waitFor();
}

describe('presenting', () => {
  test('goes through all figures and the claims by keys alone, and gives the page back', async () => {
    const { page, troubles, close } = await visit('svd/', {
      viewport: { width: 1280, height: 720 },
    });
    await present(page);
    expect(await page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
    const titles = await page.locator('.bench figure h3').allTextContents();
    for (const [i, title] of titles.entries()) {
      await turned(page, `Figure ${i + 1} of ${titles.length}`);
      expect(await page.locator('dialog figure h3').allTextContents()).toEqual([title]);
      expect(await page.locator('dialog figcaption').innerText()).toMatch(/^Figure \d\. .{20}/);
      expect(await page.locator('dialog figure summary').count()).toBe(1);
      await page.keyboard.press(i % 2 === 0 ? 'ArrowRight' : 'PageDown');
    }
    await turned(page, 'Claims');
    expect(await page.locator('dialog [data-claim]').count()).toBeGreaterThan(3);
    await page.keyboard.press('ArrowRight');
    expect(page.url()).toMatch(/present=claims$/);
    await page.keyboard.press('Home');
    await turned(page, 'Figure 1 of');
    await page.keyboard.press('End');
    await turned(page, 'Claims');
    await page.keyboard.press('PageUp');
    await turned(page, `Figure ${titles.length} of`);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('present');
    expect(await page.evaluate(() => document.fullscreenElement)).toBe(null);
    expect(page.url()).toMatch(/svd\/$/);
    expect(troubles).toEqual([]);
    await close();
  });

  test('keeps the focus inside, and its controls move the figure by keys', async () => {
    const { page, troubles, close } = await visit('svd/#v=1&A=4,1,0;1,3,1;0,1,2;1,1,1&k=1');
    await present(page);
    await page.keyboard.press('ArrowRight');
    await turned(page, 'Figure 2 of');
    const caption = page.locator('dialog figcaption p').first();
    expect(await caption.innerText()).toContain('Rank k = 1');
    await tabTo(page, 'dialog input[type=range]');
    await page.keyboard.press('ArrowRight');
    await page.locator('dialog figcaption').getByText('Rank k = 2').waitFor();
    expect(await place(page)).toContain('Figure 2 of');
    await page.waitForURL(/present=values$/);
    expect(page.url()).not.toContain('k=1');
    await page.keyboard.press('Control+z');
    await page.locator('dialog figcaption').getByText('Rank k = 1').waitFor();
    expect(await place(page)).toContain('Figure 2 of');
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(() => {
        const { activeElement } = document;
        return activeElement !== document.body && activeElement?.closest('dialog') === null;
      });
      expect(outside).toBe(false);
    }
    expect(troubles).toEqual([]);
    await close();
  });

  test('is one step, however many slides are shown: Back leaves it, Forward returns', async () => {
    const { page, close } = await visit('svd/');
    await present(page);
    for (const slide of [2, 3, 4]) {
      await page.keyboard.press('ArrowRight');
      await turned(page, `Figure ${slide} of`);
    }
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForURL(/svd\/$/);
    await page.goForward();
    await turned(page, 'Figure 4 of');
    await page.getByRole('button', { name: 'Previous' }).click();
    await turned(page, 'Figure 3 of');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('present');
    await close();
  });

  test('goes on with a clicker after a slider is moved by hand', async () => {
    const { page, close } = await visit('svd/#v=1&A=4,1,0;1,3,1;0,1,2;1,1,1&k=1&present=values');
    await turned(page, 'Figure 2 of');
    await page.locator('dialog input[type=range]').click({ position: { x: 150, y: 10 } });
    await page.waitForURL((url) => !url.hash.includes('k=1'));
    await page.keyboard.press('PageDown');
    await turned(page, 'Figure 3 of');
    await close();
  });
});

describe('a link', () => {
  test('opens presented in a fresh page, fills the window, and offers the full screen', async () => {
    const { page, troubles, close } = await visit(
      'principal-angles/#v=1&seed=7&present=angles',
      { viewport: { width: 1280, height: 720 } },
      (fresh) =>
        fresh.addInitScript(() => {
          // As with a browser that asks for a gesture first.
          Element.prototype.requestFullscreen = () => Promise.reject(new Error('refused'));
        }),
    );
    await turned(page, 'Figure 2 of');
    const dialog = page.getByRole('dialog');
    expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 1280, height: 720 });
    await page.getByRole('button', { name: 'Full screen' }).click();
    expect(await dialog.isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('present');
    expect(page.url()).toMatch(/#v=1&seed=7$/);
    expect(troubles).toEqual([]);
    await close();
  });

  test('to a figure that does not exist presents nothing and says so', async () => {
    const { page, troubles, close } = await visit('svd/#v=1&k=2&present=__proto__');
    await page.getByText('“__proto__” is not a figure of this page').waitFor();
    await settled(page);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });
});

/** Sizes in pixels of all words that are shown in the dialog. */
const sizes = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const dialog = document.querySelector('dialog');
    if (!dialog) return [];
    const walker = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT);
    const found: number[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement: element, textContent } = node;
      if (!element || !textContent?.trim() || !element.checkVisibility()) continue;
      if (element.closest('.visually-hidden')) continue;
      const drawing = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
      const scale = drawing ? Math.hypot(drawing.c, drawing.d) : 1;
      found.push(parseFloat(getComputedStyle(element).fontSize) * scale);
    }
    for (const field of dialog.querySelectorAll('input, select'))
      found.push(parseFloat(getComputedStyle(field).fontSize));
    return found;
  });

describe('words for a room', () => {
  test.each([
    [1280, 720, 20],
    [1920, 1080, 28],
  ])('at %i × %i have at least %i pixels on every slide', async (width, height, least) => {
    const { page, close } = await visit('principal-angles/#present=space', {
      viewport: { width, height },
    });
    for (const slide of [1, 2, 3, 4, 5, 6]) {
      await turned(page, `Figure ${slide} of 6`);
      expect(Math.min(...(await sizes(page)))).toBeGreaterThanOrEqual(least);
      await page.keyboard.press('ArrowRight');
    }
    await turned(page, 'Claims');
    expect(Math.min(...(await sizes(page)))).toBeGreaterThanOrEqual(least);
    await close();
  });

  test('fit a phone, and break no serious rule of accessibility in light or dark', async () => {
    const { page, close } = await visit('principal-angles/#present=distances', {
      viewport: { width: 390, height: 844 },
      bypassCSP: true,
    });
    await turned(page, 'Figure 4 of');
    expect(await page.locator('dialog').evaluate((dialog) => dialog.scrollWidth)).toBe(390);
    await page.locator('dialog figure summary').click();
    expect(await seriousViolations(page)).toEqual({ light: [], dark: [] });
    await close();
  });
});
