import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNpz, type Nested } from '#files';
import type { NamedArray, ParamValues } from '#demo';
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
  const ours = cases.map(({ preset, seed, params, compute }) => {
    const computed = compute();
    const { inputs, results } = computed;
    return { preset, seed, params, inputs, results, hash: hashOf(params, computed) };
  });
  const { versions, answers } = runReference(slug, ours);
  const theirs = ours.map(({ preset, seed, hash }, i) => ({
    ...{ preset, seed, hash },
    results: answers[i]?.results ?? {},
  }));
  const comparison = together(
    theirs.map((reference, i) => compare(session.tolerances, ours[i]?.results ?? [], reference)),
  );
  return { versions, cases: theirs, comparison };
}

interface PythonAnswer {
  /** Of processor time. */
  readonly seconds: number;
  readonly results: Readonly<Record<string, Nested>>;
}

/** What a demo's `reference.py` gives for inputs and parameters, one after the other. */
export function runReference(
  slug: string,
  cases: readonly { readonly params: ParamValues; readonly inputs: readonly NamedArray[] }[],
): { readonly versions: string; readonly answers: readonly PythonAnswer[] } {
  const folder = mkdtempSync(join(tmpdir(), 'references-'));
  try {
    const files = cases.map(({ params, inputs }, i) => {
      const file = join(folder, String(i).padStart(3, '0'));
      writeFileSync(`${file}.npz`, writeNpz(inputs));
      writeFileSync(`${file}.json`, JSON.stringify({ slug, params }));
      return `${file}.results.json`;
    });
    const program = join(import.meta.dirname, 'run.py');
    const versions = execFileSync(PYTHON, [program, '.', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }).trim();
    const answers = files.map((file) => readPythonJson(readFileSync(file, 'utf8')) as PythonAnswer);
    return { versions, answers };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Python writes NaN and Infinity as such, which JSON does not know. */
export const readPythonJson = (text: string): unknown =>
  JSON.parse(text.replaceAll(/NaN|-?Infinity/g, '"$&"'));
