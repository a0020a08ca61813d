/** A worker wrapped for typed calls that end when it does, and listeners that hear nothing after their call. */

import { type Endpoint, type Remote, releaseProxy, wrap } from 'comlink';
import type { WorkerApi } from './protocol';

/** What is used of a `Worker`. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

/** The worker ended under a call. Whether it comes back is told to the listeners of `onRestart`. */
export class EngineCrash extends Error {
  override readonly name: string = 'EngineCrash';
}

/** A worker that fails without a message is one whose file did not come. */
export const UNLOADED =
  'its program could not be loaded: the connection is lost, or a newer version of this page was published';

export interface Connection {
  readonly api: Remote<WorkerApi>;
  /** Ways to reject the calls that wait for the worker. */
  readonly pending: Set<(error: Error) => void>;
  close(error: Error): void;
}

/** Wraps a worker; `onCrash` is told once or more if it fails, with the browser's words for why. */
export function openConnection(worker: WorkerLike, onCrash: (reason: string) => void): Connection {
  const api = wrap<WorkerApi>(worker);
  const pending = new Set<(error: Error) => void>();
  const failed = (event: Event) =>
    onCrash('message' in event ? String(event.message).replace(/^Uncaught /, '') : UNLOADED);
  const garbled = () => onCrash('a message could not be read');
  worker.addEventListener('error', failed);
  worker.addEventListener('messageerror', garbled);
  return {
    api,
    pending,
    close(error) {
      worker.removeEventListener('error', failed);
      worker.removeEventListener('messageerror', garbled);
      api[releaseProxy]();
      worker.terminate();
      for (const reject of pending) reject(error);
      pending.clear();
    },
  };
}

/** A call that also ends when the connection closes: Comlink alone would wait for ever. */
export function call<T>(connection: Connection, send: (api: Remote<WorkerApi>) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    connection.pending.add(reject);
    send(connection.api)
      .then(resolve, reject)
      .finally(() => connection.pending.delete(reject));
  });
}

/**
 * A call with a listener, which hears nothing once the call is over: events come on a channel of their own, so one
 * that was sent before the answer may arrive after it. The listener is a fresh function, since Comlink's `proxy`
 * writes to what it is given; the worker releases its end when the call is over (`listener.ts`), which closes the
 * channel on both sides.
 */
export function listening<E, T>(
  listener: (event: E) => void,
  send: (listener: (event: E) => void) => Promise<T>,
): Promise<T> {
  let isOver = false;
  return send(event => {
    if (!isOver) listener(event);
  }).finally(() => {
    isOver = true;
  });
}

export interface NewestCall {
  /**
   * A call of which the worker runs one at a time. Resolves with null without reaching the worker where the signal was
   * aborted before; no event comes after it was.
   * @param cancel ends whichever runs in the worker
   */
  make<E, T>(
    connection: Connection,
    signal: AbortSignal | undefined,
    onEvent: (event: E) => void,
    send: (api: Remote<WorkerApi>, listener: (event: E) => void) => Promise<T | null>,
    cancel: (api: Remote<WorkerApi>) => Promise<void>,
  ): Promise<T | null>;
}

/** Calls of one kind, a newer of which ends the older in the worker. */
export function createNewestCall(): NewestCall {
  let made = 0;
  return {
    async make(connection, signal, onEvent, send, cancel) {
      if (signal?.aborted) return null;
      made += 1;
      const number = made;
      // A late abort must not end the newer call that runs by now.
      const abort = () => {
        if (number === made) call(connection, cancel).catch(() => {});
      };
      signal?.addEventListener('abort', abort, { once: true });
      try {
        const heed: typeof onEvent = event => {
          if (!signal?.aborted) onEvent(event);
        };
        return await listening(heed, listener => call(connection, api => send(api, listener)));
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
  };
}
