import { readdir, readFile } from 'node:fs/promises';
import { escapeHtml } from '#files';

/** The files in reading order: the second opinion first, then ours, the method before the rest. */
const ORDER = ['reference.py', 'method.ts', 'run.ts', 'generate.ts'];

/** A page that shows all that computes a demo: its NumPy reference and its own TypeScript. */
export async function sourceMain(root: string, slug: string, name: string): Promise<string> {
  const folder = `${root}/demos/${slug}`;
  const files = (await readdir(folder)).filter((file) => /\.(py|ts)$/.test(file));
  const rest = files.filter((file) => !ORDER.includes(file)).sort();
  const ordered = [...ORDER.filter((file) => files.includes(file)), ...rest];
  const listings = await Promise.all(
    ordered.map(async (file) => listing(file, await readFile(`${folder}/${file}`, 'utf8'))),
  );
  return `
<article>
  <h1>Sources of “${escapeHtml(name)}”</h1>
  <p class="tagline">The same method, written twice: in TypeScript, which this site runs, and in Python with NumPy, which checks it. <a href="../">Back to the page</a></p>
  <nav class="prose" aria-label="Files"><ul>${ordered.map((file) => `<li><a href="#${file}"><code>${file}</code></a></li>`).join('')}</ul></nav>
  ${listings.join('\n')}
</article>`;
}

const listing = (file: string, text: string): string =>
  `<section class="prose"><h2 id="${file}"><code>${file}</code></h2><pre class="listing" role="region" tabindex="0" aria-label="${file}"><code>${escapeHtml(text.trimEnd())}</code></pre></section>`;
