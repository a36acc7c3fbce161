import { mount } from 'svelte';
import ThemeButton from '../ui/ThemeButton.svelte';

/**
 * What every page has: the light/dark switch, a skip link that leaves the fragment alone, and a copy
 * of the site for reading offline.
 */
export function startSite(): void {
  const place = document.getElementById('theme');
  if (place) mount(ThemeButton, { target: place });
  document.querySelector('[data-skip]')?.addEventListener('click', (event) => {
    event.preventDefault();
    document.getElementById('main')?.focus();
  });
  // Once all the page needs is there. Where the site cannot be kept, it goes on as before.
  addEventListener('load', () => {
    import('./offline/keep-offline.ts')
      .then(({ keepOffline }) => keepOffline())
      .catch(() => undefined);
  });
}
