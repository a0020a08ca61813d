import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectHistory, type HistoryWindow, MAX_WRITES, REPLACE_INTERVAL, WRITES_SPAN } from './history';
import { MAX_FRAGMENT } from './permalink';
import { DEFAULT_VIEW } from './view-keys';
import { createViewStore } from './view-store';

interface Entry {
  hash: string;
  state: unknown;
}

/** A tab as far as `connectHistory` sees one: a list of entries, and events when another becomes the present. */
class Tab implements HistoryWindow {
  readonly entries: Entry[];
  at = 0;
  calls: ('push' | 'replace')[] = [];
  refuses = false;
  /** The address that the tab was opened with, as its timing has it. */
  opened: string;
  readonly document = {
    getElementById: (id: string) => (id === 'main' ? ({} as HTMLElement) : null),
  };
  readonly performance = {
    getEntriesByType: () => [{ name: this.opened } as PerformanceEntry],
  };
  private readonly events = new EventTarget();

  constructor(
    hash: string,
    private path = '/',
  ) {
    this.entries = [{ hash, state: null }];
    this.opened = this.location.href;
  }

  get entry(): Entry {
    return this.entries[this.at] ?? { hash: '', state: null };
  }

  get location() {
    const { href, pathname, search } = new URL(`https://example.org${this.path}`);
    return { href: `${href}${this.entry.hash}`, pathname, search, hash: this.entry.hash };
  }

  get history() {
    return {
      state: this.entry.state,
      pushState: (state: unknown, _: string, url?: string | URL | null) => this.write('push', state, url),
      replaceState: (state: unknown, _: string, url?: string | URL | null) =>
        this.write('replace', state, url),
    };
  }

  addEventListener(type: string, listener: () => void) {
    this.events.addEventListener(type, listener);
  }

  removeEventListener(type: string, listener: () => void) {
    this.events.removeEventListener(type, listener);
  }

  go(by: number) {
    this.at += by;
    this.arrive();
  }

  /** The user edits the address or follows a link within the page. */
  visit(hash: string) {
    this.entries.splice(this.at + 1, Number.POSITIVE_INFINITY, { hash, state: null });
    this.at += 1;
    this.arrive();
  }

  leave() {
    this.events.dispatchEvent(new Event('pagehide'));
  }

  private arrive() {
    this.events.dispatchEvent(new Event('popstate'));
    this.events.dispatchEvent(new Event('hashchange'));
  }

  private write(kind: 'push' | 'replace', state: unknown, url?: string | URL | null) {
    if (this.refuses) throw new DOMException('Too many calls.', 'SecurityError');
    this.calls.push(kind);
    const address = new URL(String(url), this.location.href);
    this.path = address.pathname + address.search;
    const entry = { hash: address.hash, state };
    if (kind === 'push') this.entries.splice(this.at + 1, Number.POSITIVE_INFINITY, entry);
    else this.entries[this.at] = entry;
    if (kind === 'push') this.at += 1;
  }
}

function connected(hash = '') {
  const tab = new Tab(hash);
  const store = createViewStore();
  const end = connectHistory(tab, store);
  return { tab, store, end, set: store.getState().set };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('opening the page', () => {
  it('reads the link and leaves the address alone', () => {
    const { tab, store } = connected('#v=1&text=so+dull&steps=0');
    expect(store.getState().view).toEqual({ ...DEFAULT_VIEW, text: 'so dull' });
    expect(store.getState().notices).toHaveLength(1);
    vi.runAllTimers();
    expect(tab.calls).toEqual([]);
  });

  it('compares with the fingerprint of a link, but not with that of a page that is reloaded', () => {
    const link = '#v=1&text=x&fp=negative:0.6~1';
    expect(connected(link).store.getState().linked).not.toBeNull();

    const tab = new Tab(link);
    tab.entries[0] = { hash: link, state: { page: 'finegrain' } };
    const store = createViewStore();
    connectHistory(tab, store);
    expect(store.getState().linked).toBeNull();
  });

  it.each(['/%23v=1&text=so%20dull&fp=negative:0.6,1', '/?v=1&text=so+dull&fp=negative:0.6,1'])(
    'takes the view out of the path or query %s, puts it behind the #, and says so',
    path => {
      const tab = new Tab('', path);
      const store = createViewStore();
      connectHistory(tab, store);
      const { view, notices, linked } = store.getState();
      expect(view).toEqual({ ...DEFAULT_VIEW, text: 'so dull' });
      expect(linked).toMatchObject({ label: 'negative', probability: 0.6 });
      expect(notices).toEqual([expect.stringContaining('the server')]);
      expect(tab.location.href).toMatch(/^https:\/\/example\.org\/#v=1&text=so(?:%20|\+)dull&fp=/);
    },
  );

  it('lets what stands behind the # count before what stands in the query', () => {
    const tab = new Tab('#v=1&text=b', '/?v=1&text=a');
    const store = createViewStore();
    connectHistory(tab, store);
    expect(store.getState()).toMatchObject({ view: { text: 'b' }, notices: [] });
  });

  it('takes back what the browser cut off the address, and leaves the browser its own directive', () => {
    const open = (rest: string) => {
      const tab = new Tab('#v=1&text=So dull ');
      tab.opened += rest;
      const store = createViewStore();
      connectHistory(tab, store);
      return store.getState().view;
    };
    expect(open(':~: and then lovely&unit=tokens')).toMatchObject({
      text: 'So dull :~: and then lovely',
      unit: 'tokens',
    });
    expect(open(':~:text=dull').text).toBe('So dull ');
  });

  it('says where the end of the address names no view', () => {
    const { store } = connected('#hello');
    expect(store.getState()).toMatchObject({
      view: DEFAULT_VIEW,
      notices: [
        'The address ends with “#hello”, which names no view; expected was an end such as #v=1&text=So%20dull.',
      ],
    });
  });
});

describe('choices', () => {
  it('get an entry each, and back and forward walk them', () => {
    const { tab, store, set } = connected();
    set({ target: 'logit:positive' }, 'push');
    set({ selected: 3 }, 'push');
    set({ selected: 5 }, 'push');
    expect(tab.entries.map(({ hash }) => hash)).toEqual([
      '',
      '#v=1&target=logit:positive',
      '#v=1&target=logit:positive&token=3',
      '#v=1&target=logit:positive&token=5',
    ]);
    const selections = [-1, -1, -1, 1].map(by => {
      tab.go(by);
      return [store.getState().view.target, store.getState().view.selected];
    });
    expect(selections).toEqual([
      ['logit:positive', 3],
      ['logit:positive', null],
      [null, null],
      ['logit:positive', null],
    ]);
  });

  it('are not written again when they were read', () => {
    const { tab, set } = connected();
    set({ selected: 3 }, 'push');
    tab.calls = [];
    tab.go(-1);
    tab.visit('#v=1&unit=tokens');
    vi.runAllTimers();
    expect(tab.calls).toEqual([]);
  });

  it('cut off what lay ahead', () => {
    const { tab, set } = connected();
    set({ selected: 3 }, 'push');
    tab.go(-1);
    set({ selected: 4 }, 'push');
    expect(tab.entries.map(({ hash }) => hash)).toEqual(['', '#v=1&token=4']);
  });
});

describe('typing', () => {
  it('makes no entries and writes at most once an interval, the last text in the end', () => {
    const { tab, set } = connected();
    for (let length = 1; length <= 100; length += 1) {
      set({ text: 'x'.repeat(length) }, 'replace');
      vi.advanceTimersByTime(REPLACE_INTERVAL / 10);
    }
    vi.runAllTimers();
    expect(tab.entries).toHaveLength(1);
    expect(tab.calls.length).toBeLessThanOrEqual(12);
    expect(tab.location.hash).toBe(`#v=1&text=${'x'.repeat(100)}`);
  });

  it('belongs to the entry that a choice then leaves', () => {
    const { tab, set } = connected();
    set({ text: 'a' }, 'replace');
    set({ text: 'ab' }, 'replace');
    set({ target: 'logit:positive' }, 'push');
    expect(tab.entries.map(({ hash }) => hash)).toEqual([
      '#v=1&text=ab',
      '#v=1&text=ab&target=logit:positive',
    ]);
  });

  it('is not written over the entry that the user goes back to', () => {
    const { tab, set } = connected();
    set({ selected: 3 }, 'push');
    set({ text: 'a' }, 'replace');
    tab.go(-1);
    vi.runAllTimers();
    expect(tab.entries[0]?.hash).toBe('');
  });

  it('reaches the address before the page is left', () => {
    const { tab, set } = connected();
    set({ text: 'a' }, 'replace');
    set({ text: 'ab' }, 'replace');
    tab.leave();
    expect(tab.location.hash).toBe('#v=1&text=ab');
  });
});

describe('the fingerprint', () => {
  it('joins the present entry once it is known', () => {
    const { tab, store, set } = connected();
    set({ text: 'so dull' }, 'push');
    store.getState().setFingerprint({ label: 'negative', probability: 0.6, value: 1, words: [] });
    vi.runAllTimers();
    expect(tab.entries.map(({ hash }) => hash)).toEqual(['', '#v=1&text=so%20dull&fp=negative:0.6,1']);
  });

  it('of a link that is pasted over the page is compared, though the view is the same', () => {
    const { tab, store } = connected('#v=1&text=x&fp=negative:0.6~1');
    store.getState().setFingerprint({ label: 'negative', probability: 0.6, value: 1, words: [] });
    vi.runAllTimers();
    tab.visit('#v=1&text=x&fp=negative:0.9~1');
    expect(store.getState().linked?.probability).toBe(0.9);
  });
});

describe('a result that is known at once', () => {
  const fingerprint = { label: 'negative', probability: 0.6, value: 1, words: [] };

  it('costs no choice its entry, whoever follows the view first', () => {
    const tab = new Tab('');
    const store = createViewStore();
    store.subscribe((state, before) => {
      if (state.view !== before.view) store.getState().setFingerprint(fingerprint);
    });
    connectHistory(tab, store);
    store.getState().set({ text: 'a' }, 'push');
    store.getState().set({ text: 'b' }, 'push');
    vi.runAllTimers();
    expect(tab.entries.map(({ hash }) => hash)).toEqual([
      '',
      '#v=1&text=a&fp=negative:0.6,1',
      '#v=1&text=b&fp=negative:0.6,1',
    ]);
  });

  it('adds its fingerprint to an entry that was gone back to without one', () => {
    const { tab, store, set } = connected();
    set({ text: 'a' }, 'push');
    set({ text: 'b' }, 'push');
    store.subscribe((state, before) => {
      if (state.view !== before.view) store.getState().setFingerprint(fingerprint);
    });
    tab.go(-1);
    vi.runAllTimers();
    expect(tab.entries.map(({ hash }) => hash)).toEqual(['', '#v=1&text=a&fp=negative:0.6,1', '#v=1&text=b']);
  });
});

describe('the address', () => {
  it('may name an anchor of the page without touching the view', () => {
    const { tab, store, set } = connected();
    set({ text: 'kept' }, 'push');
    tab.visit('#main');
    expect(store.getState().view.text).toBe('kept');
  });

  it('never gets more writes than browsers allow, and holds the last choice in the end', () => {
    const { tab, set } = connected();
    const start = Date.now();
    for (let token = 0; token < 600; token += 1) {
      set({ selected: token }, 'push');
      vi.advanceTimersByTime(30);
    }
    const spans = (Date.now() - start) / WRITES_SPAN;
    expect(tab.calls.length).toBeLessThanOrEqual(MAX_WRITES * (Math.ceil(spans) + 1));
    vi.runAllTimers();
    expect(tab.location.hash).toBe('#v=1&token=599');
    expect(tab.calls.every(kind => kind === 'push')).toBe(true);
  });

  it('catches up after the browser refused a write', () => {
    const { tab, set } = connected();
    tab.refuses = true;
    expect(() => set({ selected: 1 }, 'push')).not.toThrow();
    tab.refuses = false;
    set({ selected: 2 }, 'push');
    expect(tab.location.hash).toBe('#v=1&token=2');
  });

  it('stays as it is while the text is too long for it, and the page says so once', () => {
    const { tab, store, set } = connected();
    set({ text: 'short' }, 'push');
    set({ text: 'x'.repeat(MAX_FRAGMENT) }, 'push');
    set({ text: 'y'.repeat(MAX_FRAGMENT) }, 'push');
    expect(tab.location.hash).toBe('#v=1&text=short');
    expect(store.getState().notices).toHaveLength(1);
    set({ text: 'short again' }, 'push');
    expect(tab.location.hash).toBe('#v=1&text=short%20again');
    expect(store.getState().notices).toEqual([]);
  });

  it('is no longer written or read after the end', () => {
    const { tab, store, end, set } = connected();
    end();
    set({ selected: 1 }, 'push');
    tab.visit('#v=1&token=2');
    vi.runAllTimers();
    expect(tab.calls).toEqual([]);
    expect(store.getState().view.selected).toBe(1);
  });
});
