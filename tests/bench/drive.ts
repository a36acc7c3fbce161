import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { slugs } from '../../src/demo/registry.ts';
import { demoTable } from './demo-table.ts';
import { median } from './median.ts';
import { parts, type Part } from './parts.ts';
import { inChromium, inNode, inPython, type Place } from './places.ts';

/**
 * npm run bench -- [--only svd,eigh] [--sizes 8,16,512x32] [--chromium]
 * npm run bench -- --demos [--only xkv,svd] [--chromium]
 *
 * Tables of the median processor time of our factorisations and of others as multiples of it. All
 * contenders take turns, a batch each, round after round. Or: what the demos take.
 */

const { values: asked } = parseArgs({
  options: {
    only: { type: 'string' },
    demos: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    chromium: { type: 'boolean', default: false },
  },
});

interface Seat {
  readonly name: string;
  readonly place: Place;
  readonly times: number[];
  /** Why it does not take part, to stand in its cell. */
  out: string;
}

const TOO_LONG = 10_000;

/** Rounds and batch for matrices of that many entries. */
function effort(entries: number): { rounds: number; batchMs: number; warmUpMs: number } {
  if (entries > 1e6) return { rounds: 1, batchMs: 2, warmUpMs: 0 };
  if (entries > 1e5) return { rounds: 3, batchMs: 2, warmUpMs: 2 };
  if (entries > 5e3) return { rounds: 7, batchMs: 10, warmUpMs: 200 };
  return { rounds: 21, batchMs: 10, warmUpMs: 500 };
}

async function row(part: Part, shape: readonly number[], js: Place, native?: Place) {
  const size = shape.join('×');
  process.stderr.write(`${part.name} ${size}\n`);
  const { rounds, batchMs, warmUpMs } = effort(shape.reduce((a, b) => a * b));
  const seat = (place: Place) => (name: string) => ({ name, place, times: [], out: '' });
  const seats: Seat[] = [
    ...part.contenders.map(({ name }) => name).map(seat(js)),
    ...(native ? part.native.map(seat(native)) : []),
  ];
  for (const seat of seats) {
    const verdict = await seat.place.check(part.name, size, seat.name);
    if (verdict !== 'right') seat.out = verdict;
    else if (warmUpMs > 0) {
      const ms = await seat.place.time(part.name, size, seat.name, warmUpMs);
      if (ms > TOO_LONG) seat.out = '> 10 s';
    }
  }
  const running = seats.filter(({ out }) => out === '');
  for (let round = 0; round < rounds; round++) {
    for (const { place, name, times } of running) {
      times.push(await place.time(part.name, size, name, batchMs));
    }
  }
  const [ours, ...others] = seats;
  const mine = median(ours?.times ?? []);
  const label = shape[0] === shape[1] ? String(shape[0]) : size;
  return [
    label,
    ours?.out || mine.toPrecision(3),
    ...others.map(({ out, times }) => out || ratio(median(times) / mine)),
  ];
}

function ratio(x: number): string {
  return Number.isNaN(x) ? '–' : String(Number(x.toPrecision(2)));
}

function table(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const known = asked.demos ? slugs : parts.map(({ name }) => name);
const only = asked.only?.split(',') ?? known;
const unknown = only.find((name) => !known.includes(name));
if (unknown !== undefined) throw new Error(`There is no ${unknown}: ${known.join(', ')}.`);
const sizes = asked.sizes
  ?.split(',')
  .map((size) => (size.includes('x') ? size : `${size}x${size}`));

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const places: Place[] = [];
try {
  const entry = join(import.meta.dirname, 'main.ts');
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      target: 'es2022',
      minify: false,
      outDir: folder,
      lib: { entry, formats: ['es'], fileName: () => 'main.mjs' },
    },
  });
  const js = await (asked.chromium ? inChromium(folder) : inNode(folder));
  places.push(js);
  const native = asked.demos ? undefined : await inPython();
  if (native) places.push(native);

  const day = new Date().toISOString().slice(0, 10);
  const machine = cpus()[0]?.model.trim() ?? 'unknown processor';
  const lapack = asked.demos ? '' : `; ${native?.about ?? 'no SciPy, so no LAPACK'}`;
  console.log(`${day}; ${js.about}; ${machine}${lapack}.`);
  console.log('Ours: median milliseconds. Others: times ours; above 1 is slower than ours.');
  if (asked.demos) console.log(table(await demoTable(js, only)));
  for (const part of asked.demos ? [] : parts.filter(({ name }) => only.includes(name))) {
    const wanted = part.sizes.filter((shape) => sizes?.includes(shape.join('x')) ?? true);
    if (wanted.length === 0) continue;
    const [, ...others] = part.contenders.map(({ name }) => name);
    const head = ['size', 'ours, ms', ...others, ...(native ? part.native : [])];
    const rows = [head, head.map(() => '---:')];
    for (const shape of wanted) rows.push(await row(part, shape, js, native));
    console.log(`\n### ${part.title}\n\n${table(rows)}`);
  }
} finally {
  for (const place of places) await place.close();
  rmSync(folder, { recursive: true });
}
