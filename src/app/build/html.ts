import { escapeHtml } from '#files';
import { TAB_ICON } from './icon.ts';

/** JSON made safe inside a script element. */
export const embedJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c');

/**
 * Decides before the first paint what the page looks like: whether it is embedded (`?embed`), the
 * light/dark choice that the reader made or whoever embeds it (`&theme=dark`), and what stays blank
 * until the page itself can tell whether a lesson leaves it out or covers it.
 */
export const FIRST_SCRIPT =
  "try{var d=document.documentElement.dataset,q=new URLSearchParams(location.search),e=d.slug&&q.has('embed');if(e)d.embed='';if(/[#&](show|predict)=/.test(location.hash))d.lesson='waiting';var t=e?q.get('theme'):localStorage.getItem('theme');if(t==='light'||t==='dark')d.theme=t}catch{}";

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
  /** Address of the page's oEmbed document, if there is one. */
  readonly oembed?: string;
  /** What the card shows, in words. */
  readonly cardAlt: string;
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
    <meta property="og:image:alt" content="${escapeHtml(page.cardAlt)}" />
    ${page.address ? `<meta property="og:url" content="${escapeHtml(page.address)}" />` : ''}
    <link rel="canonical" href="${escapeHtml(page.address ?? './')}" vite-ignore />
    ${page.oembed ? `<link rel="alternate" type="application/json+oembed" href="${escapeHtml(page.oembed)}" title="${title}" />` : ''}
    <meta name="twitter:card" content="summary_large_image" />
    <link rel="icon" href="${TAB_ICON}" />
    <script>${FIRST_SCRIPT}</script>
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
