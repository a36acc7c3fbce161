import type { DemoEntry } from './answers.ts';
import { escapeHtml } from '#files';
import { miniature } from './miniature.ts';

/** The content of the gallery: one card a demo, its picture drawn from the demo's own data. */
export function galleryMain(entries: readonly DemoEntry[]): string {
  const families = [...new Set(entries.map(({ demo }) => demo.family))].sort();
  return `
<h1>Shared Subspace Playground</h1>
<p class="tagline">Methods that merge, compress and compare neural networks often rest on one idea: matrices that look different may share a <em>subspace</em>, a few common directions. Each page here is one such method, small enough to hold: move a slider, watch the singular values, and see where the claim stops being true.</p>
<form id="filter" role="search" hidden>
  <label for="query">Search</label>
  <input id="query" type="search" autocomplete="off" />
  <label for="family">Family</label>
  <select id="family">
    <option value="">All families</option>
    ${families.map((family) => `<option>${escapeHtml(family)}</option>`).join('')}
  </select>
  <output id="found" for="query family"></output>
</form>
<ul class="cards">
${entries.map(cardHtml).join('\n')}
</ul>`;
}

function cardHtml({ slug, demo, cover }: DemoEntry): string {
  const words = [
    demo.name,
    demo.tagline,
    demo.family,
    demo.paper?.title,
    ...(demo.paper?.authors ?? []),
  ].join(' ');
  return `<li data-family="${escapeHtml(demo.family)}" data-words="${escapeHtml(words.toLowerCase())}">
  <a href="./${escapeHtml(slug)}/">
    ${miniature(cover)}
    <h2>${escapeHtml(demo.name)}</h2>
    <p>${escapeHtml(demo.tagline)}</p>
    <p class="meta">${escapeHtml(demo.family)}${demo.paper ? ` · arXiv:${escapeHtml(demo.paper.arxiv)}` : ' · lab'}</p>
  </a>
</li>`;
}
