import { embedAddress, FRAME_HEIGHT, frameHtml } from '../embed/snippet.ts';

/** Width that is proposed to a host; it may give the frame any other. */
const WIDTH = 720;

/**
 * A demo's page as blogs and learning platforms embed it when its address is pasted
 * (https://oembed.com), as JSON. `address` is the site's, with a final slash.
 */
export function oembed(site: string, address: string, slug: string, name: string): string {
  const page = `${address}${slug}/`;
  const frame = { src: embedAddress(page, '', ''), title: `${name} · ${site}` };
  const document = {
    type: 'rich',
    version: '1.0',
    title: frame.title,
    provider_name: site,
    provider_url: address,
    html: frameHtml(frame, String(WIDTH)),
    width: WIDTH,
    height: FRAME_HEIGHT,
    thumbnail_url: `${page}card.png`,
    thumbnail_width: 1200,
    thumbnail_height: 630,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
