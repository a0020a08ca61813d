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

/**
 * Starts a backend and loads a model's weights, side by side.
 * @param modelUrl the model's folder, absolute
 * @param forced the backend that is tried first, whether or not it would be chosen
 * @param hangs of the workers before this one, see `startBackend`
 * @param onLost told once what the model computes on is gone
 * @throws Error where no backend starts, or the checkpoint is missing or damaged; ContextLost where the GPU is lost
 */
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
