import { TAB_ICON } from './icon.ts';

/** Text made safe inside HTML text and quoted attributes. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** JSON made safe inside a script element. */
export const embedJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c');

/**
 * Before the first paint: applies a remembered light/dark choice, and leaves blank what a lesson may
 * leave out or cover until the page itself can tell.
 */
export const THEME_SCRIPT =
  "var d=document.documentElement.dataset;if(/[#&](show|predict)=/.test(location.hash))d.lesson='waiting';try{var t=localStorage.getItem('theme');if(t==='light'||t==='dark')d.theme=t}catch{}";

export interface PageParts {
  readonly title: string;
  readonly description: string;
  /** From this page to the site's root: './', '../', …. */
  readonly root: string;
  /** The module that brings the page to life. */
  readonly script: string;
  /** Absolute address of the published page and its card, if the site's address is known. */
  readonly address?: string;
  readonly card: string;
  readonly slug?: string;
  readonly main: string;
}

/** A whole page. */
export function pageHtml(page: PageParts): string {
  const title = escapeHtml(page.title);
  const description = escapeHtml(page.description);
  return `<!doctype html>
<html lang="en"${page.slug ? ` data-slug="${escapeHtml(page.slug)}"` : ''}>
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <meta name="description" content="${description}" />
    <meta property="og:type" content="website" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:image" content="${escapeHtml(page.card)}" />
    <meta property="og:image:width" content="1200" />
    <meta property="og:image:height" content="630" />
    ${page.address ? `<meta property="og:url" content="${escapeHtml(page.address)}" />\n    <link rel="canonical" href="${escapeHtml(page.address)}" />` : ''}
    <meta name="twitter:card" content="summary_large_image" />
    <link rel="icon" href="${TAB_ICON}" />
    <script>${THEME_SCRIPT}</script>
    <script type="module" src="${page.script}"></script>
  </head>
  <body>
    <a class="skip button" href="#main" data-skip>Skip to the content</a>
    <header class="site">
      <a class="name" href="${page.root}">Shared Subspace Playground</a>
      <p id="news" role="status"></p>
      <nav aria-label="Site"><a href="${page.root}">All demos</a><span id="theme"></span></nav>
    </header>
    <main id="main" tabindex="-1">
${page.main}
    </main>
    <footer class="foot">
      Everything on this page is computed in your browser; nothing is sent anywhere. MIT licence.
      <span id="offline"></span>
    </footer>
  </body>
</html>
`;
}
