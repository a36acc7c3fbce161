import { build, preview, type PreviewServer } from 'vite';
import type { TestProject } from 'vitest/node';
import { findBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    address: string;
    browserPath: string;
  }
}

/**
 * Builds the site as it is published and serves it for the browser tests. With BUILT_SITE set, the
 * build in `dist` is known to be fresh and is served as it is.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('browserPath', findBrowser());
  if (!process.env['BUILT_SITE']) {
    const mode = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production'; // Vitest's "test" would make a development build.
    await build({ logLevel: 'error' });
    process.env['NODE_ENV'] = mode;
  }
  const server: PreviewServer = await preview({ preview: { port: 0, host: '127.0.0.1' } });
  const at = server.httpServer.address();
  if (at === null || typeof at === 'string') throw new Error('The preview server has no port.');
  project.provide('address', `http://127.0.0.1:${at.port}/`);
  return () => server.close();
}
