import { deviation, toleranceOf, type NamedArray, type Tolerances } from '#demo';
import type { Nested } from '#files';
import type { Checked } from '../../src/app/build/checked.ts';
import type { ReferenceCase } from './reference-file.ts';

type Worst = Checked['worst'];

export interface Comparison {
  readonly worst: Worst;
  readonly numbers: number;
  /** Every result that is not as declared, in a sentence. */
  readonly problems: readonly string[];
}

/** Compares our results with a reference's, key by key. */
export function compare(
  tolerances: Tolerances,
  ours: readonly NamedArray[],
  { preset, seed, results }: Pick<ReferenceCase, 'preset' | 'seed' | 'results'>,
): Comparison {
  const problems: string[] = [];
  let worst: Worst = { result: '', deviation: 0, preset, seed };
  let numbers = 0;
  const say = (name: string, what: string): number =>
    problems.push(`${preset}, seed ${seed}: ${name} ${what}`);
  for (const { name, shape, values } of ours) {
    const tolerance = toleranceOf(tolerances, name);
    const theirs = results[name];
    if (!tolerance) say(name, 'has no tolerance');
    else if (theirs === undefined) say(name, 'is not in the reference');
    else if (tolerance.kind !== 'free') {
      const flat = numbersOf(theirs);
      const gap =
        shapeOf(theirs).join() === shape.join()
          ? deviation(tolerance.kind, values, flat)
          : Infinity;
      numbers += values.length;
      if (gap > tolerance.within)
        say(name, `(${shape.join('×')}) is off by ${gap}; allowed: ${tolerance.within}`);
      if (gap > worst.deviation) {
        const why = tolerance.why ? { why: tolerance.why } : {};
        worst = { result: name, deviation: gap, preset, seed, ...why };
      }
    }
  }
  const known = new Set(ours.map(({ name }) => name));
  for (const name of Object.keys(results)) {
    if (!known.has(name) && toleranceOf(tolerances, name)?.kind !== 'free')
      say(name, 'is in the reference only');
  }
  return { worst, numbers, problems };
}

const shapeOf = (value: Nested): number[] =>
  value instanceof Array ? [value.length, ...shapeOf(value[0] ?? 0)] : [];

const numbersOf = (value: Nested): number[] =>
  value instanceof Array ? value.flatMap(numbersOf) : [Number(value)];

/** Results read from JSON, as arrays. */
export const fromJson = (results: Readonly<Record<string, Nested>>): NamedArray[] =>
  Object.entries(results).map(([name, value]) => ({
    name,
    shape: shapeOf(value),
    values: Float64Array.from(numbersOf(value)),
  }));

/** Many comparisons as one. */
export function together(comparisons: readonly Comparison[]): Comparison {
  const none: Comparison = {
    worst: { result: '', deviation: 0, preset: '', seed: 0 },
    numbers: 0,
    problems: [],
  };
  return comparisons.reduce(
    (all, next) => ({
      worst: next.worst.deviation > all.worst.deviation ? next.worst : all.worst,
      numbers: all.numbers + next.numbers,
      problems: [...all.problems, ...next.problems],
    }),
    none,
  );
}
