/**
 * Opens the page without a network, and keeps an open page whole while a newer one is published: the files that a page
 * names are kept, and served where the network fails or the host no longer has them. Weights are left to the engine,
 * which keeps them by their hash.
 */

const CACHE = 'finegrain-page-1';
// A server may answer `Vary: Origin`, and a page asks for its modules with another origin header than this worker.
const SAME_FILE = { ignoreVary: true };
/** The page itself. */
const PAGE = new URL('./', location.href).href;
/** What is kept of each version of the page, newest first: its files, and the windows that show it. */
const VERSIONS = new URL('versions', PAGE).href;
/** A version that was replaced is kept beside the newest: somebody may go back to it, or did not say that they show it. */
const VERSIONS_KEPT = 2;

/** Types without which a browser refuses a file; hosts that answer everything with their page send HTML instead. */
const TYPES = { js: /(?:java|ecma)script/, css: /^text\/css/, html: /html/ };

self.addEventListener('install', () => self.skipWaiting());
// The first visit, too, may outlast its version.
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

let keeping = Promise.resolve();
self.addEventListener('message', event => {
  const urls = event.data?.keep;
  if (!Array.isArray(urls)) return;
  // One after the other: two would drop each other's versions. What fails is made up for by the next visit.
  keeping = keeping.then(() => keepVersion(urls, event.source?.id)).catch(() => {});
  event.waitUntil(keeping);
});

self.addEventListener('fetch', event => {
  const { method, url } = event.request;
  if (method !== 'GET' || !url.startsWith(PAGE)) return;
  const file = pathOf(url).slice(pathOf(PAGE).length);
  if (isPage(url) || file === 'favicon.svg' || file.startsWith('assets/')) {
    event.respondWith(answered(event.request));
  }
});

/** What the network says, but where that is not the file: then what is kept, if anything. */
async function answered(request) {
  // What fails is an answer, too: a rejection would be an error in the console of its own.
  const response = await fetch(request).catch(() => Response.error());
  // A page that is gone is gone; one whose host is down opens.
  const isAnswer = response.type !== 'error';
  const isGood = isPage(request.url) ? response.status < 500 : isFile(request.url, response);
  if (isAnswer && isGood) return response;
  const kept = await keptFile(request.url).catch(() => null);
  return kept ?? response;
}

async function keptFile(url) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(isPage(url) ? PAGE : url, SAME_FILE);
  return kept && isFile(url, kept) ? kept : null;
}

/** Keeps a version of the page, and drops those that nobody shows any more. */
async function keepVersion(urls, client) {
  const cache = await caches.open(CACHE);
  const known = await knownVersions(cache);
  const files = urls.filter(url => url !== PAGE);
  const isWhole = (await Promise.all(files.map(url => keepFile(cache, url)))).every(isKept => isKept);
  // The old page with its old files opens; a new one without some of its files would not.
  if (isWhole) await keepPage(cache, urls);

  const windows = await self.clients.matchAll({ includeUncontrolled: true });
  const living = new Set(windows.map(({ id }) => id));
  const isThis = version => version.urls.join() === urls.join();
  const clients = [client, ...(known.find(isThis)?.clients ?? [])];
  const versions = [{ urls, clients }, ...known.filter(version => !isThis(version))]
    .map(version => ({ ...version, clients: version.clients.filter(id => living.has(id)) }))
    .filter(({ clients }, index) => index < VERSIONS_KEPT || clients.length > 0);
  await cache.put(VERSIONS, Response.json(versions));
  const wanted = new Set([PAGE, VERSIONS, ...versions.flatMap(version => version.urls)]);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

/** What earlier visits kept; all of it is one version where nothing says more. */
async function knownVersions(cache) {
  const listed = await cache.match(VERSIONS, SAME_FILE);
  if (listed) return listed.json();
  const urls = (await cache.keys()).map(({ url }) => url);
  return urls.length > 0 ? [{ urls, clients: [] }] : [];
}

/** Built files carry a hash in their names, so what is kept under a name need not be fetched again. */
async function keepFile(cache, url) {
  const kept = await cache.match(url, SAME_FILE);
  if (kept && isFile(url, kept)) return true;
  try {
    const response = await fetch(url);
    if (!isFile(url, response)) throw new Error(`${url} is not what it is called`);
    await cache.put(url, response);
    return true;
  } catch {
    await cache.delete(url);
    return false;
  }
}

/** Keeps the page itself, if it is still that of these files and not a newer one. */
async function keepPage(cache, urls) {
  const response = await fetch(PAGE, { cache: 'no-cache' });
  if (!isFile(PAGE, response)) return;
  const named = (await response.clone().text()).match(/assets\/[^"'\s]+/g) ?? [];
  if (named.length > 0 && named.every(name => urls.includes(new URL(name, PAGE).href))) {
    await cache.put(PAGE, response);
  }
}

/** Whether a response is the file of that name: not an error, a detour, or a page in its place. */
function isFile(url, response) {
  if (response.status !== 200 || response.redirected) return false;
  const type = (response.headers.get('content-type') ?? '').toLowerCase();
  const expected = TYPES[isPage(url) ? 'html' : pathOf(url).split('.').pop()];
  return expected ? expected.test(type) : !TYPES.html.test(type);
}

function isPage(url) {
  return [pathOf(PAGE), `${pathOf(PAGE)}index.html`].includes(pathOf(url));
}

function pathOf(url) {
  return new URL(url).pathname;
}
