/** Cache storage for tests, as far as the page and its service worker use it: responses by address, in memory. */

interface FakeCache {
  match(request: Request | string, options?: CacheQueryOptions): Promise<Response | undefined>;
  put(request: Request | string, response: Response): Promise<void>;
  delete(request: Request | string): Promise<boolean>;
  keys(): Promise<Request[]>;
}

export interface FakeCaches {
  open(name: string): Promise<FakeCache>;
  delete(name: string): Promise<boolean>;
}

/** @param base of relative addresses */
export function fakeCaches(base: string): FakeCaches {
  const caches = new Map<string, Map<string, Response>>();
  const urlOf = (request: Request | string) =>
    new URL(typeof request === 'string' ? request : request.url, base).href;
  return {
    async open(name) {
      const held = caches.get(name) ?? new Map<string, Response>();
      caches.set(name, held);
      return {
        async match(request, { ignoreSearch = false } = {}) {
          const bare = (url: string) => (ignoreSearch ? url.replace(/\?.*$/, '') : url);
          const hit = [...held].find(([url]) => bare(url) === bare(urlOf(request)));
          return hit?.[1].clone();
        },
        async put(request, response) {
          held.set(urlOf(request), response);
        },
        delete: async request => held.delete(urlOf(request)),
        keys: async () => [...held.keys()].map(url => new Request(url)),
      };
    },
    delete: async name => caches.delete(name),
  };
}
