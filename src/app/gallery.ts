/** Entry of the gallery: search and family filter over the cards that are already there. */
import '../ui/base.css';
import './pages.css';
import { startSite } from './site.ts';

startSite();

const form = document.querySelector<HTMLFormElement>('#filter');
const query = document.querySelector<HTMLInputElement>('#query');
const family = document.querySelector<HTMLSelectElement>('#family');
const found = document.querySelector<HTMLOutputElement>('#found');
const cards = [...document.querySelectorAll<HTMLElement>('[data-words]')];

if (form && query && family && found) {
  const state = new URLSearchParams(location.hash.slice(1));
  query.value = state.get('q') ?? '';
  const wanted = state.get('family') ?? '';
  if ([...family.options].some(({ value }) => value === wanted)) family.value = wanted;
  form.hidden = false;

  const filter = (): void => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const fits =
        (family.value === '' || card.dataset['family'] === family.value) &&
        words.every((word) => card.dataset['words']?.includes(word));
      card.hidden = !fits;
      if (fits) shown += 1;
    }
    found.value =
      shown === 0 ? 'No demo fits. Clear the search to see all.' : `${shown} of ${cards.length}`;
    const next = new URLSearchParams();
    if (query.value) next.set('q', query.value);
    if (family.value) next.set('family', family.value);
    const fragment = next.toString();
    if (fragment !== location.hash.slice(1)) {
      history.replaceState(
        null,
        '',
        fragment ? `#${fragment}` : location.pathname + location.search,
      );
    }
  };
  filter();
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
}
