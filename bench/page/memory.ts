/** Memory of the page and its workers after an explanation, through the app's own client and worker. */

import type { EngineClient } from '../../src/worker/engine-client';
import { DEFAULT_REQUEST } from './request';

export interface PageMemory {
  readonly tokens: number;
  /** Null where the browser does not tell. */
  readonly bytes: number | null;
}

/** The result is held while memory is measured, as the app holds the one that it shows. */
export async function measureMemory(client: EngineClient, text: string): Promise<PageMemory> {
  const explained = await client.explain({ ...DEFAULT_REQUEST, text }, () => {});
  const bytes = await pageBytes();
  if (!explained?.neurons) throw new Error("The app's worker told nothing of neurons.");
  return { tokens: explained.neurons.tokens, bytes };
}

/** Takes a minute: the browser waits so long for the threads of the wasm backend, which do not answer. */
async function pageBytes(): Promise<number | null> {
  const measure: unknown = Reflect.get(performance, 'measureUserAgentSpecificMemory');
  if (typeof measure !== 'function') return null;
  const report: unknown = await measure.call(performance);
  return typeof report === 'object' && report !== null && 'bytes' in report ? Number(report.bytes) : null;
}
