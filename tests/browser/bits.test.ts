import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import { bitsOf as bitsOfInputs } from '../demos/bits.ts';
import { bitsOf as bitsOfNumerics } from '../linalg/bits.ts';
import { useBrowser } from './page.ts';

type Bits = Record<string, string>;

interface Kind {
  readonly what: string;
  /** The module that exports `bitsOf`. */
  readonly entry: string;
  readonly bitsOf: () => Bits | Promise<Bits>;
  readonly least: number;
}

const kinds: readonly Kind[] = [
  {
    what: 'every factorisation and every draw',
    entry: 'tests/linalg/bits.ts',
    bitsOf: bitsOfNumerics,
    least: 300,
  },
  {
    what: 'the inputs of every demo',
    entry: 'tests/demos/bits.ts',
    bitsOf: bitsOfInputs,
    least: 150,
  },
];

const { browser } = useBrowser();
const others = (process.env['OTHER_NODES'] ?? '').split(delimiter).filter((path) => path !== '');

/** One script that leaves `Bits.bitsOf` behind. */
async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'Bits' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [first] = [built].flat();
  if (!first || !('output' in first)) throw new Error('The build gave no chunk.');
  return first.output[0].code;
}

describe.each(kinds)('$what', ({ entry, bitsOf, least }) => {
  let here: Bits = {};
  let script = '';

  beforeAll(async () => {
    here = await bitsOf();
    script = await bundled(entry);
  });

  test('Chromium and Node give the same bits', async () => {
    const page = await browser().newPage();
    await page.addScriptTag({ content: script });
    expect(await page.evaluate('Bits.bitsOf()')).toEqual(here);
    await page.close();
  });

  test.runIf(others.length > 0)('the Nodes listed in OTHER_NODES give the same bits', () => {
    for (const node of others) {
      const print = 'Promise.resolve(Bits.bitsOf()).then((x) => console.log(JSON.stringify(x)));';
      const input = `${script}\n${print}`;
      const there: unknown = JSON.parse(execFileSync(node, ['-'], { input, encoding: 'utf8' }));
      expect(there, node).toEqual(here);
    }
  });

  test('the bits are many and of different numbers', () => {
    expect(Object.keys(here).length).toBeGreaterThan(least);
    expect(new Set(Object.values(here)).size).toBeGreaterThan(least / 2);
  });
});
