import { mount } from 'svelte';
import ThemeButton from '../ui/ThemeButton.svelte';
import { embedded } from './embed/embedded.ts';

/**
 * What every page has: the light/dark switch, a skip link that leaves the fragment alone, and a copy
 * of the site for reading offline.
 */
export function startSite(): void {
  // An embedded page has none of it: its host is the site.
  if (embedded()) return;
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
