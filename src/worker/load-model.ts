/** A model ready to explain, loaded inside a worker. */

import { startBackend } from '../engine/backend/backend';
import { browserBackends } from '../engine/backend/browser';
import type { Hang } from '../engine/backend/hangs';
import type { BackendName } from '../engine/backend/names';
import { browserCache } from '../engine/checkpoint/cache';
import { loadCheckpoint } from '../engine/checkpoint/checkpoint';
import { urlSource } from '../engine/checkpoint/source';
import { createModel, type Model } from '../engine/explanation/model';
import type { LoadEvent } from './protocol';

export async function loadModel(
  modelUrl: string,
  forced: BackendName | null,
  hangs: readonly Hang[],
  onEvent: (event: LoadEvent) => void,
  onLost?: (error: Error) => void,
): Promise<Model> {
  // The backend compiles while the weights come in. Both are waited for, so that no later load meets a half-started one.
  const [backend, checkpoint] = await Promise.allSettled([
    startBackend(
      browserBackends,
      forced,
      (trying, isFetched) => onEvent({ stage: 'backend', trying, isFetched }),
      hangs,
      onLost,
    ).then(report => {
      onEvent({ stage: 'started' });
      return report;
    }),
    loadCheckpoint(urlSource(modelUrl, browserCache()), progress =>
      onEvent({ stage: 'download', ...progress }),
    ),
  ]);
  if (backend.status === 'rejected') throw backend.reason;
  if (checkpoint.status === 'rejected') throw checkpoint.reason;
  onEvent({ stage: 'prepare' });
  const model = createModel(checkpoint.value, backend.value);
  onEvent({ stage: 'loaded' });
  return model;
}
