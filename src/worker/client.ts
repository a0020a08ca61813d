/** The page's side of the worker: typed calls over Comlink, cancelling, and starting again after a crash or a hang. */

import { proxy } from 'comlink';
import { type Hang, LOST_GPU } from '../engine/backend/hangs';
import type { BackendName } from '../engine/backend/names';
import type { NeuronRecord } from '../engine/corpus/neuron-record';
import {
  type Connection,
  call,
  createNewestCall,
  EngineCrash,
  listening,
  openConnection,
  type WorkerLike,
} from './connection';
import type { EngineClient, RestartEvent } from './engine-client';
import type { ExperimentRecord, LoadEvent, ModelPlace, ModelSummary, NeuronAnswer } from './protocol';
import { isLostContext, SILENCE_LIMITS, type SilenceLimits, startAgain, watchStart } from './start-watch';

/** After this many crashes within the span, in milliseconds, the cause is unlikely to go away by itself. */
export const MAX_CRASHES = 3;
export const CRASH_SPAN = 60_000;

interface LoadArguments {
  readonly place: ModelPlace;
  readonly forced: BackendName | null;
}

/** The worker's GPU was lost under a call, which the next worker is asked. */
class BackendLost extends EngineCrash {
  override readonly name = 'BackendLost';
}

/** A client whose workers come from `makeWorker`; none is made before the first `load`. */
export function createEngineClient(
  makeWorker: () => WorkerLike,
  limits: SilenceLimits = SILENCE_LIMITS,
): EngineClient {
  const listeners = new Set<(event: RestartEvent) => void>();
  let connection: Connection | null = null;
  let lastLoad: LoadArguments | null = null;
  let loads = 0;
  let loading: Promise<ModelSummary> = Promise.reject(new Error('No model is loaded yet.'));
  loading.catch(ignore);
  let crashes: number[] = [];
  const explanations = createNewestCall();
  const experiments = createNewestCall();
  const feeds = { neuron: createNewestCall(), pinned: createNewestCall() };

  function tell(event: RestartEvent) {
    for (const listener of listeners) listener(event);
  }

  function connect(): Connection {
    let worker: WorkerLike;
    try {
      worker = makeWorker();
    } catch (error) {
      throw new Error(`The engine's worker could not be started: ${messageOf(error)}`, { cause: error });
    }
    const made: Connection = openConnection(worker, reason => {
      if (connection === made) crash(reason);
    });
    connection = made;
    return made;
  }

  function begin(
    args: LoadArguments,
    onEvent: (event: LoadEvent) => void,
    known: readonly Hang[] = [],
  ): Promise<ModelSummary> {
    loading = loadWatched(args, onEvent, known);
    // Whoever called `load` hears of a failure; a caller of `explain` too.
    loading.catch(ignore);
    return loading;
  }

  /** Loads in one worker after the other, until one of them is heard of to the end. */
  function loadWatched(
    { place, forced }: LoadArguments,
    onEvent: (event: LoadEvent) => void,
    known: readonly Hang[],
  ): Promise<ModelSummary> {
    loads += 1;
    const number = loads;
    async function start(hangs: readonly Hang[]): Promise<ModelSummary> {
      const target = connection ?? connect();
      const end = (reason: Error) => {
        if (connection !== target) return;
        connection = null;
        target.close(reason);
      };
      try {
        const model = await watchStart(limits, hangs, end, heed => {
          const listener = (event: LoadEvent) => {
            heed(event);
            onEvent(event);
          };
          return listening(listener, heard =>
            call(target, api => api.load(place, forced, hangs, proxy(heard))),
          );
        });
        awaitLoss(target);
        return model;
      } catch (error) {
        // A worker on a lost GPU would tell of it for ever.
        if (isLostContext(error)) end(error);
        throw error;
      }
    }
    return startAgain({
      known,
      start,
      // A newer load waits for the same worker, and makes the next one.
      isWanted: () => number === loads,
      onAgain: sentence => onEvent({ stage: 'again', sentence }),
    });
  }

  function running(): Connection {
    if (!connection) throw new EngineCrash('The engine is not running.');
    return connection;
  }

  /** Asks the worker that has loaded the newest model, and the next one if its GPU is lost meanwhile. */
  async function ask<T>(send: (target: Connection) => Promise<T>): Promise<T> {
    for (;;) {
      // One turn of promises and no more, so that the request leaves before the page is drawn that asks for it.
      await loading;
      try {
        return await send(running());
      } catch (error) {
        if (!(error instanceof BackendLost)) throw error;
      }
    }
  }

  function awaitLoss(target: Connection) {
    call(target, api => api.lost()).then(reason => {
      if (connection === target) lose(target, reason);
    }, ignore);
  }

  function lose(target: Connection, reason: string) {
    connection = null;
    const message = `While it computed, ${reason}; it goes on without.`;
    tell({ stage: 'lost', message });
    target.close(new BackendLost(message));
    if (lastLoad) restart(lastLoad, [LOST_GPU]);
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

  function restart(last: LoadArguments, known: readonly Hang[] = []) {
    const heed = (event: LoadEvent) => {
      if (loading === restarted) tell({ stage: 'loading', event });
    };
    const restarted: Promise<ModelSummary> = begin(last, heed, known);
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
    async load(place, forced, onEvent) {
      lastLoad = { place, forced };
      if (!connection) crashes = [];
      return begin(lastLoad, onEvent);
    },

    explain: (request, onEvent, signal) =>
      ask(target =>
        explanations.make(
          target,
          signal,
          onEvent,
          (api, listener) => api.explain(request, proxy(listener)),
          api => api.cancel(),
        ),
      ),

    experiment: (subject, request, onRipening, signal) =>
      ask(target =>
        experiments.make(
          target,
          signal,
          onRipening,
          (api, listener) =>
            api.experiment(subject, request, proxy(listener)) as Promise<ExperimentRecord | null>,
          api => api.cancelExperiment(),
        ),
      ),

    neuron: (request, onRecord) =>
      ask(target =>
        listening<NeuronRecord, NeuronAnswer>(onRecord, listener =>
          call(target, api => api.neuron(request, proxy(listener)) as Promise<NeuronAnswer>),
        ),
      ),

    feed: (request, onProgress, signal) =>
      ask(target =>
        feeds[request.place].make(
          target,
          signal,
          onProgress,
          (api, listener) => api.feed(request, proxy(listener)),
          api => api.cancelFeed(request.place),
        ),
      ),

    words: index => ask(target => call(target, api => api.words(index))),

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

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function ignore() {}
