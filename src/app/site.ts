import { mount } from 'svelte';
import ThemeButton from '../ui/ThemeButton.svelte';

/** What every page has: the light/dark switch, and a skip link that leaves the fragment alone. */
export function startSite(): void {
  const place = document.getElementById('theme');
  if (place) mount(ThemeButton, { target: place });
  document.querySelector('[data-skip]')?.addEventListener('click', (event) => {
    event.preventDefault();
    document.getElementById('main')?.focus();
  });
}
