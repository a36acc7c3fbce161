import { defaults, type Demo, type ParamValues } from '#demo';
import { createRandom } from '#random';
import { loadDemo, slugs } from '../../src/demo/registry.ts';
import { runReference } from '../references/python.ts';
import { median } from './median.ts';
import type { DemoPlace } from './places.ts';

const SAMPLES = [1, 2, 3, 4, 5];
const WARM_UP = 3;

const HEAD = [
  'demo',
  'generate, ms',
  'run, ms',
  '`reference.py`',
  'largest: generate, s',
  'largest: run, s',
];

/**
 * For every demo the milliseconds of generate and run at its defaults (median of five samples, each
 * computed anew), how many times the run NumPy takes for the same, and the seconds at the largest
 * setting: every whole number at its end, once.
 */
export async function demoTable(
  js: DemoPlace,
  only: readonly string[] = slugs,
): Promise<string[][]> {
  const rows = [HEAD, HEAD.map((_, i) => (i === 0 ? ':--' : '--:'))];
  for (const slug of only) {
    process.stderr.write(`${slug}\n`);
    const demo = await loadDemo(slug);
    const usual = demo.fit(defaults(demo.params));
    for (let i = 0; i < WARM_UP; i++) await js.demo(slug, { ...usual, seed: 100 + i }, 100 + i);
    const times = [];
    for (const seed of SAMPLES) times.push(await js.demo(slug, { ...usual, seed }, seed));
    const run = median(times.map((time) => time.run));
    const numpy = 1000 * median(await inNumpy(slug, demo, usual));
    const largest = await js.demo(slug, atLargest(demo, usual), 1);
    rows.push([
      `\`${slug}\``,
      ...[median(times.map((time) => time.generate)), run].map(threeDigits),
      Number((numpy / run).toPrecision(2)).toString(),
      ...[largest.generate, largest.run].map((ms) => threeDigits(ms / 1000)),
    ]);
  }
  return rows;
}

const threeDigits = (x: number): string => (x < 1e-3 ? '0' : Number(x.toPrecision(3)).toString());

/** Every whole number but the seed at its largest, all of it corrected to what goes together. */
const atLargest = (demo: Demo, usual: ParamValues): ParamValues =>
  demo.fit({
    ...usual,
    ...Object.fromEntries(
      Object.entries(demo.params).flatMap(([name, p]) => (p.kind === 'int' ? [[name, p.max]] : [])),
    ),
  });

/** Seconds of `reference.py` on the same samples. */
async function inNumpy(slug: string, demo: Demo, usual: ParamValues): Promise<number[]> {
  const session = await demo.session(createRandom);
  const cases = SAMPLES.map((seed) => {
    const params = { ...usual, seed };
    return { params, inputs: session(params, () => undefined).inputs };
  });
  return runReference(slug, cases).answers.map(({ seconds }) => seconds);
}
