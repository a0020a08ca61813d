/** The model of a folder on disk, on the wasm backend in Node. */

import { startBackend } from '../src/engine/backend/backend';
import { nodeBackends } from '../src/engine/backend/node';
import { loadCheckpoint } from '../src/engine/checkpoint/checkpoint';
import { folderSource } from '../src/engine/checkpoint/folder';
import { createModel, type Model } from '../src/engine/explanation/model';

/** Loads a Hugging Face folder. Throws, naming the file and what was expected, where it does not fit. */
export async function loadModel(folder: string): Promise<Model> {
  const source = await folderSource(folder);
  const backend = await startBackend(nodeBackends, null, () => {});
  return createModel(await loadCheckpoint(source, () => {}), backend);
}
