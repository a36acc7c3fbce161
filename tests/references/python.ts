import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNpz, type Nested } from '#files';
import { hashOf, type Subject } from './cases.ts';
import { compare, together, type Comparison } from './compare.ts';
import type { ReferenceCase } from './reference-file.ts';

/** The interpreter; any that has NumPy and SciPy. */
export const PYTHON = process.env['PYTHON'] ?? 'python3';

export interface PythonRun {
  /** Versions of Python, NumPy and SciPy. */
  readonly versions: string;
  readonly cases: readonly ReferenceCase[];
  /** Of our results with those of Python. */
  readonly comparison: Comparison;
}

/** Runs a demo's `reference.py` at all its cases, on the inputs our own `generate` makes. */
export function runPython({ slug, session, cases }: Subject): PythonRun {
  const folder = mkdtempSync(join(tmpdir(), 'references-'));
  try {
    const ours = cases.map(({ preset, seed, params, compute }, i) => {
      const computed = compute();
      const file = join(folder, String(i).padStart(3, '0'));
      writeFileSync(`${file}.npz`, writeNpz(computed.inputs));
      writeFileSync(`${file}.json`, JSON.stringify({ slug, params }));
      return { preset, seed, file, hash: hashOf(params, computed), results: computed.results };
    });
    const program = join(import.meta.dirname, 'run.py');
    const versions = execFileSync(PYTHON, [program, '.', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }).trim();
    const theirs = ours.map(({ preset, seed, file, hash }) => ({
      ...{ preset, seed, hash },
      results: readPythonJson(readFileSync(`${file}.results.json`, 'utf8')),
    }));
    const comparison = together(
      theirs.map((reference, i) => compare(session.tolerances, ours[i]?.results ?? [], reference)),
    );
    return { versions, cases: theirs, comparison };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Python writes NaN and Infinity as such, which JSON does not know. */
export const readPythonJson = (text: string): Record<string, Nested> =>
  JSON.parse(text.replaceAll(/NaN|-?Infinity/g, '"$&"')) as Record<string, Nested>;
