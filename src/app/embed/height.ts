/** How long a host may take to give a frame the height it asks for, in milliseconds. */
const PATIENCE = 1000;

/**
 * Tells the height of the page's content now and whenever it changes, at most once a frame. That
 * height follows from the width alone: a host that obeys gets no further message for it.
 */
export function watchHeight(tell: (height: number) => void): () => void {
  const content = document.documentElement;
  let told = 0;
  let waiting = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const fits = (): boolean => window.innerHeight >= told - 1;

  // Where the host obeys there is no scroll bar, not even for a moment: one that comes and goes
  // would change the width, and with it the height.
  function judge(): void {
    content.dataset['embed'] = fits() ? 'fits' : '';
  }

  function resized(): void {
    if (fits()) judge();
    clearTimeout(timer);
    timer = setTimeout(judge, PATIENCE);
  }

  function look(): void {
    waiting = 0;
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    tell(height);
    resized();
  }

  const observer = new ResizeObserver(() => {
    waiting ||= requestAnimationFrame(look);
  });
  observer.observe(content);
  window.addEventListener('resize', resized);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(waiting);
    clearTimeout(timer);
    window.removeEventListener('resize', resized);
  };
}
