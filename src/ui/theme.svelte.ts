/** Light or dark: the system's choice unless the reader has chosen; `head.js` applies it before paint. */
export type Scheme = 'light' | 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');

function current(): Scheme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return system.matches ? 'dark' : 'light';
}

export const theme = $state({ scheme: current() });

system.addEventListener('change', () => {
  theme.scheme = current();
});

/** Switches between light and dark and remembers it. */
export function toggleScheme(): void {
  const next: Scheme = theme.scheme === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset['theme'] = next;
  theme.scheme = next;
  try {
    localStorage.setItem('theme', next);
  } catch {
    // Storage may be forbidden; the choice then lasts for this page.
  }
}
