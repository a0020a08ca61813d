/**
 * The page's side of the worker that indexes a corpus: one worker a build, ended when the build is, and another one where
 * nothing more is heard of its start (see `start-watch.ts`).
 */

import { proxy, type Remote, releaseProxy, wrap } from 'comlink';
import type { Hang } from '../engine/backend/hangs';
import type { BackendName } from '../engine/backend/names';
import { UNLOADED, type WorkerLike } from './connection';
import type { BuildAnswer, BuildEvent, CorpusJob, CorpusWorkerApi } from './corpus-protocol';
import { SILENCE_LIMITS, type SilenceLimits, startAgain, watchStart } from './start-watch';

export interface CorpusBuild {
  /** Rejects with one sentence, also where the worker crashes. No event comes after it has settled. */
  readonly answer: Promise<BuildAnswer>;
  /** Ends the build: once it reads after its present step, which is kept, before that at once. */
  cancel(): void;
}

export interface CorpusClient {
  /** @param modelUrl of the model's folder, absolute */
  build(
    job: CorpusJob,
    modelUrl: string,
    backend: BackendName | null,
    onEvent: (event: BuildEvent) => void,
  ): CorpusBuild;
}

/** A step takes seconds; a worker that is still at it by then is ended, and what it saved last is kept. */
export const CANCEL_WAIT = 20_000;

/** A client whose workers come from `makeWorker`, one a build. */
export function createCorpusClient(
  makeWorker: () => WorkerLike,
  limits: SilenceLimits = SILENCE_LIMITS,
): CorpusClient {
  return {
    build(job, modelUrl, backend, onEvent) {
      let isOver = false;
      let isReading = false;
      let running: CorpusWorker | null = null;
      let stop: (answer: BuildAnswer) => void = () => {};

      function heed(event: BuildEvent): void {
        if (isOver) return;
        if (event.stage === 'reading') isReading = true;
        onEvent(event);
      }

      async function start(hangs: readonly Hang[]): Promise<BuildAnswer> {
        const worker = openWorker(makeWorker());
        running?.end(new Error('Another worker takes over.'));
        running = worker;
        return watchStart(limits, hangs, worker.end, watch => {
          const listener = (event: BuildEvent) => {
            watch(event.stage === 'loading' ? event.event : null);
            heed(event);
          };
          return worker.call(api => api.build(job, modelUrl, backend, hangs, proxy(listener)));
        });
      }

      const answer = new Promise<BuildAnswer>((resolve, reject) => {
        stop = resolve;
        startAgain({
          start,
          isWanted: () => !isOver,
          onAgain: sentence => heed({ stage: 'loading', event: { stage: 'again', sentence } }),
        }).then(resolve, reject);
      }).finally(() => {
        isOver = true;
        running?.end(new Error('The build is over.'));
      });

      return {
        answer,
        cancel() {
          if (isOver) return;
          if (!isReading) {
            stop({ status: 'cancelled' });
            return;
          }
          // The answer says how it ended, or the crash that took the worker.
          running?.cancel();
          setTimeout(() => stop({ status: 'cancelled' }), CANCEL_WAIT);
        },
      };
    },
  };
}

interface CorpusWorker {
  /** Rejects where the worker crashes or is ended. */
  call(send: (api: Remote<CorpusWorkerApi>) => Promise<unknown>): Promise<BuildAnswer>;
  cancel(): void;
  /** Ends the worker, and the call with an error. */
  end(error: Error): void;
}

function openWorker(worker: WorkerLike): CorpusWorker {
  const api = wrap<CorpusWorkerApi>(worker);
  let isEnded = false;
  let fail: (error: Error) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    fail = reject;
  });
  ended.catch(() => {}); // told to whoever waits for the call
  const crashed = (event: Event) => {
    const reason = 'message' in event ? String(event.message).replace(/^Uncaught /, '') : UNLOADED;
    fail(new Error(`Indexing stopped unexpectedly (${reason}); what was saved is kept.`));
  };
  worker.addEventListener('error', crashed);
  worker.addEventListener('messageerror', crashed);
  return {
    call: send => Promise.race([send(api) as Promise<BuildAnswer>, ended]),
    cancel: () => void api.cancel().catch(() => {}),
    end(error) {
      if (isEnded) return;
      isEnded = true;
      fail(error);
      api[releaseProxy]();
      worker.terminate();
    },
  };
}
