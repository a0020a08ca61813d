/** Makes the page open without a network after the first visit, by a service worker that keeps its files. */

import { z } from 'zod';

/** Registers the service worker and tells it which files the page consists of. Weights are kept by the engine. */
export async function keepForOffline(): Promise<void> {
  // The development server's files change under their names; a kept one would be an old one.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // What is kept cannot change then, and asking for it would be an error in the console.
  if (!navigator.onLine) return;
  try {
    await navigator.serviceWorker.register('service-worker.js');
    const { active } = await navigator.serviceWorker.ready;
    const assets = z.array(z.string()).parse(await (await fetch('assets.json')).json());
    const page = new URL('.', location.href);
    // A list without this very file is that of another version of the page.
    if (!assets.some(name => new URL(name, page).href === import.meta.url)) return;
    active?.postMessage({
      keep: [page.href, ...['favicon.svg', ...assets].map(name => new URL(name, page).href)],
    });
  } catch {
    // Private windows, insecure pages and lost networks: nothing is kept, and the page needs its server as before.
  }
}
