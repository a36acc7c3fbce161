import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { longestScript } from './blocking.ts';
import { figureData, settled, useBrowser } from './page.ts';

const { visit, browser } = useBrowser();

const rank = (page: Page): Locator => page.getByRole('spinbutton', { name: /as a number/ }).first();

async function type(page: Page, field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await page.keyboard.press('Enter');
  await settled(page);
}

describe('the history of a page', () => {
  test('undo, redo, back and forward all move through the same states', async () => {
    const { page, troubles, close } = await visit('xkv/');
    await settled(page);
    const start = await figureData(page);
    await type(page, rank(page), '0.5');
    const middle = await figureData(page);
    await type(page, page.getByRole('spinbutton', { name: /Compression/ }), '8');
    const end = await figureData(page);
    expect(middle).not.toEqual(start);
    expect(end).not.toEqual(middle);

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/#v=1&align=0\.5$/);
    expect(await figureData(page)).toEqual(middle);
    await page.goBack();
    expect(await figureData(page)).toEqual(start);
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
    await page.goForward();
    expect(await figureData(page)).toEqual(middle);
    await page.getByRole('button', { name: 'Redo' }).click();
    await page.waitForURL(/comp=8/);
    expect(await figureData(page)).toEqual(end);
    await page.locator('h1').click();
    await page.keyboard.press('Control+z');
    await page.waitForURL(/#v=1&align=0\.5$/);
    await page.keyboard.press('Control+Shift+z');
    await page.waitForURL(/comp=8/);
    expect(troubles).toEqual([]);
    await close();
  });

  test('reset brings back every default but keeps the sample; new sample changes only the sample', async () => {
    const { page, close } = await visit('xkv/#seed=7');
    const start = await figureData(page);
    await type(page, rank(page), '0.3');
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.waitForURL(/#v=1&seed=7$/);
    expect(await figureData(page)).toEqual(start);
    await page.getByRole('button', { name: 'New sample' }).click();
    await page.waitForURL(/#v=1&seed=8$/);
    expect(await figureData(page)).not.toEqual(start);
    await close();
  });

  test('one drag of a slider is one step back', async () => {
    const { page, close } = await visit('svd/#A=4,1,0;1,3,1;0,1,2;1,1,1&k=3');
    await settled(page);
    await drag(page, page.getByRole('slider').first());
    await settled(page);
    await page.waitForURL((url) => !url.hash.includes('k='));
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/k=3$/);
    await close();
  });

  test('an edited address is one more step', async () => {
    const { page, close } = await visit('xkv/');
    await settled(page);
    await page.evaluate(() => {
      location.hash = 'align=0.1';
    });
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('input[type=number]')?.value === '0.1',
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('input[type=number]')?.value === '0.8',
    );
    await close();
  });
});

describe('long computations', () => {
  test('show progress, can be cancelled, and can be taken up again', async () => {
    const { page, troubles, close } = await visit(
      'universal-weight-subspace/#M=40&d=30&h=16&n=100&nFew=64',
    );
    await settled(page);
    const shown = await page.locator('figcaption').first().innerText();
    await page.getByText(/^More controls/).click();
    await page
      .getByRole('spinbutton', { name: /Training steps|steps/i })
      .first()
      .fill('400');
    await page.keyboard.press('Enter');
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled. The figures still show the earlier settings.').waitFor();
    expect(await page.locator('figcaption').first().innerText()).toBe(shown);
    await page.getByRole('button', { name: 'Compute' }).click();
    await settled(page);
    expect(await page.locator('figcaption').first().innerText()).not.toBe(shown);
    expect(troubles).toEqual([]);
    await close();
  });

  test('that crash say so, keep the page, and can be tried again', async () => {
    const { page, close } = await visit('svd/', {}, (fresh) =>
      fresh.route(/worker.*\.js/, (route) =>
        route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("boom")' }),
      ),
    );
    await page.getByText('The computation broke down').waitFor();
    await page.unroute(/worker.*\.js/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await settled(page);
    await close();
  });

  test('leave the numbers readable when the drawing library cannot be had', async () => {
    const { page, close } = await visit('svd/', {}, (fresh) =>
      fresh.route(/plotly/, (route) => route.abort()),
    );
    await settled(page);
    await page.locator('figure').nth(1).scrollIntoViewIfNeeded();
    await page.getByText('The drawing library could not be loaded').first().waitFor();
    await page.locator('figure').nth(1).getByText('Numbers as a table').click();
    await page.locator('figure').nth(1).locator('tbody tr').nth(1).waitFor();
    await close();
  });
});

describe('presets and tour', () => {
  test('every preset and every step of the tour can be taken by keyboard alone', async () => {
    for (const slug of ['svd', 'principal-angles']) {
      const { page, troubles, close } = await visit(`${slug}/`);
      await settled(page);
      for (const button of await page
        .getByRole('group', { name: 'Presets' })
        .getByRole('button')
        .all()) {
        await button.focus();
        await page.keyboard.press('Enter');
        await settled(page);
      }
      await page.getByRole('button', { name: /^Take the tour/ }).focus();
      await page.keyboard.press('Enter');
      const next = page.getByRole('button', { name: 'Next' });
      for (let step = 2; await next.isVisible(); step++) {
        await page.keyboard.press('Enter'); // the focus is on Next by itself
        await page.getByText(`Step ${step} of`).waitFor();
        await settled(page);
      }
      await page.getByRole('button', { name: 'End tour' }).click();
      expect(troubles).toEqual([]);
      await close();
    }
  });

  test('the breaks preset shows claims that do not hold', async () => {
    const { page, close } = await visit('xkv/');
    await settled(page);
    expect(await page.locator('[data-verdict=fails]').count()).toBe(0);
    await page.getByRole('button', { name: 'Unrelated layers' }).click();
    await page.waitForSelector('[data-verdict=fails]');
    await settled(page);
    await close();
  });
});

describe('the matrix field', () => {
  const bad = [
    ['1 2\n3 four', '“four” is not a number'],
    ['1,,2\n3,4,5', 'the cell is empty'],
    ['1 2\n3', 'All rows must be equally long'],
    ['1 NaN', 'is not a finite number'],
    [Array.from({ length: 17 }, () => '1').join('\n'), 'the limit here is 16 × 16'],
  ] as const;

  test('explains what it cannot take and loses nothing', async () => {
    const { page, troubles, close } = await visit('svd/');
    const before = await figureData(page);
    await page.getByText('Paste a matrix').click();
    const area = page.getByRole('textbox', { name: /Rows on lines/ });
    for (const [text, says] of bad) {
      await area.fill(text);
      await page.getByRole('button', { name: 'Use this matrix' }).click();
      expect(await page.getByRole('alert').innerText()).toContain(says);
      expect(await area.inputValue()).toBe(text);
    }
    const cell = page.getByLabel('Row 1, column 1', { exact: true });
    await cell.fill('two');
    await page.keyboard.press('Tab');
    expect(await page.getByRole('alert').innerText()).toContain('“two” is not a number');
    expect(await cell.inputValue()).toBe('two');
    expect(await figureData(page)).toEqual(before);
    await area.fill('1 2 3\n4 5 6');
    await page.getByRole('button', { name: 'Use this matrix' }).click();
    await page.waitForURL(/A=1,2,3;4,5,6/);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('dragging', () => {
  test.each([
    ['xkv', /slow/i],
    ['svd', /rank/i],
  ])('a slider of %s never blocks the main thread for 50 ms of scripting', async (slug, name) => {
    const { page, close } = await visit(`${slug}/`);
    await settled(page);
    const figure = page.locator('.plot').first();
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('.main-svg').first().waitFor();
    const slider = page.getByRole('slider', { name }).first();
    await drag(page, slider); // once before measuring, so that code is compiled and figures are drawn
    await settled(page);
    const longest = await longestScript(browser(), page, async () => {
      await drag(page, slider);
      await settled(page);
      await drawn(page);
    });
    expect(longest).toBeLessThan(50);
    await close();
  });

  test('a direction in the drawing of R³ moves its sliders and is one step back', async () => {
    const { page, troubles, close } = await visit('principal-angles/');
    await settled(page);
    const handle = page.locator('circle.handle').first();
    await handle.scrollIntoViewIfNeeded();
    const box = await handle.boundingBox();
    if (!box) throw new Error('There is no handle.');
    const azimuth = page.getByRole('slider', { name: /azimuth/i }).first();
    const before = await azimuth.inputValue();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y + 10, { steps: 6 });
    await page.mouse.up();
    await settled(page);
    expect(await azimuth.inputValue()).not.toBe(before);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction(() => location.hash === '');
    expect(await azimuth.inputValue()).toBe(before);
    expect(troubles).toEqual([]);
    await close();
  });
});

/** Lets the figures that wait be drawn: one a task, so as many tasks as there can be figures. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let i = 0; i < 30; i++) await new Promise((resolve) => setTimeout(resolve));
  });

/** Drags a slider from end to end with the mouse. */
async function drag(page: Page, slider: Locator): Promise<void> {
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (!box) throw new Error('The slider is not on the page.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.9, y);
  await page.mouse.down();
  for (let i = 0; i <= 24; i++) {
    await page.mouse.move(box.x + box.width * (0.9 - 0.8 * (i / 24)), y);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.mouse.up();
}
