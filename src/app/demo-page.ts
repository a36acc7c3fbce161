/** Entry of a demo's page: puts the playground where the page kept its place. */
import 'katex/dist/katex.min.css';
import '../ui/base.css';
import './pages.css';
import { mount } from 'svelte';
import { loadDemo } from '../demo/registry.ts';
import DemoPage from './DemoPage.svelte';
import { startSite } from './site.ts';

startSite();

const place = document.getElementById('play');
const slug = document.documentElement.dataset['slug'];
if (place && slug) {
  loadDemo(slug).then(
    (demo) => {
      place.replaceChildren();
      mount(DemoPage, { target: place, props: { slug, demo, outline: readOutline() } });
    },
    (error: unknown) => {
      const message = document.createElement('p');
      message.setAttribute('role', 'alert');
      message.textContent = `The playground could not be loaded (${String(error)}). Reload the page to try again.`;
      place.prepend(message);
    },
  );
}

interface OutlineEntry {
  readonly id: string;
  readonly title: string;
}

function readOutline(): OutlineEntry[] {
  const data: unknown = JSON.parse(document.getElementById('outline')?.textContent ?? '[]');
  return Array.isArray(data) ? data.filter(isOutlineEntry) : [];
}

const isOutlineEntry = (entry: unknown): entry is OutlineEntry =>
  typeof entry === 'object' &&
  entry !== null &&
  'id' in entry &&
  typeof entry.id === 'string' &&
  'title' in entry &&
  typeof entry.title === 'string';
