import { escapeHtml } from '#files';
import { formatNumber, holds, type Finding, type Paper } from '#demo';
import { outlineOf } from '../outline.ts';
import type { DemoEntry } from './answers.ts';
import { badge } from './checked.ts';
import { embedJson } from './html.ts';
import { miniature } from './miniature.ts';

/** How many sections of `about.md` stand before the figures: what it is about, and the idea. */
const BEFORE = 2;

/** The content of a demo's page: readable without script, then brought to life. */
export function demoMain({ demo, prose, answer, checked }: DemoEntry): string {
  return `
<article>
  <p class="family">${escapeHtml(demo.family)}</p>
  <h1>${escapeHtml(demo.name)}</h1>
  <p class="tagline">${escapeHtml(demo.tagline)}</p>
  ${demo.paper ? paperLine(demo.paper) : ''}
  ${checked ? badge(checked) : ''}
  ${prose.slice(0, BEFORE).map(sectionHtml).join('\n')}
  <div id="play" class="play"><div class="still-page">
    <h2>What it shows</h2>
    <p>Computed at the default settings when this page was made. With JavaScript you can change every setting here.</p>
    ${answer.figures.map((figure, i) => `<figure class="still"><h3>${escapeHtml(figure.title)}</h3>${miniature(figure)}<figcaption><b>Figure ${i + 1}.</b> ${escapeHtml(figure.caption)}</figcaption></figure>`).join('\n')}
    <ul>${answer.claims.map(findingHtml).join('\n')}</ul>
  </div></div>
  <script type="application/json" id="outline">${embedJson(outlineOf(answer))}</script>
  ${prose.slice(BEFORE).map(sectionHtml).join('\n')}
</article>`;
}

const sectionHtml = ({ heading, html }: { heading: string; html: string }): string =>
  `<section class="prose"><h2>${escapeHtml(heading)}</h2>${html}</section>`;

function paperLine(paper: Paper): string {
  const arxiv = `https://arxiv.org/abs/${paper.arxiv}`;
  const code = paper.code ? ` · <a href="${escapeHtml(paper.code)}">the authors’ code</a>` : '';
  return `<p class="paper">${escapeHtml(paper.authors.join(', '))} (${paper.year}). <cite>${escapeHtml(paper.title)}</cite>. <a href="${arxiv}">arXiv:${escapeHtml(paper.arxiv)}</a>${code}</p>`;
}

function findingHtml(finding: Finding): string {
  const verdict = finding.kind === 'info' ? '' : holds(finding) ? ' (holds)' : ' (does not hold)';
  return `<li>${escapeHtml(finding.says)} ${escapeHtml(finding.measured.label)}: ${formatNumber(finding.measured.value)}${verdict}.</li>`;
}
