import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import { schemeColors } from './colors.ts';
import { iconPng } from './icon.ts';
import { toRoot } from './pages-plugin.ts';

const WORKER = 'sw.js';
const MANIFEST = 'manifest.webmanifest';
const ICONS = [
  { name: 'icon-192.png', size: 192, maskable: false },
  { name: 'icon-512.png', size: 512, maskable: false },
  { name: 'icon-maskable.png', size: 512, maskable: true },
];

/** What is nice to have offline but need not be there first: Plotly. */
const LARGE = 1_000_000;

/** In development: takes away what a built site, served at the same address before, has left. */
export const LEAVE = `
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(leave()));
async function leave() {
  await self.registration.unregister();
  for (const client of await self.clients.matchAll()) client.navigate(client.url);
}`;

/**
 * Makes the built site installable and able to open without a network: a manifest with icons, and
 * a service worker that knows every file of the build. None of it runs in development.
 */
export function offline(root: string): Plugin[] {
  const paper = async (scheme: 'light' | 'dark'): Promise<string> => {
    const css = await readFile(`${root}/src/ui/base.css`, 'utf8');
    return schemeColors(css, scheme).get('paper') ?? '#fff';
  };
  const build: Plugin = {
    name: 'offline',
    apply: 'build',
    buildStart() {
      this.emitFile({
        type: 'chunk',
        id: `${root}/src/app/offline/service-worker.ts`,
        fileName: WORKER,
      });
    },
    transformIndexHtml: {
      order: 'post',
      async handler(_, { path }) {
        const color = async (scheme: 'light' | 'dark') => ({
          tag: 'meta',
          attrs: {
            name: 'theme-color',
            media: `(prefers-color-scheme: ${scheme})`,
            content: await paper(scheme),
          },
          injectTo: 'head' as const,
        });
        const link = (rel: string, file: string) => ({
          tag: 'link',
          attrs: { rel, href: toRoot(path) + file },
          injectTo: 'head' as const,
        });
        return [
          await color('light'),
          await color('dark'),
          link('manifest', MANIFEST),
          link('apple-touch-icon', 'icon-maskable.png'),
        ];
      },
    },
    async generateBundle() {
      const ground = await paper('light');
      for (const { name, size, maskable } of ICONS) {
        this.emitFile({
          type: 'asset',
          fileName: name,
          source: iconPng(size, ground, maskable),
        });
      }
      this.emitFile({ type: 'asset', fileName: MANIFEST, source: manifest(ground) });
    },
    async writeBundle({ dir }) {
      if (dir === undefined) return;
      const names = (await readdir(dir, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
      const files = new Map(
        await Promise.all(
          names.map(async (name) => [name, await readFile(join(dir, name))] as const),
        ),
      );
      const script = files.get(WORKER)?.toString() ?? '';
      await writeFile(join(dir, WORKER), siteLine(files) + script);
    },
  };
  const serve: Plugin = {
    name: 'offline-not',
    apply: 'serve',
    configureServer({ middlewares }) {
      middlewares.use(`/${WORKER}`, (_, response) => {
        response.setHeader('Content-Type', 'text/javascript').end(LEAVE);
      });
    },
  };
  return [build, serve];
}

/** The first line of the service worker: what the site is made of. Social cards are for others. */
export function siteLine(files: ReadonlyMap<string, Uint8Array>): string {
  const own = [...files].filter(([name]) => !/(^|\/)(card\.png|oembed\.json)$/.test(name)).sort();
  const version = createHash('sha256');
  for (const [name, content] of own) version.update(`${name} ${digest(content)}\n`);
  const kept = own
    .filter(([name]) => name !== WORKER)
    .map(([name, content]) => ({ path: name.replace(/(^|\/)index\.html$/, '$1'), content }));
  const site = {
    version: version.digest('hex').slice(0, 16),
    files: Object.fromEntries(kept.map(({ path, content }) => [path, digest(content)])),
    large: kept.filter(({ content }) => content.length > LARGE).map(({ path }) => path),
  };
  return `const SITE = ${JSON.stringify(site)};\n`;
}

const digest = (content: Uint8Array): string =>
  `sha256-${createHash('sha256').update(content).digest('base64')}`;

const manifest = (ground: string): string =>
  JSON.stringify({
    name: 'Shared Subspace Playground',
    short_name: 'Subspaces',
    description: 'Papers on shared-subspace methods as small linear-algebra toys.',
    lang: 'en',
    id: './',
    start_url: './',
    scope: './',
    display: 'standalone',
    theme_color: ground,
    background_color: ground,
    icons: ICONS.map(({ name, size, maskable }) => ({
      src: name,
      sizes: `${size}x${size}`,
      type: 'image/png',
      purpose: maskable ? 'maskable' : 'any',
    })),
  });
