/** The bench page: what `bench/browser.ts` calls, as `globalThis.bench`. */

import { wrap } from 'comlink';
import { createEngineClient, type EngineClient } from '../../src/worker/client';
import type { PassResults, PassRounds } from '../passes';
import type { BenchWorkerApi, LeakResults } from './bench-worker';
import { type LoadResult, measureLoad } from './load';
import { measureWaits, type WaitResults } from './waits';

export interface Bench {
  /** Starts the app's worker through its client and loads the model. Once a page. */
  load(): Promise<LoadResult>;
  /** What a user waits for; after `load`. */
  waits(rounds: number): Promise<WaitResults>;
  /** Bytes of the page and its workers now; after `load`. */
  pageBytes(): Promise<number | null>;
  /** Ends the app's worker. */
  unload(): void;
  /** In a worker of their own, which ends afterwards. */
  passes(rounds: PassRounds): Promise<PassResults>;
  leaks(explanations: number): Promise<LeakResults>;
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
  waits: rounds => measureWaits(client, rounds),
  pageBytes,
  unload: () => client.dispose(),
  passes: rounds => inBenchWorker(worker => worker.passes(rounds)),
  leaks: explanations => inBenchWorker(worker => worker.leaks(explanations)),
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

/** Null where the browser does not tell. It collects garbage first, which takes a while. */
async function pageBytes(): Promise<number | null> {
  const measure: unknown = Reflect.get(performance, 'measureUserAgentSpecificMemory');
  if (typeof measure !== 'function') return null;
  const report: unknown = await measure.call(performance);
  return typeof report === 'object' && report !== null && 'bytes' in report ? Number(report.bytes) : null;
}
