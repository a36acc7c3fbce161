import { describe, expect, inject, test } from 'vitest';
import { figureData, settled, SLUGS, useBrowser } from './page.ts';

const { visit } = useBrowser();

describe('a copied link', () => {
  test.each([
    ['xkv', 'align=0.55&comp=6&seed=7'],
    ['sub-moe', 'k=3&rank=5&seed=11'],
    ['universal-weight-subspace', 'k=2&share=0.6&seed=3'],
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
    ['xkv/#colour=red', 'is not a setting of this page'],
    ['xkv/#comp=999', 'is outside'],
    ['xkv/#align=lots', 'is not a number'],
    ['xkv/#align=0.3&com', 'Was the link cut off?'],
    ['xkv/#align=%E0%A4%A', 'is damaged'],
    ['xkv/#v=7&align=0.3', 'newer version'],
    ['svd/#A=1,2;3', 'Row 2 has 1 number'],
    ['svd/#k=9', 'does not go with the other settings'],
  ])('%s is explained, and the page works', async (path, says) => {
    const { page, troubles, close } = await visit(path);
    await settled(page);
    expect(await page.getByLabel('About this link').innerText()).toContain(says);
    expect(troubles).toEqual([]);
    await close();
  });

  test.each(SLUGS)('never leaves %s blank: 400 random and mutated fragments', async (slug) => {
    const { page, troubles, close } = await visit(`${slug}/`);
    await settled(page);
    const blank = await page.evaluate(async () => {
      // A tiny fixed generator, so that a failure can be repeated.
      let state = 12345;
      const random = (n: number): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * n);
      };
      const pieces = [
        'k=3',
        'rank=4',
        'align=0.2',
        'seed=5',
        'A=1,2;3,4',
        'v=1',
        'v=999',
        'mode=model',
        'share=0',
        '%E0%A4%A',
        '__proto__=1',
        'constructor=x',
        'k=NaN',
        'k=1e999',
        'A=,;',
        'A=[[1]]',
        'A=1 2;3',
        'A=~i2.2x2.AQACAAMABAA',
        'A=~f8.16x16.AAAA',
        'pin=v%3D1',
        'pin=v%3D1%26seed%3D9',
        'pin=%3Cb%3E%26k%3D999',
        'pin=pin%3Dv%253D1',
        '&',
        '==',
        '#',
        '?',
        '<b>',
        '🙂',
        'seed=-1',
        'n=4',
        'l=20',
        'k=20',
        'steps=0',
        'group=8',
        'delta=2',
        'toString=1',
        'seed=4294967295',
        'x'.repeat(300),
      ];
      const bad: string[] = [];
      for (let run = 0; run < 400; run++) {
        let text = Array.from({ length: random(6) }, () => pieces[random(pieces.length)]).join('&');
        if (random(2))
          text =
            text.slice(0, random(text.length + 1)) +
            String.fromCodePoint(32 + random(3000)) +
            text.slice(random(text.length + 1));
        const arrived = new Promise((resolve) =>
          addEventListener('popstate', resolve, { once: true }),
        );
        const before = location.href;
        location.hash = text;
        if (location.href !== before) await arrived;
        await new Promise((resolve) => setTimeout(resolve));
        const alive =
          document.querySelectorAll('.controls input, .controls select').length > 1 &&
          (document.querySelector('figure figcaption') || document.querySelector('.place'));
        if (!alive) bad.push(text);
      }
      location.hash = '';
      return bad;
    });
    expect(blank).toEqual([]);
    await settled(page);
    expect(await page.locator('.failed').count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });
});
