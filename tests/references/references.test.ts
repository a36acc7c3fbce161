import { describe, expect, test } from 'vitest';
import { toleranceOf } from '#demo';
import { slugs } from '../../src/demo/registry.ts';
import { hashOf, subject } from './cases.ts';
import { compare, together } from './compare.ts';
import { readReference } from './reference-file.ts';

const subjects = await Promise.all(slugs.map(subject));

describe.each(subjects)('$slug', ({ slug, session, cases }) => {
  const reference = readReference(slug);

  test('every preset is in the reference, on three samples', () => {
    const key = ({ preset, seed }: { preset: string; seed: number }): string => `${preset} ${seed}`;
    expect(reference?.cases.map(key)).toEqual(cases.map(key));
  });

  test(
    'the reference belongs to the inputs made today, and its results are ours, key by key',
    { timeout: 300_000 },
    () => {
      const comparisons = cases.map((one, i) => {
        const theirs = reference?.cases[i];
        const computed = one.compute();
        expect(
          hashOf(one.params, computed),
          `${one.preset}, seed ${one.seed}: the reference is stale; run npm run references`,
        ).toBe(theirs?.hash);
        return compare(session.tolerances, computed.results, {
          ...{ preset: one.preset, seed: one.seed },
          results: theirs?.results ?? {},
        });
      });
      const { problems, numbers, worst } = together(comparisons);
      expect(problems).toEqual([]);
      // What the page's badge says; the last bits are the engine's.
      const told = reference?.worst.deviation ?? NaN;
      expect(numbers).toBe(reference?.numbers);
      expect(worst.deviation).toBeLessThan(10 * told);
      expect(worst.deviation).toBeGreaterThan(told / 10);
    },
  );

  test('every result has a tolerance, and none is so wide that a wrong digit would pass', () => {
    const [first] = cases;
    for (const { name } of first?.compute().results ?? []) {
      const tolerance = toleranceOf(session.tolerances, name);
      expect(tolerance, name).toBeDefined();
      if (tolerance && tolerance.kind !== 'free') {
        expect(tolerance.within, name).toBeLessThanOrEqual(1e-6);
      }
    }
  });
});
