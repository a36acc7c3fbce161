import { flushSync, unmount } from 'svelte';
import type { Block } from './svg-blocks.ts';

/** What a drawing of ours sets by style sheet, with the values SVG has without one. */
const INITIAL = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-opacity': '1',
  'stroke-dasharray': 'none',
  opacity: '1',
  'paint-order': 'normal',
  'font-style': 'normal',
} as const;

/**
 * The first SVG of a part of the page, mounted by `put` in a place `width` pixels wide, in light
 * colours on white, as a block that needs nothing from the page. What is there to be grabbed is
 * left out.
 */
export function partBlock(
  put: (target: HTMLElement) => Record<string, unknown>,
  width: number,
): Block {
  const host = document.createElement('div');
  host.inert = true;
  host.style.cssText = `position: absolute; left: -9999px; top: 0; width: ${width}px`;
  host.className = 'on-paper';
  document.body.append(host);
  const mounted = put(host);
  try {
    flushSync();
    const svg = host.querySelector('svg');
    if (!svg) throw new Error('This part draws nothing.');
    for (const handle of svg.querySelectorAll('.handle')) handle.remove();
    // Children first: what they take over from their parents must still be there.
    for (const element of [...svg.querySelectorAll<SVGElement>('*')].reverse()) inline(element);
    const { width: across, height: down } = svg.viewBox.baseVal;
    return { markup: withoutComments(svg), width: across, height: down };
  } finally {
    void unmount(mounted);
    host.remove();
  }
}

/** Writes what the style sheet says into the element's own attributes. */
function inline(element: SVGElement): void {
  const style = getComputedStyle(element);
  for (const [name, initial] of Object.entries(INITIAL)) {
    const value = style.getPropertyValue(name);
    if (value === initial) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
  if (element.tagName === 'text') {
    // The page's letters grow with its window; here they keep the size of a window of usual width.
    const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const size = (parseFloat(style.fontSize) / root) * 16;
    element.setAttribute('font-size', String(Math.round(size * 100) / 100));
  }
  element.removeAttribute('class');
  element.removeAttribute('style');
}

const withoutComments = (svg: SVGSVGElement): string =>
  new XMLSerializer()
    .serializeToString(svg)
    .replaceAll(/<!--.*?-->/gs, '')
    .replace(/^<svg[^>]*>/, '')
    .replace(/<\/svg>$/, '');
