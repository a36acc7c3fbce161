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
