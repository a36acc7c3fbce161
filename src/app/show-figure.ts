import { tick } from 'svelte';

/** Frames to wait for an answer: figures may come and go with it. A longer one is not waited for. */
const PATIENCE = 60;

/** Brings a figure into view, once the page shows what was just asked of it. */
export async function showFigure(id: string | undefined): Promise<void> {
  await tick();
  for (let i = 0; i < PATIENCE && document.querySelector('.figures[aria-busy="true"]'); i++) {
    await new Promise(requestAnimationFrame);
  }
  const place = id === undefined ? null : document.getElementById(`figure-${id}`);
  const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  place?.scrollIntoView({ behavior: smooth ? 'smooth' : 'auto', block: 'start' });
}
