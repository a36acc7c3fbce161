import type { Locator, Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { seriousViolations } from './accessibility.ts';
import { settled, useBrowser } from './page.ts';

const { visit } = useBrowser();

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'For a class …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'A version for a class' });
  await dialog.waitFor();
  return dialog;
}

/** What the dialog says becomes of a control. */
const mode = (dialog: Locator, control: string): Locator =>
  dialog.getByRole('combobox', { name: control, exact: true });

const lesson = (page: Page): Locator => page.getByLabel('Version for a class');

const titles = (page: Page): Promise<string[]> => page.locator('.figures h3').allInnerTexts();

const held = 'The teacher set or limited some settings: they stay as they are.';

describe('a version for a class', () => {
  test('that is made in the dialog is just what its link shows', async () => {
    const teacher = await visit('svd/#v=1&A=3,1,0;1,3,1;0,1,2&k=3');
    await settled(teacher.page);
    const dialog = await openDialog(teacher.page);
    await dialog.getByText('Everything is shown and can be moved').waitFor();

    await mode(dialog, 'Matrix').focus();
    await teacher.page.keyboard.press('ArrowDown');
    await mode(dialog, 'View: azimuth').selectOption('not shown');
    const highest = dialog.getByLabel('Rank kept: highest value');
    await highest.fill('99');
    await highest.press('Tab');
    await dialog.getByText('“99” is outside 1 … 16; 16 is used.').waitFor();
    await highest.fill('2');
    await highest.press('Tab');
    await dialog.getByText('3 is outside the limits of this lesson; 2 is used.').waitFor();
    await dialog.getByLabel('Kept and dropped', { exact: true }).press('Space');
    await dialog.getByLabel(/predict, then reveal.*Energy kept/).check();
    await dialog.getByLabel(/reaches the Eckart–Young bound/).press('Space');
    await dialog.getByLabel('Take it home').uncheck();
    const start = dialog.getByRole('combobox', { name: 'Start at tour step' });
    await start.selectOption({ index: 2 });
    await dialog.getByText('The tour is open at step 2, with the settings of that step.').waitFor();
    await start.selectOption({ index: 0 });
    await dialog.getByText('Shown but fixed: “Matrix”.').waitFor();
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await dialog.getByText('Link copied.').waitFor();
    const link = await teacher.page.evaluate(() => navigator.clipboard.readText());
    expect(
      await dialog.getByRole('link', { name: 'Open it in a new tab' }).getAttribute('href'),
    ).toBe(link);
    await teacher.page.keyboard.press('Escape');
    expect(teacher.page.url()).toMatch(/#v=1&A=3,1,0;1,3,1;0,1,2&k=3$/);

    const { page, troubles, close } = await visit(link.slice(inject('address').length));
    await settled(page);
    await lesson(page).waitFor();
    expect(await page.getByLabel('About this link').count()).toBe(0);
    expect(await page.getByLabel('Row 1, column 1', { exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole('group', { name: 'Set by the teacher' }).count()).toBe(1);
    const rank = page.getByRole('slider', { name: /^Rank kept/ });
    expect([await rank.inputValue(), await rank.getAttribute('max')]).toEqual(['2', '2']);
    await page.getByText('More controls (1)').click();
    expect(await page.getByLabel('View: azimuth', { exact: true }).count()).toBe(0);
    expect(await page.getByLabel('View: elevation', { exact: true }).count()).toBe(1);
    expect(await titles(page)).toEqual([
      'Turn, stretch, turn',
      'Singular values',
      'Energy kept',
      'Error in the Frobenius norm',
      'Error in the spectral norm',
    ]);
    expect(await page.locator('#take-home').count()).toBe(0);
    await page.locator('#samples').waitFor();
    expect(await page.locator('[data-claim=bound]').getAttribute('data-verdict')).toBeNull();
    expect(await page.locator('[data-claim=random]').getAttribute('data-verdict')).toBe('holds');
    expect([...teacher.troubles, ...troubles]).toEqual([]);

    // What the teacher chose is where the next choice begins.
    const again = await openDialog(page);
    expect(await mode(again, 'Matrix').inputValue()).toBe('locked');
    expect(await again.getByRole('textbox', { name: 'Link' }).inputValue()).toBe(link);
    await again.getByRole('button', { name: 'Begin again with everything' }).click();
    await again.getByText('Everything is shown and can be moved').waitFor();
    await teacher.close();
    await close();
  });

  test('is moved by nobody where it is fixed, and Reset leads to its start', async () => {
    const { page, troubles, close } = await visit(
      'principal-angles/#v=1&n=30&k=4&lock=k,leftAzimuth&hide=leftElevation&limit=tilt:10:30',
    );
    await settled(page);
    const k = page.getByRole('spinbutton', { name: /^Dimension, left/ });
    const tilt = page.getByRole('spinbutton', { name: /^Tilt/ });
    const n = page.getByRole('spinbutton', { name: /^Dimension of the space/ });
    // Half of the space must hold k.
    expect(
      await page.getByRole('slider', { name: /^Dimension of the space/ }).getAttribute('min'),
    ).toBe('8');
    await page.getByRole('button', { name: 'Tiny angle' }).click();
    await lesson(page).getByText(held).waitFor();
    expect([await k.inputValue(), await tilt.inputValue()]).toEqual(['4', '10']);
    expect(
      await page.getByRole('button', { name: 'Tiny angle' }).getAttribute('aria-pressed'),
    ).toBe('false');

    const handle = page.locator('circle.handle').first();
    await handle.scrollIntoViewIfNeeded();
    const box = await handle.boundingBox();
    if (!box) throw new Error('There is no handle.');
    const before = new URL(page.url()).hash;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await settled(page);
    expect(new URL(page.url()).hash).toBe(before);

    await n.fill('50');
    await n.press('Enter');
    await page.waitForURL(/n=50/);
    await page.reload();
    await settled(page);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.waitForURL(/#v=1&n=30&k=4&hide=/);
    expect(await lesson(page).getByText(held).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/n=50/);
    expect(await n.inputValue()).toBe('50');
    expect(troubles).toEqual([]);
    await close();
  });

  test('leads to the whole page with the same settings, and back', async () => {
    const { page, troubles, close } = await visit('svd/');
    await settled(page);
    // The page becomes a lesson without being loaded anew.
    await page.evaluate(() => {
      location.hash = 'v=1&A=2,1;1,3&show=values,controls&lock=A';
    });
    await lesson(page).waitFor();
    expect(await titles(page)).toEqual(['Singular values']);
    expect(await page.getByRole('group', { name: 'Presets' }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'The idea' }).isVisible()).toBe(false);
    await lesson(page).getByRole('link', { name: 'Show the whole page' }).press('Enter');
    await page.waitForURL(/#v=1&A=2,1;1,3$/);
    await page.getByRole('group', { name: 'Presets' }).waitFor();
    expect(await lesson(page).count()).toBe(0);
    expect((await titles(page)).length).toBeGreaterThan(4);
    expect(await page.getByRole('heading', { name: 'The idea' }).isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('play-title');
    await page.goBack();
    await lesson(page).waitFor();
    expect(await titles(page)).toEqual(['Singular values']);
    expect(troubles).toEqual([]);
    await close();
  });

  test('with hostile lists leaves a page, and a sentence', async () => {
    const { page, troubles, close } = await visit('svd/');
    await settled(page);
    const hostile: [string, string][] = [
      ['show=nothing,at-all', 'Shown parts: this page has no use for “nothing”, “at-all”.'],
      [
        'hide=__proto__,constructor&lock=k',
        'Hidden controls: this page has no use for “__proto__”',
      ],
      ['limit=k:9:1,A:1:2,k:x:y', 'Limited controls: this page has no use for “k:9:1”, “A:1:2”'],
      ['predict=%3Cimg%20src=x%3E', 'is not a list of names'],
      [
        'predict=bound&guess=bound:maybe,values:seen',
        'Guesses: this page has no use for “bound:maybe”',
      ],
      [`lock=${'x,'.repeat(60)}k`, 'no use for “x”, “x”, “x”, 57 more.'],
      ['show=tour&hide=A,k,viewAzimuth,viewElevation,seed,seeds', 'no use for “seeds”'],
    ];
    for (const [fragment, says] of hostile) {
      await page.evaluate((text) => {
        location.hash = text;
      }, fragment);
      await page.getByLabel('About this link').getByText(says).waitFor();
      await settled(page);
      expect((await titles(page)).length).toBe(6);
    }
    expect(await page.getByRole('group', { name: 'Controls' }).count()).toBe(0);
    expect(await page.locator('main img').count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('predict, then reveal', () => {
  const cover = 'predict=bound,rank,values';

  test('hides the outcome everywhere until a guess, and the guess travels in the link', async () => {
    const { page, troubles, close } = await visit(
      `svd/#v=1&A=2,1,0;1,3,1;0,1,2&seeds=3&sweep=k&of=bound&by=1&pin=v%3D1%26k%3D2&${cover}`,
    );
    await settled(page);
    await page.getByText('3 samples computed.').waitFor();
    await page.getByText(/ points computed\./).waitFor();
    const claim = page.locator('[data-claim=bound]');
    const leaks = ['Largest gap between', 'Effective rank exp', 'The largest is'];
    const leaking = (): Promise<string[]> =>
      page.evaluate(
        (words) => words.filter((word) => document.body.innerHTML.includes(word)),
        leaks,
      );
    expect(await leaking()).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await leaking()).toEqual([]);
    await page.emulateMedia({ media: 'screen' });
    expect(await page.getByRole('button', { name: 'Results (.json)' }).isDisabled()).toBe(true);

    await claim.getByRole('button', { name: 'It does not hold' }).press('Enter');
    await claim.getByText('You guessed: does not hold — not so.').waitFor();
    expect(await claim.getAttribute('data-verdict')).toBe('holds');
    expect(await claim.locator(':focus').count()).toBe(1);
    expect(page.url()).toContain('guess=bound:fails');
    await page.getByRole('button', { name: 'Reveal figure 2' }).press('Enter');
    await page.locator('figure#figure-values:focus figcaption').waitFor();
    expect(page.url()).toContain('guess=bound:fails,values:seen');
    const finding = page.locator('[data-claim=rank]');
    await finding.getByRole('button', { name: 'Reveal' }).click();
    expect(await page.getByRole('button', { name: 'Results (.json)' }).isDisabled()).toBe(false);
    expect(await leaking()).toEqual(leaks);

    await page.reload();
    await claim.getByText('You guessed: does not hold — not so.').waitFor();
    for (let steps = 3; steps > 0; steps--) {
      const before = page.url();
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.waitForURL((url) => url.href !== before);
    }
    await claim.getByRole('button', { name: 'It holds' }).click();
    await claim.getByText('You guessed: holds — right.').waitFor();
    await claim.getByRole('button', { name: 'Cover again' }).press('Enter');
    await claim.getByText('Does it hold here?').waitFor();
    expect(await claim.locator(':focus').count()).toBe(1);
    expect(page.url()).not.toContain('guess');
    expect(troubles).toEqual([]);
    await close();
  });

  test('leaves blank what the page says before its script runs', async () => {
    const { page, close } = await visit(`svd/#${cover}`, {}, (fresh) =>
      fresh.route(/demo-page.*\.js/, (route) => route.abort()),
    );
    expect(await page.locator('.still').first().isVisible()).toBe(false);
    expect(await page.locator('h1').isVisible()).toBe(true);
    await close();
  });
});

describe('for everybody', () => {
  const fragment =
    'v=1&show=controls,claims,home,motion,values&lock=A&hide=viewAzimuth&limit=k:1:2&predict=bound,rank,values&guess=bound:holds';

  test('neither the dialog nor a lesson has a serious accessibility violation', async () => {
    const { page, close } = await visit(`svd/#${fragment}`, { bypassCSP: true });
    await settled(page);
    await lesson(page).waitFor();
    expect(await seriousViolations(page)).toEqual({ light: [], dark: [] });
    await openDialog(page);
    expect(await seriousViolations(page)).toEqual({ light: [], dark: [] });
    await close();
  });

  test('both fit a phone without scrolling sideways', async () => {
    const { page, close } = await visit(`svd/#${fragment}`, {
      viewport: { width: 390, height: 844 },
    });
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const dialog = await openDialog(page);
    expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    await close();
  });
});
