/** The page's side of the worker: typed calls over Comlink, cancelling, and starting again after a crash. */

import { type Endpoint, proxy, type Remote, releaseProxy, wrap } from 'comlink';
import type { BackendName } from '../engine/backend/names';
import type { NeuronRecord } from '../engine/corpus/neuron-record';
import type { WordTable } from '../engine/corpus/word-table';
import type {
  Explained,
  ExplanationEvent,
  ExplanationRequest,
  LoadEvent,
  ModelSummary,
  NeuronAnswer,
  NeuronRequest,
  WorkerApi,
} from './protocol';

/** What is used of a `Worker`. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

/** What happens after a crash, in this order; `stopped` ends it in place of any of the others. */
export type RestartEvent =
  /** The worker ended and a new one is being started. */
  | { readonly stage: 'crashed'; readonly message: string }
  | { readonly stage: 'loading'; readonly event: LoadEvent }
  | { readonly stage: 'ready'; readonly model: ModelSummary }
  /** No further attempt is made until `load` is called. */
  | { readonly stage: 'stopped'; readonly message: string };

export interface EngineClient {
  /**
   * Loads a model, starting the worker if none runs. Calls of `explain` wait for the newest load.
   * @param modelUrl address of the model's folder, absolute: the worker has another base than the page.
   * No event comes after the promise has settled.
   * @throws EngineCrash if the worker ends before it is loaded, which is followed by a restart.
   */
  load(
    modelUrl: string,
    forced: BackendName | null,
    onEvent: (event: LoadEvent) => void,
  ): Promise<ModelSummary>;
  /**
   * Explains one text. Resolves with null when it was aborted or when a newer call ended it; no event comes after the
   * signal was aborted or the promise has settled.
   * @throws EngineCrash if the worker ends first.
   */
  explain(
    request: ExplanationRequest,
    onEvent: (event: ExplanationEvent) => void,
    signal?: AbortSignal,
  ): Promise<Explained | null>;
  /**
   * What a neuron does over the corpus, told as it ripens; no record comes after the promise has settled.
   * @throws EngineCrash if the worker ends first.
   */
  neuron(request: NeuronRequest, onRecord: (record: NeuronRecord) => void): Promise<NeuronAnswer>;
  /** The words that each neuron fires most on; null where there is no index of the model. */
  words(indexUrl: string): Promise<WordTable | null>;
  /** Tells of crashes and of what becomes of them; returns a function that ends this. */
  onRestart(listener: (event: RestartEvent) => void): () => void;
  /** Ends the worker; pending calls reject. */
  dispose(): void;
}

/** The worker ended under a call. Whether it comes back is told to the listeners of `onRestart`. */
export class EngineCrash extends Error {
  override readonly name = 'EngineCrash';
}

/** After this many crashes within the span, in milliseconds, the cause is unlikely to go away by itself. */
export const MAX_CRASHES = 3;
export const CRASH_SPAN = 60_000;

interface Connection {
  readonly api: Remote<WorkerApi>;
  /** Ways to reject the calls that wait for the worker. */
  readonly pending: Set<(error: Error) => void>;
  close(error: Error): void;
}

interface LoadArguments {
  readonly modelUrl: string;
  readonly forced: BackendName | null;
}

/** A client whose workers come from `makeWorker`; none is made before the first `load`. */
export function createEngineClient(makeWorker: () => WorkerLike): EngineClient {
  const listeners = new Set<(event: RestartEvent) => void>();
  let connection: Connection | null = null;
  let lastLoad: LoadArguments | null = null;
  let loading: Promise<ModelSummary> = Promise.reject(new Error('No model is loaded yet.'));
  loading.catch(ignore);
  let crashes: number[] = [];
  let explanations = 0;

  function tell(event: RestartEvent) {
    for (const listener of listeners) listener(event);
  }

  function connect(): Connection {
    const made: Connection = openConnection(makeWorker(), reason => {
      if (connection === made) crash(reason);
    });
    connection = made;
    return made;
  }

  function begin(
    target: Connection,
    { modelUrl, forced }: LoadArguments,
    onEvent: (event: LoadEvent) => void,
  ): Promise<ModelSummary> {
    loading = listening(onEvent, listener =>
      call(target, api => api.load(modelUrl, forced, proxy(listener))),
    );
    // Whoever called `load` hears of a failure; a caller of `explain` too.
    loading.catch(ignore);
    return loading;
  }

  function crash(reason: string) {
    const now = Date.now();
    crashes = [...crashes.filter(time => now - time < CRASH_SPAN), now];
    const message = `The engine stopped unexpectedly${reason ? ` (${reason})` : ''}.`;
    const broken = connection;
    connection = null;
    const stopped = crashes.length >= MAX_CRASHES;
    tell(
      stopped
        ? {
            stage: 'stopped',
            message: `${message} It did so ${MAX_CRASHES} times within a minute and stays off.`,
          }
        : { stage: 'crashed', message },
    );
    broken?.close(new EngineCrash(message));
    if (!stopped && lastLoad) restart(lastLoad);
  }

  function restart(last: LoadArguments) {
    let restarted: Promise<ModelSummary>;
    try {
      restarted = begin(connect(), last, event => {
        if (loading === restarted) tell({ stage: 'loading', event });
      });
    } catch (error) {
      tell({ stage: 'stopped', message: unstartable(error) });
      return;
    }
    restarted.then(
      model => {
        if (loading === restarted) tell({ stage: 'ready', model });
      },
      (error: unknown) => {
        // A crash has told the listeners already.
        if (loading === restarted && !(error instanceof EngineCrash)) {
          tell({ stage: 'stopped', message: messageOf(error) });
        }
      },
    );
  }

  return {
    async load(modelUrl, forced, onEvent) {
      lastLoad = { modelUrl, forced };
      if (!connection) crashes = [];
      let target: Connection;
      try {
        target = connection ?? connect();
      } catch (error) {
        throw new Error(unstartable(error), { cause: error });
      }
      return begin(target, lastLoad, onEvent);
    },

    async explain(request, onEvent, signal) {
      await loading;
      const target = connection;
      if (!target) throw new EngineCrash('The engine is not running.');
      if (signal?.aborted) return null;
      explanations += 1;
      const number = explanations;
      // A late abort must not end the newer explanation that runs by now.
      const abort = () => {
        if (number === explanations) call(target, api => api.cancel()).catch(ignore);
      };
      signal?.addEventListener('abort', abort, { once: true });
      try {
        const heed = (event: ExplanationEvent) => {
          if (!signal?.aborted) onEvent(event);
        };
        return await listening(heed, listener => call(target, api => api.explain(request, proxy(listener))));
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },

    async neuron(request, onRecord) {
      await loading;
      const target = connection;
      if (!target) throw new EngineCrash('The engine is not running.');
      return listening<NeuronRecord, NeuronAnswer>(onRecord, listener =>
        call(target, api => api.neuron(request, proxy(listener)) as Promise<NeuronAnswer>),
      );
    },

    async words(indexUrl) {
      await loading;
      const target = connection;
      if (!target) throw new EngineCrash('The engine is not running.');
      return call(target, api => api.words(indexUrl));
    },

    onRestart(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    dispose() {
      const closed = connection;
      connection = null;
      lastLoad = null;
      listeners.clear();
      loading = Promise.reject(new Error('The engine was closed.'));
      loading.catch(ignore);
      closed?.close(new Error('The engine was closed.'));
    },
  };
}

/** Wraps a worker; `onCrash` is told once or more if it fails, with the browser's words for why. */
function openConnection(worker: WorkerLike, onCrash: (reason: string) => void): Connection {
  const api = wrap<WorkerApi>(worker);
  const pending = new Set<(error: Error) => void>();
  const failed = (event: Event) =>
    onCrash('message' in event ? String(event.message).replace(/^Uncaught /, '') : '');
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
function call<T>(connection: Connection, send: (api: Remote<WorkerApi>) => Promise<T>): Promise<T> {
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
function listening<E, T>(
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

const unstartable = (error: unknown) => `The engine's worker could not be started: ${messageOf(error)}`;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function ignore() {}
