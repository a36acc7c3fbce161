import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { formatNumber } from '#demo';
import { escapeHtml } from '#files';

/** The head of `demos/<slug>/reference.json`: what the last comparison with NumPy gave. */
export interface Checked {
  /** Day of the last regeneration, YYYY-MM-DD. */
  readonly checked: string;
  /** Versions of Python, NumPy and SciPy. */
  readonly with: string;
  /** How many numbers were compared. */
  readonly numbers: number;
  /** The largest deviation, in the units of its result's tolerance. */
  readonly worst: {
    readonly result: string;
    readonly deviation: number;
    readonly preset: string;
    readonly seed: number;
    /** Why it is so large, if it is so by nature. */
    readonly why?: string;
  };
}

/** Undefined for a demo in the making, which has no reference yet. */
export async function readChecked(root: string, slug: string): Promise<Checked | undefined> {
  const path = `${root}/demos/${slug}/reference.json`;
  if (!existsSync(path)) return undefined;
  // Our own tests write this file and hold it to its type.
  return JSON.parse(await readFile(path, 'utf8')) as Checked;
}

/** The line under a demo's title that says how its numbers were checked. */
export function badge({ checked, with: versions, numbers, worst }: Checked): string {
  const date = new Date(checked).toLocaleDateString('en-GB', {
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    timeZone: 'UTC',
  });
  const found = `${formatNumber(worst.deviation, 2)} (${escapeHtml(worst.result)}, preset ${escapeHtml(worst.preset)}, sample ${worst.seed}${worst.why ? `; ${escapeHtml(worst.why)}` : ''})`;
  return `<p class="badge"><b><span aria-hidden="true">✓</span> Checked against NumPy</b> on ${date}: ${numbers.toLocaleString('en-GB')} results at all presets, three samples each. Largest deviation: ${found}. <span class="versions">${escapeHtml(versions)}.</span> Sources: <a href="source/#reference.py">reference.py</a> and <a href="source/#method.ts">our TypeScript</a>.</p>`;
}
