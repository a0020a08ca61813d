import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeCaches } from '../testing/fake-caches';
import { browserCache } from './cache';

const PAGE = 'https://page.example/';
const bytes = (text: string) => new TextEncoder().encode(text).buffer;
const text = (kept: ArrayBuffer | null | undefined) => kept && new TextDecoder().decode(kept);

beforeEach(() => {
  const Plain = Request;
  vi.stubGlobal(
    'Request',
    class extends Plain {
      constructor(input: string) {
        super(new URL(input, PAGE));
      }
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

describe('the browser’s cache of weights', () => {
  it('keeps files by their keys', async () => {
    vi.stubGlobal('caches', fakeCaches(PAGE));
    const cache = browserCache();
    expect(await cache?.put('model/weights/a b', bytes('one'))).toBe(true);
    expect(text(await browserCache()?.get('model/weights/a b'))).toBe('one');
    expect(await cache?.keys('model/')).toEqual(['model/weights/a b']);
    await cache?.delete('model/weights/a b');
    expect(await cache?.get('model/weights/a b')).toBeNull();
  });

  it('that was cleared while the page is open is empty, and keeps again', async () => {
    const caches = fakeCaches(PAGE);
    vi.stubGlobal('caches', caches);
    const cache = browserCache();
    await cache?.put('weights', bytes('one'));
    await caches.delete('finegrain-checkpoints-1');
    expect(await cache?.get('weights')).toBeNull();
    expect(await cache?.keys('')).toEqual([]);
    expect(await cache?.put('weights', bytes('two'))).toBe(true);
    expect(text(await cache?.get('weights'))).toBe('two');
  });

  it('that the browser blocks, or whose file vanished from the disk, is as good as empty', async () => {
    const blocked = () => Promise.reject(new DOMException('blocked', 'SecurityError'));
    vi.stubGlobal('caches', { open: blocked });
    const cache = browserCache();
    expect(await cache?.get('weights')).toBeNull();
    expect(await cache?.put('weights', bytes('one'))).toBe(false);
    expect(await cache?.keys('')).toEqual([]);
    await expect(cache?.delete('weights')).resolves.toBeUndefined();
    vi.stubGlobal('caches', { open: async () => ({ match: async () => ({ arrayBuffer: blocked }) }) });
    expect(await cache?.get('weights')).toBeNull();
  });
});
