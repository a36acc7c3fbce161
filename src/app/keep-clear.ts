/**
 * While a bar is fixed to the bottom of the window: tells its height to the styles, which keep
 * everything else from being hidden behind it.
 */
export function keepClear(bar: HTMLElement): () => void {
  const { style } = document.documentElement;
  const watcher = new ResizeObserver(() => style.setProperty('--bar', `${bar.offsetHeight}px`));
  watcher.observe(bar);
  return () => {
    watcher.disconnect();
    style.removeProperty('--bar');
  };
}
