/** The part of the browser's history that a page uses. */
export interface Entries {
  readonly state: unknown;
  pushState(state: unknown, unused: string, url: string): void;
  replaceState(state: unknown, unused: string, url?: string): void;
  back(): void;
  forward(): void;
}

/** Most steps that can be undone in a frame; a host may make any number of them. */
const MOST = 200;

/**
 * The history of a page inside another one. A browser has one history for all frames of a tab, so
 * every entry made here would be one more press on the host's Back button: undo and redo move in a
 * list of our own, and the address, which reloading needs, is only ever replaced.
 */
export function frameEntries(): Entries {
  const entries: { state: unknown; url: string }[] = [{ state: null, url: location.href }];
  let at = 0;

  const announce = (state: unknown): unknown =>
    dispatchEvent(new PopStateEvent('popstate', { state }));

  function write(url: string): void {
    try {
      history.replaceState(null, '', url);
    } catch {
      // Some browsers forbid it in a sandbox, or when it is done often; the page goes on without.
    }
  }

  function push(state: unknown, url: string): void {
    entries.splice(at + 1, Infinity, { state, url });
    if (entries.length > MOST) entries.shift();
    at = entries.length - 1;
  }

  function go(to: number): void {
    const entry = entries[to];
    if (!entry) return;
    at = to;
    write(entry.url);
    announce(entry.state);
  }

  addEventListener('popstate', (event) => {
    if (!event.isTrusted) return; // our own
    // The host has sent the frame to another fragment: one more step, whichever way it went.
    event.stopImmediatePropagation();
    push(null, location.href);
    announce(null);
  });

  return {
    get state() {
      return entries[at]?.state;
    },
    pushState(state, _, url) {
      push(state, url);
      write(url);
    },
    replaceState(state, _, url = entries[at]?.url ?? location.href) {
      entries[at] = { state, url };
      write(url);
    },
    back: () => go(at - 1),
    forward: () => go(at + 1),
  };
}
