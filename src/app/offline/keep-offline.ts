/**
 * Keeps the site on the reader's device, so that it opens without a network, and offers a newer
 * build once it is there. Does nothing while developing, and for readers who ask to save data.
 */
export async function keepOffline(): Promise<void> {
  // Only built pages have a manifest; it stands at the site's root, as the service worker does.
  const manifest = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
  if (!manifest || !('serviceWorker' in navigator) || savesData()) return;
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register(new URL('sw.js', manifest.href));
  offerUpdates(registration);
  serviceWorker.addEventListener('message', ({ data }) => {
    const place = document.getElementById('offline');
    if (place && data === 'all kept')
      place.textContent = 'The site is saved on this device and works offline.';
  });
  (await serviceWorker.ready).active?.postMessage('keep the rest');
}

/** Says when a newer build waits. Nothing reloads by itself. */
function offerUpdates(registration: ServiceWorkerRegistration): void {
  const place = document.getElementById('news');
  const offer = (): void => {
    if (!place || place.hasChildNodes() || !registration.waiting || !registration.active) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Reload';
    button.addEventListener('click', () => takeUpdate(registration));
    place.append('A new version of this site is ready. ', button);
  };
  const watch = (): void => registration.installing?.addEventListener('statechange', offer);
  offer();
  watch();
  registration.addEventListener('updatefound', watch);
}

/** Reloads the page as the newest build; its state is in its address. */
function takeUpdate({ waiting }: ServiceWorkerRegistration): void {
  if (!waiting) {
    location.reload(); // another tab took it already
    return;
  }
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload();
  });
  waiting.postMessage('take over');
}

function savesData(): boolean {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return (
    typeof connection === 'object' &&
    connection !== null &&
    'saveData' in connection &&
    connection.saveData === true
  );
}
