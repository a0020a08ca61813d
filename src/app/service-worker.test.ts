import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeCaches } from '../engine/testing/fake-caches';

const PAGE = 'https://page.example/grain/';
const at = (name: string) => new URL(name, PAGE).href;
const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const SCRIPT = { 'Content-Type': 'text/javascript' };

type Host = (url: string) => Response | Promise<Response>;

/** A host with a version of the page, which answers 404 for what it does not have. */
function hostOf(version: string): Host {
  const files: Record<string, () => Response> = {
    [PAGE]: () => new Response(`<script src="./assets/index-${version}.js"></script>`, { headers: HTML }),
    [at('favicon.svg')]: () => new Response('<svg/>', { headers: { 'Content-Type': 'image/svg+xml' } }),
    [at(`assets/index-${version}.js`)]: () => new Response(`index ${version}`, { headers: SCRIPT }),
    [at(`assets/corpora-${version}.js`)]: () => new Response(`corpora ${version}`, { headers: SCRIPT }),
    [at(`assets/simd-${version}.wasm`)]: () =>
      new Response('wasm', { headers: { 'Content-Type': 'application/wasm' } }),
  };
  return url => files[url]?.() ?? new Response('no such file', { status: 404 });
}
const filesOf = (version: string) => [
  PAGE,
  at('favicon.svg'),
  ...['index', 'corpora'].map(name => at(`assets/${name}-${version}.js`)),
  at(`assets/simd-${version}.wasm`),
];

/** The service worker in front of a host that the test swaps. */
function worker() {
  const handlers = new Map<string, (event: unknown) => void>();
  const caches = fakeCaches(PAGE);
  const world = {
    host: hostOf('1') as Host,
    windows: ['tab 1'],
    fetched: [] as string[],
    caches,
    /** What a page asks for: the answer's text, `left to the browser`, or `a network error`. */
    async ask(name: string, init?: RequestInit): Promise<string> {
      let answer: Promise<Response> | undefined;
      handlers.get('fetch')?.({
        request: new Request(at(name), init),
        respondWith: (response: Promise<Response>) => {
          answer = response;
        },
      });
      if (!answer) return 'left to the browser';
      const response = await answer;
      return response.type === 'error' ? 'a network error' : response.text();
    },
    /** A page says which files it consists of. */
    async keep(urls: readonly string[], id = 'tab 1'): Promise<void> {
      let work: Promise<unknown> = Promise.resolve();
      handlers.get('message')?.({
        data: { keep: urls },
        source: { id },
        waitUntil: (promise: Promise<unknown>) => {
          work = promise;
        },
      });
      await work;
    },
    kept: async () => (await (await caches.open('finegrain-page-1')).keys()).map(({ url }) => url),
  };
  const scope = {
    addEventListener: (type: string, handler: (event: unknown) => void) => handlers.set(type, handler),
    skipWaiting: () => {},
    clients: { claim: async () => {}, matchAll: async () => world.windows.map(id => ({ id })) },
  };
  const fetched = async (input: Request | string) => {
    const url = typeof input === 'string' ? input : input.url;
    world.fetched.push(url);
    return world.host(url);
  };
  const code = readFileSync(new URL('../../public/service-worker.js', import.meta.url), 'utf8');
  new Function('self', 'caches', 'fetch', 'location', code)(scope, caches, fetched, {
    href: at('service-worker.js'),
  });
  return world;
}

const offline: Host = () => Promise.reject(new TypeError('Failed to fetch'));
/** Answers what it does not have with the page, as hosts of single-page apps do. */
const appShell =
  (version: string): Host =>
  async url => {
    const answer = await hostOf(version)(url);
    return answer.ok ? answer : hostOf(version)(PAGE);
  };

let world: ReturnType<typeof worker>;
beforeEach(() => {
  world = worker();
});

describe('the service worker serves what it keeps', () => {
  beforeEach(() => world.keep(filesOf('1')));

  const behind = async (host: Host, name: string) => {
    world.host = host;
    return world.ask(name);
  };

  it('without a network: the page under each of its names, and its files', async () => {
    for (const name of ['', 'index.html', '?from=chat', 'index.html?from=chat']) {
      expect(await behind(offline, name)).toContain('index-1.js');
    }
    expect(await behind(offline, 'assets/corpora-1.js')).toBe('corpora 1');
  });

  it('where the host answers 404, 500, or its page, for a script that a newer version does not have', async () => {
    expect(await behind(hostOf('2'), 'assets/corpora-1.js')).toBe('corpora 1');
    expect(await behind(appShell('2'), 'assets/corpora-1.js')).toBe('corpora 1');
    expect(await behind(appShell('2'), 'assets/simd-1.wasm')).toBe('wasm');
    const broken: Host = () => new Response('sorry', { status: 503 });
    expect(await behind(broken, 'assets/corpora-1.js')).toBe('corpora 1');
    expect(await behind(broken, '')).toContain('index-1.js');
  });

  it('and not in place of a newer page, or of one that is gone', async () => {
    expect(await behind(hostOf('2'), '')).toContain('index-2.js');
    expect(await behind(() => new Response('gone', { status: 404 }), '')).toBe('gone');
  });

  it('and lets through what it has not', async () => {
    expect(await behind(hostOf('2'), 'assets/other-1.js')).toBe('no such file');
    await expect(behind(offline, 'assets/other-1.js')).resolves.toBe('a network error');
  });

  it('but neither data nor posts: they are left to the browser', async () => {
    for (const name of ['models/a/model.safetensors', 'neurons/a/manifest.json', 'assets.json', '/other/']) {
      expect(await world.ask(name)).toBe('left to the browser');
    }
    expect(await world.ask('assets/index-1.js', { method: 'POST' })).toBe('left to the browser');
  });

  it('unless its store is gone: then the network is all there is', async () => {
    await world.caches.delete('finegrain-page-1');
    expect(await world.ask('assets/corpora-1.js')).toBe('corpora 1');
    world.caches.open = () => Promise.reject(new Error('blocked'));
    expect(await world.ask('assets/corpora-1.js')).toBe('corpora 1');
    await expect(behind(offline, '')).resolves.toBe('a network error');
  });
});

describe('the service worker keeps', () => {
  it('no error, no page under a script’s name, and no detour', async () => {
    const detour = Object.defineProperty(new Response('login', { headers: SCRIPT }), 'redirected', {
      value: true,
    });
    const answers = [
      new Response('no', { status: 404, headers: SCRIPT }),
      new Response('<p>', { headers: HTML }),
      new Response('soft', { headers: { 'Content-Type': 'text/plain' } }),
      new Response(null, { status: 204, headers: SCRIPT }),
      Response.error(),
      detour,
    ];
    for (const answer of answers) {
      world.host = url => (url === at('assets/corpora-1.js') ? answer.clone() : hostOf('1')(url));
      if (answer === detour) world.host = url => (url.includes('corpora') ? detour : hostOf('1')(url));
      await world.keep(filesOf('1'));
      expect(await world.kept()).not.toContain(at('assets/corpora-1.js'));
      expect(await world.kept()).toContain(at('assets/index-1.js'));
    }
  });

  it('the page only once all of its files are kept', async () => {
    world.host = url => (url.includes('corpora') ? offline(url) : hostOf('1')(url));
    await world.keep(filesOf('1'));
    expect(await world.kept()).not.toContain(PAGE);
    world.host = hostOf('1');
    await world.keep(filesOf('1'));
    expect(await world.kept()).toContain(PAGE);
  });

  it('no page of other files than those that it keeps', async () => {
    await world.keep(filesOf('1'));
    const both: Host = async url => {
      const old = await hostOf('1')(url);
      return url !== PAGE && old.ok ? old : hostOf('2')(url);
    };
    for (const host of [both, () => new Response('<p>Log in to the network', { headers: HTML })]) {
      world.host = host;
      await world.keep(filesOf('1'));
      world.host = offline;
      expect(await world.ask('')).toContain('index-1.js');
    }
  });

  it('a file once, and again where an earlier version of it kept a page under its name', async () => {
    await world.keep(filesOf('1'));
    const cache = await world.caches.open('finegrain-page-1');
    await cache.put(at('assets/corpora-1.js'), new Response('<p>', { headers: HTML }));
    expect(await world.ask('assets/corpora-1.js')).toBe('corpora 1');
    world.fetched.length = 0;
    await world.keep(filesOf('1'));
    expect(world.fetched.filter(url => url.includes('assets'))).toEqual([at('assets/corpora-1.js')]);
    world.host = offline;
    expect(await world.ask('assets/corpora-1.js')).toBe('corpora 1');
  });

  it('an older version while a window shows it, and the one before the newest', async () => {
    await world.keep(filesOf('1'), 'tab 1');
    for (const version of ['2', '3', '4']) {
      world.windows = ['tab 1', `tab ${version}`];
      world.host = hostOf(version);
      await world.keep(filesOf(version), `tab ${version}`);
    }
    expect(await world.ask('assets/corpora-1.js')).toBe('corpora 1');
    expect(await world.ask('assets/corpora-2.js')).toBe('no such file');
    expect(await world.ask('assets/corpora-3.js')).toBe('corpora 3');
    world.windows = ['tab 4'];
    await world.keep(filesOf('4'), 'tab 4');
    expect(await world.ask('assets/corpora-1.js')).toBe('no such file');
    world.host = offline;
    expect(await world.ask('')).toContain('index-4.js');
  });

  it('what was kept before it listed versions, as the version before the newest', async () => {
    const cache = await world.caches.open('finegrain-page-1');
    await cache.put(at('assets/old.js'), new Response('old', { headers: SCRIPT }));
    world.host = hostOf('2');
    await world.keep(filesOf('2'));
    expect(await world.ask('assets/old.js')).toBe('old');
  });
});
