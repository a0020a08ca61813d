/** The measurements in Node: wasm on one thread, which is all that TensorFlow.js offers there. */

import { createRequire } from 'node:module';
import { startBackend } from '../src/engine/backend/backend';
import { nodeBackends } from '../src/engine/backend/node';
import { type Checkpoint, loadCheckpoint } from '../src/engine/checkpoint/checkpoint';
import { folderSource } from '../src/engine/checkpoint/folder';
import { createModel, type Model } from '../src/engine/explanation/model';
import { type InterventionResults, measureInterventions } from './interventions';
import { type IndexResults, measureIndex } from './neuron-index';
import { measurePasses, type PassResults, type PassRounds } from './passes';
import { measureSweep, type SweepResults } from './sweep';

export interface NodeRounds {
  readonly passes: PassRounds;
  readonly sweep: number;
  readonly interventions: number;
  readonly index: number;
  /** Whether what Chromium is measured with as well is left out, where it takes a minute. */
  readonly isQuick: boolean;
}

export interface NodeResults {
  readonly threads: number;
  readonly passes: PassResults | null;
  readonly sweep: SweepResults;
  readonly interventions: InterventionResults | null;
  readonly index: IndexResults;
}

/** Measures with the model of a folder and the neuron index of another. */
export async function measureNode(
  modelFolder: string,
  indexFolder: string,
  rounds: NodeRounds,
  say: (what: string) => void,
): Promise<NodeResults> {
  // Node's build of TensorFlow.js leaves gradients out. The file that registers them is an ES module that does not
  // say so; tsx's `require` reads it all the same.
  createRequire(import.meta.url)('@tensorflow/tfjs-core/dist/register_all_gradients.js');
  const backend = await startBackend(nodeBackends, 'wasm', () => {});
  const checkpoint = await loadCheckpoint(await folderSource(modelFolder), () => {});
  const model = createModel(checkpoint, backend);
  const passes = rounds.isQuick ? null : await timedPasses(model, checkpoint, rounds.passes, say);
  say('all neurons against the words alone');
  const sweep = await measureSweep(model, rounds.sweep);
  const interventions = rounds.isQuick ? null : await timedChanges(model, rounds.interventions, say);
  say('neuron index');
  const index = await measureIndex(model, indexFolder, rounds.index);
  return { threads: backend.threads, passes, sweep, interventions, index };
}

type Say = (what: string) => void;

function timedPasses(
  model: Model,
  checkpoint: Checkpoint,
  rounds: PassRounds,
  say: Say,
): Promise<PassResults> {
  say('hand-written passes against tf.grad');
  return measurePasses(model, checkpoint, rounds);
}

function timedChanges(model: Model, rounds: number, say: Say): Promise<InterventionResults> {
  say('changing neurons');
  return measureInterventions(model, rounds);
}
