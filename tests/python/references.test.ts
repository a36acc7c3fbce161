import { expect, test } from 'vitest';
import { slugs } from '../../src/demo/registry.ts';
import { SEEDS, subject } from '../references/cases.ts';
import { compare, fromJson, together } from '../references/compare.ts';
import { runPython } from '../references/python.ts';
import { readReference } from '../references/reference-file.ts';

const [SEED] = SEEDS;

test.each(slugs)('reference.py of %s still gives what its reference.json says', async (slug) => {
  const every = await subject(slug);
  // At all presets and samples our own results are compared with reference.json, in tests/references.
  const tried = ({ seed, preset }: { seed: number; preset: string }): boolean =>
    seed === SEED && (preset === 'breaks' || preset === every.cases[0]?.preset);
  const one = { ...every, cases: every.cases.filter(tried) };
  const { tolerances } = one.session;
  const { cases, comparison } = runPython(one);
  expect(comparison.problems).toEqual([]);
  const committed = (readReference(slug)?.cases ?? []).filter(tried);
  expect(cases.map(({ hash }) => hash)).toEqual(committed.map(({ hash }) => hash));
  const drift = together(
    cases.map(({ results }, i) => {
      const before = committed[i];
      return compare(tolerances, fromJson(results), {
        preset: '',
        seed: 0,
        results: {},
        ...before,
      });
    }),
  );
  expect(drift.problems).toEqual([]);
});
