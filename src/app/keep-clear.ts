/** Keeps what has the focus from being hidden behind a bar at the bottom of the window. */
export function keepClear(bar: HTMLElement): () => void {
  const { style } = document.documentElement;
  const watcher = new ResizeObserver(() => {
    style.scrollPaddingBottom = `${bar.offsetHeight + 8}px`;
  });
  watcher.observe(bar);
  return () => {
    watcher.disconnect();
    style.scrollPaddingBottom = '';
  };
}
