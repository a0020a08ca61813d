/** What the browser's media queries say, and whether the page is being printed. */

import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

/** Whether a media query holds, as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    onChange => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => window.matchMedia(query).matches,
  );
}

let isPrinting = false;
const listeners = new Set<() => void>();

/** Whether the page is being laid out for paper. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}

function print(now: boolean): void {
  if (now === isPrinting) return;
  isPrinting = now;
  // The browser takes the page as it is when its event has been heard.
  flushSync(() => {
    for (const onChange of listeners) onChange();
  });
}

function subscribe(onChange: () => void): () => void {
  if (listeners.size === 0) listen();
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

let listens = false;

function listen(): void {
  if (listens) return;
  listens = true;
  window.addEventListener('beforeprint', () => print(true));
  window.addEventListener('afterprint', () => print(false));
  window.matchMedia('print').addEventListener('change', ({ matches }) => print(matches));
}
