/** How long the app's worker takes from its start until it can explain. */

import type { EngineClient } from '../../src/worker/engine-client';

export interface LoadResult {
  readonly milliseconds: number;
  /** Whether the weights came from the cache of an earlier visit. */
  readonly cached: boolean;
  readonly threads: number;
  readonly isolated: boolean;
}

export async function measureLoad(client: EngineClient, modelUrl: string): Promise<LoadResult> {
  let cached = false;
  const start = performance.now();
  const indexUrl = new URL('../../neurons/minilm-sst2/', modelUrl).href;
  const { backend } = await client.load({ modelUrl, indexUrl }, 'wasm', event => {
    if (event.stage === 'download') cached = event.cached;
  });
  const milliseconds = performance.now() - start;
  if (backend.name !== 'wasm') throw new Error(`Expected the wasm backend. ${backend.reason}`);
  return { milliseconds, cached, threads: backend.threads, isolated: crossOriginIsolated };
}
