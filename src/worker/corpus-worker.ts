/** The entry of the worker that indexes a corpus: beside the one that explains, so that explaining stays quick. */

import './no-eval';
import { expose } from 'comlink';
import { OWN_SETTINGS } from '../engine/corpus/own-settings';
import { buildCorpus } from './corpus-build';
import { openCorpusStore } from './corpus-database';
import type { CorpusWorkerApi } from './corpus-protocol';
import { releaseListener } from './listener';
import { loadModel } from './load-model';
import { turn } from './turn';

const LOCK = 'finegrain-indexing';

/** Milliseconds that an ended worker may take to let go of its lock. */
const LOCK_WAIT = 10_000;

const cancelled = new AbortController();

const api: CorpusWorkerApi = {
  async build(job, modelUrl, backend, hangs, onEvent) {
    try {
      const load = () => loadModel(modelUrl, backend, hangs, event => onEvent({ stage: 'loading', event }));
      const options = { settings: OWN_SETTINGS, onEvent, signal: cancelled.signal, turn };
      return await alone(hangs.length > 0, async () =>
        buildCorpus(load, await openCorpusStore(), job, options),
      );
    } catch (error) {
      if (error instanceof RangeError) {
        throw new Error(`This tab ran out of memory (${error.message}); close others, then resume.`);
      }
      throw error;
    } finally {
      releaseListener(onEvent);
    }
  },

  async cancel() {
    cancelled.abort();
  },
};

/**
 * Runs while no other tab indexes: two would overwrite each other's parts, and halve each other's speed.
 * @param follows a worker of this tab that was just ended, and may hold the lock for another moment
 */
async function alone<T>(follows: boolean, work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  if (follows)
    await navigator.locks.request(LOCK, { signal: AbortSignal.timeout(LOCK_WAIT) }, () => {}).catch(() => {});
  return navigator.locks.request(LOCK, { ifAvailable: true }, lock => {
    if (!lock) throw new Error('Another tab of this page is indexing a corpus; wait until it is done.');
    return work();
  });
}

expose(api);
