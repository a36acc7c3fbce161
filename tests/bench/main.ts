import type { ParamValues } from '#demo';
import type { Trial } from './contender.ts';
import { demoTimes, type DemoTimes } from './demo-times.ts';
import { matrices, parts } from './parts.ts';

/** What the driver calls, in Node or in a page; sizes are written m×n. */
export interface Bench {
  /** Whether the contender delivers what it should, to 1e-8. */
  check(part: string, size: string, contender: string): 'right' | 'wrong' | 'fails';
  /** Milliseconds of one run, the mean of a batch of about `batchMs`. */
  time(part: string, size: string, contender: string, batchMs: number): number;
  /** What the stages of a demo take on one sample. */
  demo(slug: string, params: ParamValues, seed: number): DemoTimes;
}

declare global {
  var bench: Bench;
}

const TOLERANCE = 1e-8;

interface Bout {
  readonly trials: readonly Trial[];
  /** Milliseconds of one run, as seen last. */
  pace: number;
  runs: number;
}

let where = '';
const bouts = new Map<string, Bout>();
/** Keeps the last result, lest the compiler find the work useless. */
export let result: unknown;

function bout(partName: string, size: string, name: string): Bout {
  if (where !== `${partName} ${size}`) bouts.clear();
  where = `${partName} ${size}`;
  const known = bouts.get(name);
  if (known) return known;
  const part = parts.find((candidate) => candidate.name === partName);
  const shape = part?.sizes.find((candidate) => candidate.join('×') === size);
  const contender = part?.contenders.find((candidate) => candidate.name === name);
  if (!part || !shape || !contender) throw new Error(`There is no ${partName} ${size} ${name}.`);
  const made = {
    trials: matrices(part, shape).map((A) => contender.prepare(A)),
    pace: Infinity,
    runs: 0,
  };
  bouts.set(name, made);
  return made;
}

/** Milliseconds of processor time if its steps are fine enough, else of wall time. */
function chooseClock(): () => number {
  if (typeof process === 'undefined') return () => performance.now();
  const clock = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const start = clock();
  let next = start;
  while (next === start) next = clock();
  return next - start < 0.1 ? clock : () => performance.now();
}

const clock = chooseClock();

globalThis.bench = {
  demo: (slug, params, seed) => demoTimes(slug, params, seed, clock),
  check(part, size, contender) {
    try {
      const [trial] = bout(part, size, contender).trials;
      return trial && trial.error() < TOLERANCE ? 'right' : 'wrong';
    } catch (error) {
      console.error(`${contender} fails:`, String(error).slice(0, 100));
      return 'fails';
    }
  },
  time(part, size, contender, batchMs) {
    const mine = bout(part, size, contender);
    const { trials } = mine;
    for (let repeats = Math.ceil((1.2 * batchMs) / mine.pace) || 1; ; repeats *= 2) {
      const start = clock();
      for (let i = 0; i < repeats; i++) result = trials[mine.runs++ % trials.length]?.run();
      const ms = clock() - start;
      mine.pace = ms / repeats;
      if (ms >= batchMs) return mine.pace;
    }
  },
};
