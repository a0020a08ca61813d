/**
 * Opens the page without a network: the files that the page names are kept, and served where the network fails.
 * Weights are left to the engine, which keeps them by their hash.
 */

const CACHE = 'finegrain-page-1';
// A server may answer `Vary: Origin`, and a page asks for its modules with another origin header than this worker.
const SAME_FILE = { ignoreVary: true };

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('message', event => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepOnly(event.data.keep));
});

self.addEventListener('fetch', event => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin || pathname.includes('/models/')) return;
  event.respondWith(networkFirst(event.request));
});

/** Built files carry a hash in their names, so what is kept under a name need not be fetched again. */
async function keepOnly(urls) {
  const cache = await caches.open(CACHE);
  const kept = (await cache.keys()).map(request => request.url);
  await Promise.all(kept.filter(url => !urls.includes(url)).map(url => cache.delete(url)));
  await Promise.all(urls.filter(url => !kept.includes(url)).map(url => cache.add(url)));
}

async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok && (await cache.match(request, SAME_FILE))) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request, SAME_FILE);
    if (kept) return kept;
    throw error;
  }
}
