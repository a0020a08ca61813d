/** The bench page: what `bench/browser.ts` calls, as `globalThis.bench`. */

import { wrap } from 'comlink';
import { createEngineClient } from '../../src/worker/client';
import type { EngineClient } from '../../src/worker/engine-client';
import type { InterventionResults } from '../interventions';
import type { PassResults, PassRounds } from '../passes';
import type { SweepResults } from '../sweep';
import type { BenchWorkerApi, HeapResult, LeakResults } from './bench-worker';
import { type LoadResult, measureLoad } from './load';
import { measureMemory, type PageMemory } from './memory';
import { measureWaits, type WaitResults } from './waits';

export interface Bench {
  /** Starts the app's worker through its client and loads the model. Once a page. */
  load(): Promise<LoadResult>;
  /** What a user waits for; after `load`. */
  waits(rounds: number): Promise<WaitResults>;
  /** Explains a text and tells of the page and its workers; after `load`. */
  memory(text: string): Promise<PageMemory>;
  /** Ends the app's worker. */
  unload(): void;
  /** In a worker of their own, which ends afterwards. */
  passes(rounds: PassRounds): Promise<PassResults>;
  sweep(rounds: number): Promise<SweepResults>;
  interventions(rounds: number): Promise<InterventionResults>;
  leaks(explanations: number): Promise<LeakResults>;
  heap(text: string, most: number): Promise<HeapResult>;
}

declare global {
  var bench: Bench;
}

const MODEL_URL = new URL('./models/minilm-sst2/', location.href).href;

const client: EngineClient = createEngineClient(
  () => new Worker(new URL('../../src/worker/worker.ts', import.meta.url), { type: 'module' }),
);

globalThis.bench = {
  load: () => measureLoad(client, MODEL_URL),
  waits: rounds => inBenchWorker(worker => measureWaits(client, () => worker.wordsAlone(), rounds)),
  memory: text => measureMemory(client, text),
  unload: () => client.dispose(),
  passes: rounds => inBenchWorker(worker => worker.passes(rounds)),
  sweep: rounds => inBenchWorker(worker => worker.sweep(rounds)),
  interventions: rounds => inBenchWorker(worker => worker.interventions(rounds)),
  leaks: explanations => inBenchWorker(worker => worker.leaks(explanations)),
  heap: (text, most) => inBenchWorker(worker => worker.heap(text, most)),
};

async function inBenchWorker<T>(
  work: (api: ReturnType<typeof wrap<BenchWorkerApi>>) => Promise<T>,
): Promise<T> {
  const worker = new Worker(new URL('./bench-worker.ts', import.meta.url), { type: 'module' });
  try {
    const api = wrap<BenchWorkerApi>(worker);
    await api.load(MODEL_URL);
    return await work(api);
  } finally {
    worker.terminate();
  }
}
