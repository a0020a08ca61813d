/** Keeps the address and the view in step: choices become history entries, back and forward become views. */

import type { Fingerprint } from './fingerprint';
import { addressFragment, isViewFragment, longestText, misplacedView } from './permalink';
import { quote, type View } from './view';
import { useViewStore, type ViewState, type ViewStore } from './view-store';

/** What is used of a window. */
export interface HistoryWindow {
  readonly location: Pick<Location, 'href' | 'pathname' | 'search' | 'hash'>;
  readonly history: Pick<History, 'state' | 'pushState' | 'replaceState'>;
  readonly document: Pick<Document, 'getElementById'>;
  readonly performance: Pick<Performance, 'getEntriesByType'>;
  addEventListener(type: 'popstate' | 'hashchange' | 'pagehide', listener: () => void): void;
  removeEventListener(type: 'popstate' | 'hashchange' | 'pagehide', listener: () => void): void;
}

/** Typing reaches the address at most this often, in milliseconds. */
export const REPLACE_INTERVAL = 300;
/**
 * Most writes in a span of time, in milliseconds. Chromium drops those beyond 200 in 30 s, Safari refuses those
 * beyond 100 in 10 s; half of that leaves room for a page that was reloaded.
 */
export const MAX_WRITES = 50;
export const WRITES_SPAN = 10_000;

/** Marks entries of our own, so that a link that was opened is told from an entry that was gone back to. */
const OWN_STATE = { page: 'finegrain' };

type How = 'push' | 'replace';

/**
 * Opens the view that the address holds, then follows both: changes of the view are written to the address, and
 * back, forward and edited addresses are read.
 * @returns a function that ends this.
 */
export function connectHistory(window: HistoryWindow, store: ViewStore = useViewStore): () => void {
  /** The fragment as it was last written or read: what equals it is our own echo. */
  let known: string | null = null;
  /** A write that waits; it writes the view of its moment. */
  let waiting: How | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Said once a long text, so that a dismissed notice does not come back with the next key. */
  let saidTooLong: string | null = null;
  const writes: number[] = [];

  /** @param cut what the browser took off the end of the fragment */
  function read(cut = '') {
    const fragment = window.location.hash.replace(/^#/, '');
    if (fragment === known) return;
    if (!isViewFragment(fragment)) {
      if (!window.document.getElementById(fragment)) store.getState().addNotice(noView(fragment));
      return;
    }
    forget();
    known = fragment;
    store.getState().open(fragment + cut, window.history.state === null);
  }

  /** Puts a view that stands in front of the `#` behind it, where no server sees it. */
  function moveMisplaced(): boolean {
    const { hash } = window.location;
    const found = hash.length > 1 && isViewFragment(hash) ? null : misplacedView(window.location);
    if (found) window.history.replaceState(window.history.state, '', `${found.address}#${found.fragment}`);
    return found !== null;
  }

  function write(how: How, view: View, fingerprint: Fingerprint | null) {
    const fragment = addressFragment(view, fingerprint);
    sayWhetherTooLong(fragment === null ? tooLong(longestText(view).name) : null);
    if (fragment === null || fragment === known) return;
    writes.push(Date.now());
    try {
      if (how === 'push') window.history.pushState(OWN_STATE, '', `#${fragment}`);
      else window.history.replaceState(OWN_STATE, '', `#${fragment}`);
      known = window.location.hash.replace(/^#/, '');
    } catch {
      // A browser that refuses the write leaves the address behind; the next write brings it up to date.
    }
  }

  function sayWhetherTooLong(notice: string | null) {
    if (notice === saidTooLong) return;
    const { notices, addNotice, dismissNotice } = store.getState();
    const index = saidTooLong === null ? -1 : notices.indexOf(saidTooLong);
    saidTooLong = notice;
    if (index >= 0) dismissNotice(index);
    if (notice !== null) addNotice(notice);
  }

  function flush() {
    const how = waiting;
    forget();
    const { view, fingerprint } = store.getState();
    if (how) write(how, view, fingerprint);
  }

  function forget() {
    clearTimeout(timer);
    timer = undefined;
    waiting = null;
  }

  /** Milliseconds until a write of this kind may go out; 0 when it may at once. */
  function delay(how: How): number {
    const now = Date.now();
    while (writes.length > 0 && now - (writes[0] ?? now) >= WRITES_SPAN) writes.shift();
    if (writes.length >= MAX_WRITES) return WRITES_SPAN - (now - (writes[0] ?? now));
    const last = writes.at(-1);
    return how === 'push' || last === undefined ? 0 : Math.max(0, REPLACE_INTERVAL - (now - last));
  }

  function request(how: How, before: ViewState) {
    if (how === 'push' && waiting === 'replace' && delay('push') === 0) {
      // What was typed belongs to the entry that is being left.
      forget();
      write('replace', before.view, before.fingerprint);
    }
    // A push that has to wait stays a push, whatever small changes follow.
    if (waiting !== 'push') waiting = how;
    const wait = delay(waiting);
    if (wait === 0) flush();
    else timer ??= setTimeout(flush, wait);
  }

  const misplaced = moveMisplaced();
  read(cutDirective(window));
  if (misplaced) store.getState().addNotice(MISPLACED);
  known ??= window.location.hash.replace(/^#/, '');

  let seen = store.getState();
  // Other followers of the store may change it in turn before we hear of the first change, so we compare for ourselves.
  const unsubscribe = store.subscribe(() => {
    const before = seen;
    seen = store.getState();
    if (seen.view !== before.view) {
      if (seen.arrival !== 'link') request(seen.arrival, before);
    } else if (seen.fingerprint !== before.fingerprint) {
      request('replace', before);
    }
  });
  const reread = () => read();
  window.addEventListener('popstate', reread);
  window.addEventListener('hashchange', reread);
  window.addEventListener('pagehide', flush);

  return () => {
    unsubscribe();
    forget();
    window.removeEventListener('popstate', reread);
    window.removeEventListener('hashchange', reread);
    window.removeEventListener('pagehide', flush);
  };
}

/**
 * What the browser took off the fragment of the address that was opened: `:~:` and what follows, its own directives to
 * scroll to a text excepted. Only browsers that keep the whole address in their timing tell.
 */
function cutDirective({ location, performance }: HistoryWindow): string {
  const [opened] = performance.getEntriesByType('navigation');
  if (!opened?.name.startsWith(`${location.href}:~:`)) return '';
  const cut = opened.name.slice(location.href.length);
  return /^:~:(?:text|selector)=/.test(cut) ? '' : cut;
}

const noView = (fragment: string) =>
  `The address ends with ${quote(`#${fragment}`)}, which names no view; expected was an end such as #v=1&text=So%20dull.`;
const MISPLACED =
  'The # of this link had been lost, so that its text went to the server with the address; it stands behind the # again.';
const tooLong = (name: string) =>
  `The ${name} is too long for a link: the address keeps the last state that fits, until the ${name} is shorter.`;
