import { describe, expect, inject, test } from 'vitest';
import { figureData, settled, useBrowser } from './page.ts';

const { visit } = useBrowser();

describe('a copied link', () => {
  test.each([
    ['xkv', 'align=0.55&comp=6&seed=7'],
    ['sub-moe', 'k=3&rank=5&seed=11'],
    ['videoanchor', 'alpha=800&order=object&seed=7'],
    ['svd', 'A=3,1,0.5;0,2,-1;1,1,1&k=2'],
    ['principal-angles', 'n=30&k=5&l=4&seed=9'],
  ])('of %s shows identical figure data in a fresh profile', async (slug, fragment) => {
    const sender = await visit(`${slug}/#${fragment}`);
    const sent = await figureData(sender.page);
    await sender.page.getByRole('button', { name: 'Copy link' }).click();
    await sender.page.getByText('Link copied.').waitFor();
    const link = await sender.page.evaluate(() => navigator.clipboard.readText());
    expect(link.startsWith(inject('address'))).toBe(true);
    const receiver = await visit(link.slice(inject('address').length));
    expect(await figureData(receiver.page)).toEqual(sent);
    expect([...sender.troubles, ...receiver.troubles]).toEqual([]);
    await sender.close();
    await receiver.close();
  });

  test('holds a matrix typed by the reader, to the last bit', async () => {
    const { page, close } = await visit('svd/');
    await settled(page);
    await page.getByLabel('Row 1, column 1', { exact: true }).fill('0.1');
    await page.getByLabel('Row 2, column 2', { exact: true }).fill('-1e-7');
    await page.keyboard.press('Tab');
    const sent = await figureData(page);
    const receiver = await visit(`svd/${new URL(page.url()).hash}`);
    expect(await receiver.page.getByLabel('Row 2, column 2', { exact: true }).inputValue()).toBe(
      '-1e-7',
    );
    expect(await figureData(receiver.page)).toEqual(sent);
    await close();
    await receiver.close();
  });
});

describe('a damaged link', () => {
  test.each([
    ['principal-angles/#colour=red', 'is not a setting of this page'],
    ['principal-angles/#tilt=999', 'is outside'],
    ['principal-angles/#tilt=lots', 'is not a number'],
    ['principal-angles/#tilt=30&sha', 'Was the link cut off?'],
    ['principal-angles/#tilt=%E0%A4%A', 'is damaged'],
    ['principal-angles/#v=7&tilt=30', 'newer version'],
    ['svd/#A=1,2;3', 'Row 2 has 1 number'],
    ['svd/#k=9', 'does not go with the other settings'],
  ])('%s is explained, and the page works', async (path, says) => {
    const { page, troubles, close } = await visit(path);
    await settled(page);
    expect(await page.getByLabel('About this link').innerText()).toContain(says);
    expect(troubles).toEqual([]);
    await close();
  });
});
