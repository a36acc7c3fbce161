import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { ParamValues } from '#demo';
import { findBrowser } from '../browser/find-browser.ts';
import type { DemoTimes } from './demo-times.ts';

/** Where contenders run, one after the other. */
export interface Place {
  /** Name and version. */
  readonly about: string;
  check(part: string, size: string, contender: string): Promise<string>;
  /** Milliseconds of one run. */
  time(part: string, size: string, contender: string, batchMs: number): Promise<number>;
  close(): Promise<void>;
}

/** Where demos run too. */
export interface DemoPlace extends Place {
  demo(slug: string, params: ParamValues, seed: number): Promise<DemoTimes>;
}

const require = createRequire(import.meta.url);

/** Loads the bundle `folder`/main.mjs in this process. */
export async function inNode(folder: string): Promise<DemoPlace> {
  const emlapack: unknown = require('emlapack');
  Object.assign(globalThis, { emlapack });
  await import(/* @vite-ignore */ pathToFileURL(join(folder, 'main.mjs')).href);
  return {
    about: `Node ${process.versions.node}`,
    check: (...asked) => Promise.resolve(globalThis.bench.check(...asked)),
    time: (...asked) => Promise.resolve(globalThis.bench.time(...asked)),
    demo: (...asked) => Promise.resolve(globalThis.bench.demo(...asked)),
    close: () => Promise.resolve(),
  };
}

const PAGE = `<!doctype html><link rel="icon" href="data:," />
<script>globalThis.global = globalThis; globalThis.module = {};</script><script src="emlapack.js"></script>
<script>globalThis.emlapack = module.exports;</script>
<script type="module" src="main.mjs"></script>`;

/** Loads the bundle in a page that is cross-origin isolated, so that its clock is fine. */
export async function inChromium(folder: string): Promise<DemoPlace> {
  const answers: Record<string, [type: string, body: () => string | Buffer]> = {
    '/': ['text/html', () => PAGE],
    '/main.mjs': ['text/javascript', () => readFileSync(join(folder, 'main.mjs'))],
    '/emlapack.js': ['text/javascript', () => readFileSync(require.resolve('emlapack'))],
  };
  const server = createServer((request, response) => {
    const [type, body] = answers[request.url ?? ''] ?? ['text/plain', () => 'not here'];
    response.setHeader('Content-Type', type);
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.end(body());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('The server has no port.');
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic'],
  });
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  await page.goto(`http://127.0.0.1:${at.port}/`);
  await page.waitForFunction('globalThis.bench');
  if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('The clock is coarse.');
  return {
    about: `Chromium ${browser.version()}`,
    check: (...asked) => page.evaluate((all) => globalThis.bench.check(...all), asked),
    time: (...asked) => page.evaluate((all) => globalThis.bench.time(...all), asked),
    demo: (...asked) => page.evaluate((all) => globalThis.bench.demo(...all), asked),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** LAPACK through SciPy on one thread, or undefined where there is no SciPy. */
export async function inPython(): Promise<Place | undefined> {
  const python = spawn('python3', [join(import.meta.dirname, 'lapack.py')], {
    env: { OPENBLAS_CORETYPE: 'HASWELL', ...process.env, OPENBLAS_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  python.on('error', () => undefined); // no python3: the lines just end
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) return undefined;
  return {
    about: `LAPACK in SciPy, ${first.value}, one thread`,
    check: () => Promise.resolve('right'),
    async time(_part, size, routine, batchMs) {
      python.stdin.write(`${[routine, ...size.split('×'), batchMs].join('\t')}\n`);
      const answer = await lines.next();
      if (answer.done) throw new Error(`lapack.py died in ${routine} ${size}.`);
      return Number(answer.value);
    },
    async close() {
      python.stdin.end();
      await lines.return?.();
    },
  };
}
