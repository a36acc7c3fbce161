import { describe, expect, test } from 'vitest';
import { hostileFiles, hostileFragments } from './hostile.ts';
import { figureData, settled, useBrowser } from './page.ts';

const { visit } = useBrowser();

// Hostile messages, 3,500 of them, are sent in embed.test.ts, where there is a host to send them.

describe('a hostile link', () => {
  const counts = { svd: 250, 'principal-angles': 250, tensorllm: 60 };
  const cases = Object.entries(counts).map(([slug, count], seed) => ({ slug, seed, count }));

  test.each(cases)('never leaves $slug blank: $count fragments', async ({ slug, seed, count }) => {
    const { page, troubles, close } = await visit(`${slug}/`);
    await settled(page);
    const blank = await page.evaluate(
      async (fragments) => {
        const bad: string[] = [];
        for (const text of fragments) {
          const arrived = new Promise((resolve) =>
            addEventListener('popstate', resolve, { once: true }),
          );
          const before = location.href;
          location.hash = text;
          if (location.href !== before) await arrived;
          await new Promise((resolve) => setTimeout(resolve));
          if (!document.querySelector('.figures :is(figure figcaption, .place)')) bad.push(text);
        }
        location.hash = '';
        return bad;
      },
      hostileFragments(count, seed),
    );
    expect(blank).toEqual([]);
    await settled(page);
    expect(await page.locator('.failed, [role=alert]').count()).toBe(0);
    expect(await page.locator('.controls input, .controls select').count()).toBeGreaterThan(1);
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('a hostile state file', () => {
  test('is opened exactly or leaves the page as it was: 1,500 files', async () => {
    const { page, troubles, close } = await visit('svd/#v=1&k=1&seed=7');
    const before = await figureData(page);
    const { opened, silent } = await page.evaluate(
      async (texts) => {
        const start = location.href;
        const { text: read } = Blob.prototype;
        const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
        let opened = 0;
        const silent: string[] = [];
        for (const text of texts) {
          const wasRead = new Promise<void>((resolve) => {
            Blob.prototype.text = async function () {
              const content = await read.call(this);
              resolve();
              return content;
            };
          });
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], '<b>.json'));
          dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
          await wasRead;
          await settle();
          const says = [...document.querySelectorAll('[role=status]')]
            .map((one) => one.textContent)
            .join(' ');
          if (says.includes('The state in the file is open.')) {
            opened += 1;
            if (location.href === start) continue;
            const back = new Promise((resolve) =>
              addEventListener('popstate', resolve, { once: true }),
            );
            history.back();
            await back;
          } else if (!says.includes('Nothing was changed.') || location.href !== start) {
            silent.push(text);
          }
        }
        return { opened, silent };
      },
      hostileFiles(1500, 1),
    );
    expect(silent).toEqual([]);
    expect(opened).toBeGreaterThan(0);
    expect(await figureData(page)).toEqual(before);
    expect(troubles).toEqual([]);
    await close();
  });
});
