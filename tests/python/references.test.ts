import { expect, test } from 'vitest';
import { slugs } from '../../src/demo/registry.ts';
import { subject } from '../references/cases.ts';
import { compare, fromJson, together } from '../references/compare.ts';
import { runPython } from '../references/python.ts';
import { readReference } from '../references/reference-file.ts';

test.each(slugs)('reference.py of %s still gives what its reference.json says', async (slug) => {
  const one = await subject(slug);
  const { tolerances } = one.session;
  const { cases, comparison } = runPython(one);
  expect(comparison.problems).toEqual([]);
  const committed = readReference(slug)?.cases ?? [];
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
