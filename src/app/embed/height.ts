/**
 * Tells the height of the page's content now and whenever it changes, at most once a frame. The
 * content's height follows from its width alone, so a host that gives the frame that height gets no
 * further message for it.
 */
export function watchHeight(tell: (height: number) => void): () => void {
  const content = document.documentElement;
  let told = 0;
  let waiting = 0;
  const look = (): void => {
    waiting = 0;
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    tell(height);
  };
  const observer = new ResizeObserver(() => {
    waiting ||= requestAnimationFrame(look);
  });
  observer.observe(content);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(waiting);
  };
}
