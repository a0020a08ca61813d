/** Keeps a checkpoint's files between visits, in the browser's Cache API. */

const CACHE_NAME = 'finegrain-checkpoints-1';
/** Keys become addresses in here; nothing is ever fetched from it. */
const FOLDER = '/.finegrain/';

/** Files by a key of our own. A cache that cannot be used behaves like an empty one. */
export interface WeightsCache {
  get(key: string): Promise<ArrayBuffer | null>;
  /** Resolves with false where the file could not be kept (quota, private mode). */
  put(key: string, bytes: ArrayBuffer): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Keys that begin so. */
  keys(prefix: string): Promise<string[]>;
}

/** The browser's cache, or null where the page has none (pages not served securely). */
export function browserCache(): WeightsCache | null {
  if (!('caches' in globalThis)) return null;
  const open = () => caches.open(CACHE_NAME);
  const request = (key: string) => new Request(`${FOLDER}${encodeURIComponent(key)}`);
  return {
    async get(key) {
      try {
        const hit = await (await open()).match(request(key));
        return hit ? await hit.arrayBuffer() : null;
      } catch {
        return null; // the store is blocked by the browser's settings: as good as empty
      }
    },
    async put(key, bytes) {
      try {
        await (await open()).put(request(key), new Response(bytes));
        return true;
      } catch {
        return false;
      }
    },
    async delete(key) {
      try {
        await (await open()).delete(request(key));
      } catch {
        // Nothing is kept, so nothing is left to delete.
      }
    },
    async keys(prefix) {
      try {
        const requests = await (await open()).keys();
        const keys = requests.map(({ url }) =>
          decodeURIComponent(new URL(url).pathname.slice(FOLDER.length)),
        );
        return keys.filter(key => key.startsWith(prefix));
      } catch {
        return []; // as good as empty
      }
    },
  };
}
