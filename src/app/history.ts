import { host } from './embed/embedded.ts';
import { frameEntries, type Entries } from './embed/frame-entries.ts';

/**
 * Undo is the browser's own history: one entry a gesture, so that Back, Forward, undo and redo are
 * one thing and survive a reload. Inside another page, where that history is not ours alone, a list
 * of entries takes its place.
 */
export interface PageHistory {
  /** The fragment with which the page was opened, also after a reload. */
  readonly start: string;
  /**
   * Ends a gesture: writes the fragment as a new entry. Repeated keystrokes on one control within
   * a second are one gesture; a gesture without a name stands for itself.
   */
  commit(fragment: string, gesture: string): void;
  /** Rewrites the entry that is shown: for what is no step of its own. */
  rewrite(fragment: string): void;
  undo(): void;
  redo(): void;
}

const SAME_GESTURE = 1000;

/** Tells `changed` which ways are open, and `moved` when the address now describes another state. */
export function createHistory(
  changed: (steps: { undo: boolean; redo: boolean }) => void,
  moved: () => void,
): PageHistory {
  const history: Entries = host() ? frameEntries() : window.history;
  let index = indexOf(history.state) ?? 0;
  let start = startOf(history.state) ?? location.hash;
  let newest = index;
  let last = { gesture: '', at: -Infinity };

  const tell = (): void => changed({ undo: index > 0, redo: index < newest });
  const address = (fragment: string): string =>
    `${location.pathname}${location.search}${fragment ? `#${fragment}` : ''}`;

  history.replaceState({ index, start }, '');
  tell();

  window.addEventListener('popstate', (event) => {
    const known = indexOf(event.state);
    if (known === undefined) {
      // The reader edited the fragment in the address bar: the browser made a new entry.
      index += 1;
      newest = index;
      start = location.hash;
      history.replaceState({ index, start }, '');
    } else {
      index = known;
      newest = Math.max(newest, index);
      start = startOf(event.state) ?? '';
    }
    last = { gesture: '', at: -Infinity };
    tell();
    moved();
  });

  return {
    get start() {
      return start;
    },
    commit(fragment, gesture) {
      if (fragment === location.hash.slice(1)) return;
      const now = performance.now();
      if (gesture !== '' && gesture === last.gesture && now - last.at < SAME_GESTURE) {
        history.replaceState({ index, start }, '', address(fragment));
      } else {
        index += 1;
        newest = index;
        history.pushState({ index, start }, '', address(fragment));
      }
      last = { gesture, at: now };
      tell();
    },
    rewrite(fragment) {
      history.replaceState({ index, start }, '', address(fragment));
      last = { gesture: '', at: -Infinity };
    },
    undo: () => history.back(),
    redo: () => history.forward(),
  };
}

const indexOf = (state: unknown): number | undefined =>
  typeof state === 'object' && state !== null && 'index' in state && typeof state.index === 'number'
    ? state.index
    : undefined;

const startOf = (state: unknown): string | undefined =>
  typeof state === 'object' && state !== null && 'start' in state && typeof state.start === 'string'
    ? state.start
    : undefined;
