import { Resvg } from '@resvg/resvg-js';

/** Two planes that share a direction, in a square of 32. */
const RINGS =
  '<g fill="none" stroke="#1c5d99" stroke-width="3"><ellipse cx="16" cy="16" rx="13" ry="6" transform="rotate(-35 16 16)"/><ellipse cx="16" cy="16" rx="13" ry="6" transform="rotate(25 16 16)" stroke="#b3541e"/></g>';

const svg = (content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${content}</svg>`;

/** The icon of browser tabs, as an address. */
export const TAB_ICON = `data:image/svg+xml,${encodeURIComponent(svg(RINGS))}`;

/**
 * The icon of the installed site. A maskable one fills its square, and keeps the drawing within the
 * middle 80 % that no device cuts away.
 */
export function iconPng(size: number, paper: string, maskable: boolean): Uint8Array {
  const drawing = `<g transform="translate(16 16) scale(${maskable ? 0.8 : 0.9}) translate(-16 -16)">${RINGS}</g>`;
  const ground = `<rect width="32" height="32" rx="${maskable ? 0 : 6}" fill="${paper}"/>`;
  return new Resvg(svg(ground + drawing), { fitTo: { mode: 'width', value: size } })
    .render()
    .asPng();
}
