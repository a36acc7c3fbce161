import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Nested } from '#files';
import { settled, useBrowser } from '../browser/page.ts';
import { subject } from '../references/cases.ts';
import { compare, fromJson } from '../references/compare.ts';
import { PYTHON, readPythonJson } from '../references/python.ts';

const { visit } = useBrowser();

test.each([
  ['svd', 'defaults'],
  ['tensorllm', 'defaults'],
  ['xkv', 'breaks'],
])(
  'the program of %s, taken home from the %s, prints under Python what the page shows',
  async (slug = '', preset = '') => {
    const { demo, session } = await subject(slug);
    const { page, troubles, close } = await visit(`${slug}/#v=1&seed=7`);
    await settled(page);
    const label = demo.presets[preset]?.label;
    if (label) {
      await page.getByRole('group', { name: 'Presets' }).getByText(label, { exact: true }).click();
      await settled(page);
    }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Get the program (.zip)' }).click(),
    ]);
    const files = unzipSync(readFileSync(await download.path()));
    const link = page.url();
    expect(troubles).toEqual([]);
    await close();

    expect(Object.keys(files)).toEqual([
      'README.txt',
      'reference.py',
      'params.json',
      'inputs.npz',
      'results.json',
    ]);
    const readme = strFromU8(files['README.txt'] ?? new Uint8Array());
    expect(readme).toContain(link);
    expect(readme.trim().split('\n').length).toBeLessThanOrEqual(12);

    const folder = mkdtempSync(join(tmpdir(), 'program-'));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const python = (...options: string[]): string =>
      execFileSync(PYTHON, ['reference.py', ...options], { cwd: folder, encoding: 'utf8' });
    const shown = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Record<
      string,
      Nested
    >;
    const { problems, numbers } = compare(session.tolerances, fromJson(shown), {
      ...{ preset, seed: 7 },
      results: readPythonJson(python('--json')) as Record<string, Nested>,
    });
    expect(problems).toEqual([]);
    expect(numbers).toBeGreaterThan(10);
    const printed = python();
    expect(printed).toMatch(/Largest difference to the page.*: \d\.\de-\d\d/);
    for (const name of Object.keys(shown)) expect(printed).toContain(`${name} =`);
    rmSync(folder, { recursive: true });
  },
);
