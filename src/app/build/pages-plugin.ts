import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer, type HtmlTagDescriptor, type Plugin, type ViteDevServer } from 'vite';
import { FIRST_SCRIPT } from './html.ts';
import type * as render from './render.ts';

type Render = typeof render;

/** The folder of a demo's page that shows its sources. */
const SOURCE = 'source';

/**
 * Makes the pages: the gallery at `/`, every demo at `/<slug>/`, as real HTML with text, equations
 * and the default answer inside, and its sources at `/<slug>/source/`; the same paths in dev and in
 * the build.
 */
export function pages(root: string): Plugin {
  const slugs = readdirSync(`${root}/demos`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const paths = ['', ...slugs, ...slugs.map((slug) => `${slug}/${SOURCE}`)];
  const files = new Map(paths.map((path) => [resolve(root, path, 'index.html'), path]));

  // What loads our own TypeScript in Node: the dev server, or one without a port during a build.
  let dev: ViteDevServer | undefined;
  let builder: Promise<ViteDevServer> | undefined;
  const loader = async (): Promise<ViteDevServer> =>
    dev ??
    (builder ??= createServer({
      root,
      configFile: false,
      appType: 'custom',
      logLevel: 'error',
      server: { middlewareMode: true, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true },
      plugins: [svelte({ configFile: false })],
    }));
  const renderer = async (): Promise<Render> =>
    // The module's type is what the file exports; ssrLoadModule only knows it as a record.
    (await (await loader()).ssrLoadModule(resolve(root, 'src/app/build/render.ts'))) as Render;

  const html = async (path: string): Promise<string> => {
    const { galleryPage, demoPage, sourcePage } = await renderer();
    const [slug = '', below] = path.split('/');
    if (slug === '') return galleryPage(root);
    return below === SOURCE ? sourcePage(root, slug) : demoPage(root, slug);
  };

  return {
    name: 'pages',
    config: (_, { command }) => ({
      appType: 'mpa',
      ...(command === 'build' ? { build: { rolldownOptions: { input: [...files.keys()] } } } : {}),
    }),
    resolveId: (id) => (files.has(id) ? id : undefined),
    async load(id) {
      const path = files.get(id);
      return path === undefined ? undefined : html(path);
    },
    transformIndexHtml: {
      order: 'post',
      handler: (page, { server, bundle, path }) => ({
        html: server ? page : withPolicy(page),
        tags: fontsOfFirstSight(Object.keys(bundle ?? {}), path),
      }),
    },
    async generateBundle() {
      const { cards, oembeds } = await renderer();
      for (const [fileName, source] of [...(await cards(root)), ...(await oembeds(root))])
        this.emitFile({ type: 'asset', fileName, source });
    },
    async closeBundle() {
      await (await builder)?.close();
      builder = undefined;
    },
    configureServer(server) {
      dev = server;
      server.middlewares.use((request, response, next) => {
        const url = (request.url ?? '/').replace(/[?#].*$/, '');
        const path = url.replace(/^\/|(\/index\.html|\/)$/g, '').replace(/^index\.html$/, '');
        if (!paths.includes(path)) {
          next();
        } else if (path !== '' && url === `/${path}`) {
          response.writeHead(302, { Location: `/${path}/` }).end();
        } else {
          serve(server, url, html(path)).then(
            (body) => response.setHeader('Content-Type', 'text/html').end(body),
            next,
          );
        }
      });
    },
  };
}

const serve = async (server: ViteDevServer, path: string, page: Promise<string>): Promise<string> =>
  server.transformIndexHtml(path, await page);

/** From a page, given as `/<slug>/index.html`, to the site's root: './', '../', …. */
export const toRoot = (page: string): string => '../'.repeat(page.split('/').length - 2) || './';

/** Preloads the faces that the first screen of every page needs, so that its text does not jump. */
function fontsOfFirstSight(files: readonly string[], page: string): HtmlTagDescriptor[] {
  const root = toRoot(page);
  const inFolder = root !== './';
  const faces = ['literata-latin-wght-normal', 'literata-latin-wght-italic'];
  const formulas = ['KaTeX_Main-Regular', 'KaTeX_Math-Italic'];
  const wanted = inFolder ? [...faces, ...formulas] : faces;
  return files
    .filter((name) => wanted.some((face) => name.startsWith(`assets/${face}-`)))
    .map((name) => ({
      tag: 'link',
      attrs: {
        rel: 'preload',
        as: 'font',
        type: 'font/woff2',
        crossorigin: true,
        href: root + name,
      },
      injectTo: 'head',
    }));
}

/** Nothing but our own files: no other origin, no eval, no inline script but the first. */
function withPolicy(page: string): string {
  const hash = createHash('sha256').update(FIRST_SCRIPT).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return page.replace(
    '<title>',
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <title>`,
  );
}
