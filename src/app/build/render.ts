import { readFile } from 'node:fs/promises';
import { allEntries, demoEntry, type DemoEntry } from './answers.ts';
import { cardPng, cardSvg } from './card.ts';
import { demoMain } from './demo-html.ts';
import { galleryMain } from './gallery-html.ts';
import { pageHtml } from './html.ts';
import { oembed } from './oembed.ts';
import { sourceMain } from './source-html.ts';

const SITE = 'Shared Subspace Playground';

/** Name of a page's oEmbed document. */
const OEMBED = 'oembed.json';

/** The site's published address with a final slash, or '' when unknown. */
const site = (process.env['SITE_URL'] ?? '').replace(/\/*$/, '/').replace(/^\/$/, '');

/** What a card shows, for who cannot see it. */
const altOf = ({ demo, cover }: DemoEntry): string =>
  `${demo.name}, the figure “${cover.title}”: ${cover.caption}`;

export async function galleryPage(root: string): Promise<string> {
  const entries = await allEntries(root);
  const [first] = entries;
  return pageHtml({
    title: SITE,
    description:
      'Papers on shared-subspace methods as small linear-algebra toys: matrices, sliders, singular spectra, and every claim measured live.',
    root: './',
    script: '/src/app/gallery.ts',
    card: `${site || './'}card.png`,
    cardAlt: first ? altOf(first) : SITE,
    ...(site ? { address: site } : {}),
    main: galleryMain(entries),
  });
}

export async function demoPage(root: string, slug: string): Promise<string> {
  const entry = await demoEntry(root, slug);
  return pageHtml({
    title: `${entry.demo.name} · ${SITE}`,
    description: entry.demo.tagline,
    root: '../',
    script: '/src/app/demo-page.ts',
    card: `${site ? `${site}${slug}/` : './'}card.png`,
    ...(site ? { address: `${site}${slug}/`, oembed: `${site}${slug}/${OEMBED}` } : {}),
    cardAlt: altOf(entry),
    slug,
    main: demoMain(entry),
  });
}

/** The page at `/<slug>/source/`. */
export async function sourcePage(root: string, slug: string): Promise<string> {
  const entry = await demoEntry(root, slug);
  const { demo } = entry;
  return pageHtml({
    title: `Sources of ${demo.name} · ${SITE}`,
    description: `The NumPy reference and the TypeScript behind “${demo.name}”.`,
    root: '../../',
    script: '/src/app/plain-page.ts',
    card: `${site ? `${site}${slug}/` : '../'}card.png`,
    cardAlt: altOf(entry),
    ...(site ? { address: `${site}${slug}/source/` } : {}),
    main: await sourceMain(root, slug, demo.name),
  });
}

/** All oEmbed documents: path in the site → JSON. They need absolute addresses. */
export async function oembeds(root: string): Promise<Map<string, string>> {
  const entries = site ? await allEntries(root) : [];
  return new Map(
    entries.map(({ slug, demo }) => [`${slug}/${OEMBED}`, oembed(SITE, site, slug, demo.name)]),
  );
}

/** All social cards: path in the site → PNG. */
export async function cards(root: string): Promise<Map<string, Buffer>> {
  const css = await readFile(`${root}/src/ui/base.css`, 'utf8');
  const entries = await allEntries(root);
  const files = new Map<string, Buffer>();
  for (const { slug, demo, cover } of entries)
    files.set(`${slug}/card.png`, cardPng(await cardSvg(demo.name, demo.tagline, cover, css)));
  const [first] = entries;
  if (first) {
    const words = 'Papers on shared-subspace methods as small toys you can hold.';
    files.set('card.png', cardPng(await cardSvg(SITE, words, first.cover, css)));
  }
  return files;
}
