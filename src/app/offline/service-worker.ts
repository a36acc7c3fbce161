/**
 * The service worker: keeps one whole build of the site and serves that build, and no other, until
 * the reader takes the next one. Every file is kept under its digest, checked by the browser as it
 * arrives, so that a site caught in the middle of being published is refused instead of mixed.
 */

/** The build that this worker keeps; the build writes it in front of this script. */
declare const SITE: {
  readonly version: string;
  /** Path from the site's root → digest, as in an integrity attribute. Pages end with a slash. */
  readonly files: Readonly<Record<string, string>>;
  /** Files that may come after the others. */
  readonly large: readonly string[];
};

export {}; // a module, so that the names below stay its own

// What is used of a service worker's world; TypeScript's list of it clashes with the page's.
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Response | Promise<Response>): void;
}
declare const self: {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'message', listener: (event: Lasting & MessageEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
};

const ROOT = new URL('./', location.href).href;
const files = new Map(Object.entries(SITE.files));

// All sites of an origin share its caches, hence the root in the name.
const FAMILY = `shared-subspace-playground ${ROOT} `;
const NAME = FAMILY + SITE.version;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldBuilds());
  event.waitUntil(self.clients.claim()); // the first visit, too, goes on without a network
});
self.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(self.skipWaiting());
  if (event.data === 'keep the rest') {
    event.waitUntil(keepAll(SITE.large).then(() => event.source?.postMessage('all kept')));
  }
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(ROOT)) return;
  const path = pathOf(request.url);
  if (files.has(path)) event.respondWith(orFetch(kept(path), request));
  else if (path.startsWith('assets/')) event.respondWith(orFetch(keptEarlier(request), request));
  else if (files.has(`${path}/`)) event.respondWith(Response.redirect(`${ROOT}${path}/`));
});

async function install(): Promise<void> {
  await caches.delete(NAME); // what an interrupted installation left
  await keepAll([...files.keys()].filter((path) => !SITE.large.includes(path)));
}

/** Keeps this build and the one before it, which tabs opened earlier may still show. */
async function dropOldBuilds(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(FAMILY));
  await Promise.all(builds.slice(0, -2).map((name) => caches.delete(name)));
}

/** Keeps files of this build; downloads those of which no build kept here has the very same. */
async function keepAll(paths: readonly string[]): Promise<void> {
  const cache = await caches.open(NAME);
  const keep = async (path: string): Promise<void> => {
    if (await cache.match(keyOf(path), { ignoreVary: true })) return;
    await cache.put(keyOf(path), (await kept(path)) ?? (await download(path)));
  };
  await Promise.all(paths.map(keep));
}

const download = (path: string): Promise<Response> =>
  fetch(ROOT + path, {
    integrity: files.get(path) ?? '',
    cache: 'no-cache',
    redirect: 'error',
    priority: 'low',
  });

const orFetch = async (file: Promise<Response | undefined>, request: Request): Promise<Response> =>
  (await file) ?? fetch(request);

const kept = (path: string): Promise<Response | undefined> =>
  caches.match(keyOf(path), { ignoreVary: true });

/** A script, style or font of another build, for a tab that still shows a page of it. */
const keptEarlier = (request: Request): Promise<Response | undefined> =>
  caches.match(request, { ignoreSearch: true, ignoreVary: true });

const keyOf = (path: string): string => `${ROOT}${path}?${files.get(path) ?? ''}`;

/** The path of an address from the site's root, as `SITE.files` lists it. */
const pathOf = (address: string): string =>
  address
    .slice(ROOT.length)
    .replace(/[?#].*$/, '')
    .replace(/(^|\/)index\.html$/, '$1');
