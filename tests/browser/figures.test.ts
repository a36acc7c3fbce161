import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { seriousViolations } from './accessibility.ts';
import { settled, useBrowser } from './page.ts';

const { visit, browser } = useBrowser();

const INK = 'rgb(35, 32, 27)';
const DARK_INK = 'rgb(233, 230, 222)';
const DARK_ACCENT = 'rgb(134, 189, 240)';

/** Opens the ways to save a figure. */
async function opened(page: Page, number: number): Promise<Locator> {
  const name = `Save figure ${number} as an image`;
  await page.getByRole('button', { name }).click();
  const group = page.getByRole('group', { name });
  await group.waitFor();
  return group;
}

/** The file that a button saves, and its name. */
async function saved(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const svgFrom = async (page: Page, group: Locator): Promise<string> =>
  (await saved(page, group.getByRole('button', { name: 'SVG' }))).bytes.toString('utf8');

/** Width and height of a PNG, from its header. */
const sizeOf = (png: Buffer): number[] => {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

interface Parsed {
  readonly wellFormed: boolean;
  readonly text: string;
  readonly links: readonly (string | null)[];
  readonly inks: readonly (string | null)[];
  readonly paper: string | null;
  readonly foreign: number;
}

/** What a page that knows nothing of ours finds in an SVG document. */
const parsed = (page: Page, svg: string): Promise<Parsed> =>
  page.evaluate((source) => {
    const file = new DOMParser().parseFromString(source, 'image/svg+xml');
    const texts = [...file.querySelectorAll('text')];
    return {
      wellFormed: file.querySelector('parsererror') === null,
      text: texts.map((element) => element.textContent).join('\n'),
      links: [...file.querySelectorAll('a')].map((element) => element.getAttribute('href')),
      inks: texts.map((element) => element.getAttribute('fill')),
      paper: file.querySelector('rect')?.getAttribute('fill') ?? null,
      foreign: file.querySelectorAll('script, foreignObject, image').length,
    };
  }, svg);

/** Opens a file as an image: its size, and how many colours it has at that size. */
const seen = (
  page: Page,
  bytes: Buffer,
  type: string,
): Promise<{ width: number; height: number; colors: number }> =>
  page.evaluate(
    async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement('canvas');
      const { naturalWidth: width, naturalHeight: height } = image;
      Object.assign(canvas, { width, height });
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, width, height).data.buffer ?? new ArrayBuffer();
      return { width, height, colors: new Set(new Uint32Array(pixels)).size };
    },
    `data:${type};base64,${bytes.toString('base64')}`,
  );

/** Among them they have every kind of figure. */
const EVERY_KIND = ['svd', 'principal-angles', 'videoanchor'];

describe.each(EVERY_KIND)('on %s, with the page in the dark', (slug) => {
  test('every figure is saved as an SVG that stands alone, the first as a PNG of it', async () => {
    const { page, troubles, close } = await visit(`${slug}/#v=1&seed=3`, { colorScheme: 'dark' });
    await settled(page);
    const outside = await browser().newPage();
    const demo = await page.locator('h1').innerText();
    const figures = await page.locator('.figures figure').all();
    let drawings = 0;
    for (const [i, figure] of figures.entries()) {
      if ((await figure.getByRole('button', { name: /as an image$/ }).count()) === 0) continue;
      drawings += 1;
      const group = await opened(page, i + 1);
      const svg = await svgFrom(page, group);
      const file = await parsed(outside, svg);
      expect(file.wellFormed).toBe(true);
      expect(file.foreign).toBe(0);
      expect(svg).not.toMatch(/var\(--|url\((?!#|data:font)|class="|<!--/);

      const title = await figure.locator('h3').innerText();
      const names = await figure.locator('fieldset label').allInnerTexts();
      const link = page.url();
      for (const words of [title, ...names.map((name) => name.trim())])
        expect(file.text).toContain(words);
      expect(file.text).toContain(`${demo}, figure ${i + 1}, Shared Subspace Playground, ${link}`);
      expect(file.links).toEqual([link]);

      expect(file.paper).toBe('rgb(255, 255, 255)');
      expect(file.inks).toContain(INK);
      for (const dark of [DARK_INK, DARK_ACCENT]) expect(svg).not.toContain(dark);

      const image = await seen(outside, Buffer.from(svg), 'image/svg+xml');
      expect(image.width).toBe(672);
      if (drawings > 1) continue; // a PNG is a picture of the SVG: one a page will do
      const { bytes } = await saved(page, group.getByRole('button', { name: 'PNG 2×' }));
      expect(sizeOf(bytes)).toEqual([2 * image.width, 2 * image.height]);
      expect((await seen(outside, bytes, 'image/png')).colors).toBeGreaterThan(20);
    }
    expect(drawings).toBeGreaterThan(2);
    expect(troubles).toEqual([]);
    await outside.close();
    await close();
  });
});

describe('a saved figure', () => {
  test('has the promised size in pixels at every width', async () => {
    const { page, close } = await visit('svd/');
    await settled(page);
    const group = await opened(page, 4);
    for (const [format, width, height] of [
      ['single', 336, undefined],
      ['double', 672, undefined],
      ['slide', 960, 540],
    ] as const) {
      await group.getByLabel('Size').selectOption(format);
      for (const scale of [2, 4]) {
        const { name, bytes } = await saved(
          page,
          group.getByRole('button', { name: `PNG ${scale}×` }),
        );
        expect(name).toBe(`svd-parts-${format}-${scale}x.png`);
        const [across, down] = sizeOf(bytes);
        expect(across).toBe(width * scale);
        if (height) expect(down).toBe(height * scale);
      }
    }
    await close();
  });

  test('is drawn with its typeface from the first time on', async () => {
    const { page, close } = await visit('sub-moe/');
    await settled(page);
    const group = await opened(page, 3); // its axis has Greek letters: a file of their own
    const button = group.getByRole('button', { name: 'PNG 2×' });
    const first = await saved(page, button);
    const again = await saved(page, button);
    expect(first.bytes.equals(again.bytes)).toBe(true);
    await close();
  });

  test('is the same file each time, shows only what the legend shows, and links to the state', async () => {
    const { page, close } = await visit('xkv/#v=1&align=0.55');
    await settled(page);
    const group = await opened(page, 3);
    const all = await svgFrom(page, group);
    expect(await svgFrom(page, group)).toBe(all);
    expect(all).toContain('align=0.55');
    expect(all).toContain('MiniCache');
    const figure = page.locator('figure').nth(2);
    for (const box of await figure.getByRole('checkbox', { name: /MiniCache/ }).all())
      // On a busy machine the figures above may still be drawn, and move it from under a click.
      await vi.waitFor(() => box.uncheck(), { timeout: 20_000 });
    expect(await svgFrom(page, group)).not.toMatch(/<tspan[^>]*>MiniCache/);

    const off = figure.getByRole('checkbox', { checked: false });
    const many = await off.count();
    expect(many).toBeGreaterThan(0);
    await page.reload();
    await settled(page);
    expect(await off.count()).toBe(many);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => off.count()).toBe(many - 1);
    await close();
  });

  test('can be the figure of a sweep', async () => {
    const { page, troubles, close } = await visit('svd/#v=1&sweep=k&by=1', {
      colorScheme: 'dark',
    });
    const panel = page.locator('#sweep');
    await panel.getByText('2 points computed.').waitFor();
    const button = panel.getByRole('button', { name: /as an image$/ });
    const number = Number(/\d+/.exec((await button.getAttribute('aria-label')) ?? '')?.[0]);
    const svg = await svgFrom(page, await opened(page, number));
    const file = await parsed(page, svg);
    expect(file.text).toContain(await panel.locator('h3').innerText());
    expect(file.text).toContain('sweep=k');
    expect(troubles).toEqual([]);
    await close();
  });

  test('is copied as a PNG, and what fails is said', async () => {
    const { page, troubles, close } = await visit('principal-angles/');
    await settled(page);
    const group = await opened(page, 1);
    const copy = group.getByRole('button', { name: 'Copy as image' });
    await copy.focus();
    await page.keyboard.press('Enter');
    await group.getByText('Copied.').waitFor();
    const size = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const bitmap = await createImageBitmap((await item?.getType('image/png')) ?? new Blob());
      return [item?.types, bitmap.width];
    });
    expect(size).toEqual([['image/png'], 1344]);
    await page.evaluate(() => {
      navigator.clipboard.write = () => Promise.reject(new Error('Not allowed.'));
    });
    await copy.click();
    await group.getByText('It could not be copied; save it as PNG instead. Not allowed.').waitFor();
    expect(troubles).toEqual([]);
    await close();
  });

  test('is said to have failed when the drawing library cannot be had', async () => {
    const { page, close } = await visit('svd/', {}, (fresh) =>
      fresh.route(/plotly/, (route) => route.abort()),
    );
    await settled(page);
    const group = await opened(page, 2);
    await group.getByRole('button', { name: 'SVG' }).click();
    await group.getByText(/^It could not be saved\. The drawing library/).waitFor();
    await close();
  });

  test('comes from controls without a serious accessibility violation, that fit a phone', async () => {
    const { page, close } = await visit('xkv/', {
      bypassCSP: true,
      viewport: { width: 390, height: 844 },
    });
    await settled(page);
    await opened(page, 1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await seriousViolations(page, 'figure:has(.save)')).toEqual({ light: [], dark: [] });
    await close();
  });
});

/** Takes the place of the print dialog, which would wait for somebody. */
const withoutDialog = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    window.print = () => {
      document.documentElement.dataset['printed'] = '';
    };
  });

describe('the printed page', () => {
  test.each(['svd', 'xkv'])(
    'of %s has every figure, light, every claim, and the link once, and nothing to press',
    async (slug) => {
      const { page, troubles, close } = await visit(
        `${slug}/#v=1&seed=3`,
        { colorScheme: 'dark' },
        withoutDialog,
      );
      await settled(page);
      await opened(page, 1);
      await page.getByRole('button', { name: 'Print this page' }).click();
      await page.waitForSelector('html[data-printed]', { timeout: 60_000 });
      const claims = await page.locator('[data-claim]').count();
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });

      for (const figure of await page.locator('.figures figure').all()) {
        if ((await figure.getByRole('button', { includeHidden: true }).count()) === 0) continue;
        const drawing = figure.locator('.paper > svg');
        expect(await drawing.isVisible()).toBe(true);
        expect(await drawing.locator('text').count()).toBeGreaterThan(0);
        expect(await figure.locator('.plot, .handle').locator('visible=true').count()).toBe(0);
        expect(await figure.locator('figcaption p').first().isVisible()).toBe(true);
        const kept = await figure.evaluate((element) => getComputedStyle(element).breakInside);
        expect(kept).toBe('avoid');
      }
      expect(await page.locator('body').evaluate((body) => getComputedStyle(body).color)).toBe(INK);
      expect(await page.locator('[data-claim]').locator('visible=true').count()).toBe(claims);
      expect(await page.getByText(page.url()).locator('visible=true').count()).toBe(1);
      const tools = page.locator('button, select, input, summary, #samples, #sweep, #take-home');
      expect(await tools.locator('visible=true').count()).toBe(0);

      const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
      const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
      expect(pages).toBeGreaterThan(3);
      expect(pages).toBeLessThan(20);
      expect(troubles).toEqual([]);
      await close();
    },
  );

  test('holds the panels that are computed, and comes by keyboard too', async () => {
    const { page, close } = await visit(
      'svd/#v=1&seeds=20&sweep=k&by=1',
      { colorScheme: 'dark' },
      withoutDialog,
    );
    await page.locator('#samples').getByText('20 samples computed.').waitFor();
    await page.locator('#sweep').getByText('2 points computed.').waitFor();
    await page.keyboard.press('Control+p');
    await page.waitForSelector('html[data-printed]', { timeout: 60_000 });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#samples circle').first().isVisible()).toBe(true);
    expect(await page.locator('#sweep .paper > svg').isVisible()).toBe(true);
    expect(await page.locator('button, select, input').locator('visible=true').count()).toBe(0);
    await close();
  });
});
