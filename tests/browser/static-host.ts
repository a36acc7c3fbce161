import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { siteLine } from '../../src/app/build/offline-plugin.ts';

/** The files of a build, by path from the site's root. */
export type Build = ReadonlyMap<string, Buffer>;

export interface StaticHost {
  /** Where the site is: in a folder of its origin. */
  readonly address: string;
  publish(build: Build): void;
  /** Drops every connection from now on, or serves again. */
  unplug(unplugged: boolean): void;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** A plain web server for the built site, whose plug can be pulled. */
export async function startHost(first: Build): Promise<StaticHost> {
  let build = first;
  let off = false;
  const folder = '/some/where/';
  const server = createServer((request, response) => {
    if (off) {
      request.socket.destroy();
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.startsWith(folder) ? pathname.slice(folder.length) : '?';
    const name = /(^|\/)$/.test(path) ? `${path}index.html` : path;
    const file = build.get(name);
    if (!file) response.writeHead(404).end();
    else response.setHeader('Content-Type', TYPES[extname(name)] ?? '').end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('The host has no port.');
  return {
    address: `http://127.0.0.1:${at.port}${folder}`,
    publish(next) {
      build = next;
    },
    unplug(unplugged) {
      off = unplugged;
      if (off) server.closeAllConnections();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The build in `dist`. */
export function readBuild(): Build {
  const names = readdirSync('dist', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    names.map((name) => [name.slice('dist/'.length).replaceAll('\\', '/'), readFileSync(name)]),
  );
}

/** A build that differs in every page, and in the name and content of one script loaded late. */
export function nextBuild(build: Build, mark: string): Build {
  const late = [...build.keys()].find((name) => /^assets\/bundle-.*\.js$/.test(name));
  if (late === undefined) throw new Error('There is no script that is loaded late.');
  const file = late.slice('assets/'.length);
  const next = new Map<string, Buffer>();
  for (const [name, content] of build) {
    if (!/\.(html|js)$/.test(name)) {
      next.set(name, content);
      continue;
    }
    const text = content
      .toString()
      .replaceAll(file, `bundle-${mark}.js`)
      .replace('MIT licence.', `MIT licence. ${mark}.`);
    if (name === late) next.set(`assets/bundle-${mark}.js`, Buffer.from(`${text}\n// ${mark}`));
    else next.set(name, Buffer.from(text));
  }
  const script = (next.get('sw.js') ?? Buffer.of()).toString().replace(/^.*\n/, '');
  next.set('sw.js', Buffer.from(script));
  next.set('sw.js', Buffer.from(siteLine(next) + script));
  return next;
}
