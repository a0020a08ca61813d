/** The page's side of the worker that indexes a corpus: one worker a build, ended when the build is. */

import { proxy, releaseProxy, wrap } from 'comlink';
import type { BackendName } from '../engine/backend/names';
import type { WorkerLike } from './connection';
import type { BuildAnswer, BuildEvent, CorpusJob, CorpusWorkerApi } from './corpus-protocol';

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

export function createCorpusClient(makeWorker: () => WorkerLike): CorpusClient {
  return {
    build(job, modelUrl, backend, onEvent) {
      const worker = makeWorker();
      const api = wrap<CorpusWorkerApi>(worker);
      let isOver = false;
      let isReading = false;
      let stop: (answer: BuildAnswer) => void = () => {};

      const answer = new Promise<BuildAnswer>((resolve, reject) => {
        stop = resolve;
        const crashed = (event: Event) => {
          const reason = 'message' in event ? ` (${String(event.message).replace(/^Uncaught /, '')})` : '';
          reject(new Error(`Indexing stopped unexpectedly${reason}; what was saved is kept.`));
        };
        worker.addEventListener('error', crashed);
        worker.addEventListener('messageerror', crashed);
        const heed = (event: BuildEvent) => {
          if (isOver) return;
          if (event.stage === 'reading') isReading = true;
          onEvent(event);
        };
        api.build(job, modelUrl, backend, proxy(heed)).then(
          built => resolve(built as BuildAnswer),
          (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
        );
      }).finally(() => {
        isOver = true;
        api[releaseProxy]();
        worker.terminate();
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
          api.cancel().catch(() => {});
          setTimeout(() => stop({ status: 'cancelled' }), CANCEL_WAIT);
        },
      };
    },
  };
}
