/** The measurements in Node: wasm on one thread, which is all that TensorFlow.js offers there. */

import { createRequire } from 'node:module';
import { startBackend } from '../src/engine/backend/backend';
import { nodeBackends } from '../src/engine/backend/node';
import { loadCheckpoint } from '../src/engine/checkpoint/checkpoint';
import { folderSource } from '../src/engine/checkpoint/folder';
import { createModel } from '../src/engine/explanation/model';
import { measurePasses, type PassResults, type PassRounds } from './passes';

export interface NodeResults {
  readonly threads: number;
  readonly passes: PassResults;
}

export async function measureNode(modelFolder: string, rounds: PassRounds): Promise<NodeResults> {
  // Node's build of TensorFlow.js leaves gradients out. The file that registers them is an ES module that does not
  // say so; tsx's `require` reads it all the same.
  createRequire(import.meta.url)('@tensorflow/tfjs-core/dist/register_all_gradients.js');
  const backend = await startBackend(nodeBackends, 'wasm', () => {});
  const checkpoint = await loadCheckpoint(await folderSource(modelFolder), () => {});
  const model = createModel(checkpoint, backend);
  return { threads: backend.threads, passes: await measurePasses(model, checkpoint, rounds) };
}
