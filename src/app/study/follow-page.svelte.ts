import { untrack } from 'svelte';
import type { StudyState } from './study-state.svelte.ts';

interface Panel {
  /** Whether the link that was opened shows this panel at work. */
  readonly linked: boolean;
  /** Whether the page has its own answer, which comes first. */
  ready(): boolean;
  /** All that the points depend on, but the sample. */
  settings(): string;
  run(): void;
}

/**
 * Has a panel run by itself for who opens a link to it, and stop when the settings change: other
 * settings make other points, and the old ones are not worth computing any more.
 */
export function followPage(study: StudyState, panel: Panel): void {
  let waiting = panel.linked;
  $effect(() => {
    if (!waiting || !panel.ready()) return;
    waiting = false;
    untrack(panel.run);
  });
  let before = untrack(panel.settings);
  $effect(() => {
    const now = panel.settings();
    if (now === before) return;
    before = now;
    study.stop();
  });
}
