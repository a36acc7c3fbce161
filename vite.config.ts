import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { offline } from './src/app/build/offline-plugin.ts';
import { pages } from './src/app/build/pages-plugin.ts';

/** Starts the files that take minutes first, so that no core idles at the end. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const slow = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('claims.test.ts');
    return [...sorted.filter(slow), ...sorted.filter((file) => !slow(file))];
  }
}

export default defineConfig({
  base: './',
  plugins: [svelte(), pages(import.meta.dirname), offline(import.meta.dirname), woff2Only()],
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 6000 },
  worker: { format: 'es' },
  test: {
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/{browser,python}/**'],
          // What they test keeps no state: one import of it will do for all files of a worker.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/*.test.ts'],
          globalSetup: 'tests/browser/global-setup.ts',
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Needs Python with NumPy and SciPy: `npm run test:python`.
        extends: true,
        test: {
          name: 'python',
          include: ['tests/python/*.test.ts'],
          globalSetup: 'tests/browser/global-setup.ts',
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

/** KaTeX lists each font in three formats; every browser that runs this page reads woff2. */
function woff2Only() {
  return {
    name: 'woff2-only',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      if (!id.includes('katex') || !id.includes('.css')) return undefined;
      return code.replaceAll(/,url\([^)]+\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, '');
    },
  };
}
