import { tick } from 'svelte';

/** Brings a figure into view, once the page shows what was just asked of it. */
export async function showFigure(id: string | undefined): Promise<void> {
  await tick();
  const place = id === undefined ? null : document.getElementById(`figure-${id}`);
  const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  place?.scrollIntoView({ behavior: smooth ? 'smooth' : 'auto', block: 'start' });
}
