import type { Locator, Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { seriousViolations } from './accessibility.ts';
import { settled, useBrowser } from './page.ts';

const { visit } = useBrowser();

const PHONE = { viewport: { width: 390, height: 844 } };

/** The path and fragment of the page's address, as `visit` takes it. */
const here = (page: Page): string => page.url().slice(inject('address').length);

const press = (page: Page, ...keys: string[]): Promise<void> =>
  keys.reduce(async (before, key) => {
    await before;
    await page.keyboard.press(key);
  }, Promise.resolve());

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent.trim() ?? '');

const tour = (page: Page): Locator => page.getByLabel('Guided tour');

const verdict = (page: Page): Locator => page.locator('[data-right]');

/** How far the focused element reaches under the bar at the bottom; none if negative. */
const coveredBy = (bar: Locator): Promise<number> =>
  bar.evaluate(
    (element) =>
      (document.activeElement?.getBoundingClientRect().bottom ?? Infinity) -
      element.getBoundingClientRect().top,
  );

describe('the tour', () => {
  test('is walked by arrow keys, one step of the history each, and ended by Escape', async () => {
    const { page, troubles, close } = await visit('svd/');
    await settled(page);
    await page.getByRole('button', { name: /^Take the tour/ }).focus();
    await press(page, 'Enter');
    await page.getByText('Step 1 of 6.').waitFor();
    expect(await focused(page)).toBe('Next');
    await press(page, 'ArrowRight');
    await page.getByText('Step 2 of 6.').waitFor();
    expect(page.url()).toMatch(/#v=1&A=1\.5,-1;-1,0&step=2$/);
    await press(page, 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await page.getByText('Step 1 of 6.').waitFor();
    expect(page.url()).toMatch(/#v=1&step=1$/);
    await page.goBack();
    await page.getByText('Step 2 of 6.').waitFor();
    expect(await tour(page).getByRole('progressbar').getAttribute('value')).toBe('2');
    await press(page, 'Escape');
    await page.getByText('Step 2 of 6.').waitFor({ state: 'detached' });
    expect(await focused(page)).toMatch(/^Take the tour/);
    expect(page.url()).toMatch(/#v=1&A=1\.5,-1;-1,0$/);
    await page.goBack();
    await page.getByText('Step 2 of 6.').waitFor();
    await settled(page);
    expect(troubles).toEqual([]);
    await close();
  });

  test('opens from a link at its step, and leads back to it when a control was moved', async () => {
    const { page, troubles, close } = await visit('principal-angles/#v=1&shared=0&step=5');
    await settled(page);
    await page.getByText('Step 5 of 6. Nothing is shared here').waitFor();
    const back = page.getByRole('button', { name: 'Back to this step’s settings' });
    expect(await back.count()).toBe(0);
    await page.getByRole('slider', { name: /^Shared directions/ }).focus();
    expect(await coveredBy(tour(page))).toBeLessThan(0);
    await page.getByText(/^More controls/).focus();
    expect(await coveredBy(tour(page))).toBeLessThan(0);
    await page.getByRole('slider', { name: /^Shared directions/ }).focus();
    await press(page, 'ArrowRight', 'ArrowRight');
    await back.waitFor();
    await page.getByText('Step 5 of 6.').waitFor();
    expect(page.url()).toMatch(/shared=2&step=5$/);
    await back.focus();
    await press(page, 'Enter');
    await back.waitFor({ state: 'detached' });
    expect(page.url()).toMatch(/#v=1&shared=0&step=5$/);
    expect(await focused(page)).toBe('Next');
    await settled(page);
    expect(troubles).toEqual([]);
    await close();
  });

  test('that has no such step stays closed and says so', async () => {
    const { page, close } = await visit('svd/#v=1&k=2&step=40');
    await settled(page);
    expect(await page.getByLabel('About this link').innerText()).toContain('there is no step 40');
    expect(await page.getByRole('button', { name: /^Take the tour/ }).isVisible()).toBe(true);
    await close();
  });

  test('has no serious accessibility violation and fits a phone', async () => {
    const { page, close } = await visit('svd/#v=1&step=2', { ...PHONE, bypassCSP: true });
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await seriousViolations(page)).toEqual({ light: [], dark: [] });
    await close();
  });
});

describe('a question', () => {
  test('is set up, checked, hinted at, answered, kept in the link and undone by keyboard alone', async () => {
    const { page, troubles, close } = await visit('svd/');
    await settled(page);
    await page.getByRole('button', { name: 'Set it up: question 1' }).focus();
    await press(page, 'Enter');
    const card = page.getByLabel('Question 1', { exact: true });
    await card.waitFor();
    await page.waitForURL(/k=6$/);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('control-question-k');
    await press(page, 'Tab', 'Tab');
    expect(await focused(page)).toBe('Check');
    await press(page, 'Enter');
    await verdict(page).waitFor();
    expect(await verdict(page).innerText()).toBe(
      '✗ Not yet. Rank 6 keeps 100.0 % of the energy. That will do, but so does a smaller rank.',
    );
    expect(await card.getByText('Hint 2 of 3').count()).toBe(0);
    await card.getByText('Hint 1 of 3').focus();
    await press(page, 'Enter');
    await card.getByText('Hint 2 of 3').waitFor();
    await press(page, 'Tab', 'Tab', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await page.waitForURL(/k=2$/);
    await card.getByText('At your last check:').waitFor();
    await settled(page);
    await press(page, 'Tab', 'Tab', 'Enter');
    await page.waitForURL(/k=2&solved=enough$/);
    expect(await verdict(page).innerText()).toMatch(/^✓ Right\. Rank 2 keeps 98\.56 %/);
    await card.getByText('hold 98.6 % of this picture').waitFor();

    const receiver = await visit(here(page));
    const solved = receiver.page.locator('[data-solved=true]');
    await solved.getByText('Answered, as this link says.').waitFor();
    expect(await solved.count()).toBe(1);
    await receiver.page.getByRole('button', { name: 'Clear answers' }).click();
    await receiver.page.waitForURL(/k=2$/);
    expect(await focused(receiver.page)).toBe('Questions');

    await press(page, 'Control+z');
    await page.waitForURL(/k=2$/);
    expect(await page.locator('[data-solved=true]').count()).toBe(0);
    expect(await verdict(page).count()).toBe(0);
    await card.getByRole('button', { name: 'Close' }).focus();
    await press(page, 'Enter');
    await card.waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Set it up');
    expect([...troubles, ...receiver.troubles]).toEqual([]);
    await receiver.close();
    await close();
  });

  test('names what was moved besides, judges the answer there, and starts again', async () => {
    const { page, troubles, close } = await visit('principal-angles/#v=1&seed=7');
    await settled(page);
    await page.getByRole('button', { name: 'Set it up: question 3' }).click();
    const card = page.getByLabel('Question 3', { exact: true });
    await card.waitFor();
    const shared = page.getByRole('spinbutton', { name: /^Shared directions/ });
    await shared.fill('3');
    await press(page, 'Enter');
    await card
      .getByText('Not as the question set it up: Shared directions 3 instead of 6.')
      .waitFor();
    await card.getByRole('button', { name: 'Check' }).click();
    await verdict(page).waitFor();
    expect(await verdict(page).innerText()).toContain(
      'Not yet. Only 3 of 6 directions are shared here: put “Shared directions” back to 6.',
    );
    await card.getByRole('button', { name: 'Start again from the question’s settings' }).click();
    await page.waitForURL(/#v=1&shared=6&tilt=10&seed=7$/);
    expect(await verdict(page).count()).toBe(0);
    await card.getByRole('spinbutton').fill('45');
    await press(page, 'Enter');
    await card.getByRole('button', { name: 'Check' }).click();
    await page.waitForURL(/tilt=45&seed=7&solved=same-overlap$/);
    await card.getByRole('button', { name: 'Next question' }).click();
    await page.getByLabel('Question 1', { exact: true }).waitFor();
    await page.waitForURL(/#v=1&shared=0&seed=7&solved=same-overlap$/);
    await settled(page);
    expect(troubles).toEqual([]);
    await close();
  });

  test('whose check takes long can be given up', async () => {
    const { page, troubles, close } = await visit('svd/');
    await settled(page);
    await page.route(/worker/, () => undefined); // its worker never comes
    await page.getByRole('button', { name: 'Set it up: question 1' }).click();
    const card = page.getByLabel('Question 1', { exact: true });
    await card.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('progressbar', { name: 'Progress of the check' }).waitFor();
    await card.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByRole('progressbar', { name: 'Progress of the check' }).count()).toBe(0);
    expect(await verdict(page).count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });

  test('has no serious accessibility violation and fits a phone', async () => {
    const { page, close } = await visit('principal-angles/#v=1&solved=tilted', {
      ...PHONE,
      bypassCSP: true,
    });
    await settled(page);
    await page.getByRole('button', { name: 'Set it up: question 1' }).click();
    const card = page.getByLabel('Question 1', { exact: true });
    await card.getByRole('button', { name: 'Check' }).click();
    await verdict(page).waitFor();
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await seriousViolations(page)).toEqual({ light: [], dark: [] });
    await close();
  });
});
