import { paletteOf, type Palette } from '../../ui/palette.ts';

/** The colours of a style sheet in one scheme: every `--name: light-dark(…)`, and plain aliases. */
export function schemeColors(css: string, scheme: 'light' | 'dark'): Map<string, string> {
  const colors = new Map<string, string>();
  for (const [, name = '', light = '', dark = ''] of css.matchAll(
    /--(\w+): light-dark\((#\w+), (#\w+)\)/g,
  ))
    colors.set(name, scheme === 'light' ? light : dark);
  for (const [, name = '', other = ''] of css.matchAll(/--(\w+): var\(--(\w+)\);/g))
    colors.set(name, colors.get(other) ?? '#000');
  return colors;
}

/** The palette of drawings in one scheme of a style sheet. */
export function schemePalette(css: string, scheme: 'light' | 'dark'): Palette {
  const colors = schemeColors(css, scheme);
  return paletteOf((name) => rgb(colors.get(name) ?? '#000000'));
}

/** `#rrggbb` as browsers write it. */
const rgb = (hex: string): string =>
  `rgb(${[1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)).join(', ')})`;
