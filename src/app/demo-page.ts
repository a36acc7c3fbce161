/** Entry of a demo's page: puts the playground where the page kept its place. */
import 'katex/dist/katex.min.css';
import '../ui/base.css';
import './pages.css';
import './embed/embed.css';
import { mount } from 'svelte';
import { loadDemo } from '../demo/registry.ts';
import DemoPage from './DemoPage.svelte';
import { LESSON_FIELDS } from './lesson/lesson.ts';
import type { Outline } from './outline.ts';
import { startSite } from './site.ts';

startSite();

const place = document.getElementById('play');
const slug = document.documentElement.dataset['slug'];
if (place && slug) {
  // A lesson must not first be seen as the page that it is made from.
  const lesson = new RegExp(`[#&](${LESSON_FIELDS.join('|')})=`).test(location.hash);
  Promise.all([loadDemo(slug), lesson ? import('./lesson/index.ts') : undefined]).then(
    ([demo, lessons]) => {
      place.replaceChildren();
      mount(DemoPage, { target: place, props: { slug, demo, outline: readOutline(), lessons } });
    },
    (error: unknown) => {
      const message = document.createElement('p');
      message.setAttribute('role', 'alert');
      message.textContent = `The playground could not be loaded (${String(error)}). Reload the page to try again.`;
      place.prepend(message);
      delete document.documentElement.dataset['lesson'];
    },
  );
}

function readOutline(): Outline {
  const data: unknown = JSON.parse(document.getElementById('outline')?.textContent ?? '{}');
  return isOutline(data) ? data : { figures: [], findings: [] };
}

const isOutline = (data: unknown): data is Outline =>
  typeof data === 'object' &&
  data !== null &&
  'figures' in data &&
  Array.isArray(data.figures) &&
  data.figures.every(isFigure) &&
  'findings' in data &&
  Array.isArray(data.findings) &&
  data.findings.every((id) => typeof id === 'string');

const isFigure = (entry: unknown): entry is Outline['figures'][number] =>
  typeof entry === 'object' &&
  entry !== null &&
  'id' in entry &&
  typeof entry.id === 'string' &&
  'title' in entry &&
  typeof entry.title === 'string';
