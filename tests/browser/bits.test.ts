import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { bitsOf } from '../linalg/bits.ts';
import { useBrowser } from './page.ts';

const { browser } = useBrowser();
const here = bitsOf();
let script = '';

/** One script that leaves `Bits.bitsOf` behind. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'tests/linalg/bits.ts', formats: ['iife'], name: 'Bits' },
    },
  });
  const [first] = [built].flat();
  if (!first || !('output' in first)) throw new Error('The build gave no chunk.');
  return first.output[0].code;
}

beforeAll(async () => {
  script = await bundled();
});

test('Chromium and Node give the same bits in every factorisation and every draw', async () => {
  const page = await browser().newPage();
  await page.addScriptTag({ content: script });
  expect(await page.evaluate('Bits.bitsOf()')).toEqual(here);
  await page.close();
});

const others = (process.env['OTHER_NODES'] ?? '').split(delimiter).filter((path) => path !== '');

test.runIf(others.length > 0)('the Nodes listed in OTHER_NODES give the same bits', () => {
  for (const node of others) {
    const input = `${script}\nconsole.log(JSON.stringify(Bits.bitsOf()));`;
    const there: unknown = JSON.parse(execFileSync(node, ['-'], { input, encoding: 'utf8' }));
    expect(there, node).toEqual(here);
  }
});

test('the bits are many and of different numbers', () => {
  expect(Object.keys(here).length).toBeGreaterThan(300);
  expect(new Set(Object.values(here)).size).toBeGreaterThan(150);
});
