/** Letting go of a listener that the other side handed over through Comlink. */

import { releaseProxy } from 'comlink';

/**
 * Closes the channel behind a listener that came as a Comlink proxy, after the events already sent; without it each
 * call would keep a channel open until garbage collection. A plain function is left alone. Call it once, last.
 */
export function releaseListener(listener: object): void {
  const release: unknown = Reflect.get(listener, releaseProxy);
  if (typeof release === 'function') release();
}
