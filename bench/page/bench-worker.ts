/** The worker of the bench page: measures the engine where the app runs it. */

import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expose } from 'comlink';
import { startBackend } from '../../src/engine/backend/backend';
import { browserBackends } from '../../src/engine/backend/browser';
import { browserCache } from '../../src/engine/checkpoint/cache';
import { type Checkpoint, loadCheckpoint } from '../../src/engine/checkpoint/checkpoint';
import { urlSource } from '../../src/engine/checkpoint/source';
import { type ExplanationRequest, explain } from '../../src/engine/explanation/explain';
import { createModel, type Model } from '../../src/engine/explanation/model';
import { finish } from '../../src/engine/finish';
import { measurePasses, type PassResults, type PassRounds } from '../passes';
import { LONG_TEXT, SENTENCES } from '../texts';
import { wasmHeapBytes } from '../wasm-heap';
import { DEFAULT_REQUEST } from './request';

export interface LeakResults {
  readonly explanations: number;
  readonly tensorsBefore: number;
  readonly tensorsAfter: number;
  /** Bytes of the wasm heap, which only grows: with the model loaded, after the explanations, after 512 tokens. */
  readonly heap: { readonly loaded: number; readonly explained: number; readonly longest: number };
}

export interface BenchWorkerApi {
  /** Once, before anything else. */
  load(modelUrl: string): Promise<void>;
  passes(rounds: PassRounds): Promise<PassResults>;
  /** Explains texts of several lengths in full, and one as long as the model takes. */
  leaks(explanations: number): Promise<LeakResults>;
}

let loaded: { readonly model: Model; readonly checkpoint: Checkpoint } | null = null;

const api: BenchWorkerApi = {
  async load(modelUrl) {
    const backend = await startBackend(browserBackends, 'wasm', () => {});
    const checkpoint = await loadCheckpoint(urlSource(modelUrl, browserCache()), () => {});
    loaded = { model: createModel(checkpoint, backend), checkpoint };
  },

  async passes(rounds) {
    const { model, checkpoint } = ready();
    return measurePasses(model, checkpoint, rounds);
  },

  async leaks(explanations) {
    const { model } = ready();
    const run = (request: ExplanationRequest) => finish(explain(model, request, { rough: true }));
    const heapLoaded = wasmHeapBytes();
    const tensorsBefore = tf.memory().numTensors;
    for (let i = 0; i < explanations; i++) {
      await run({ ...DEFAULT_REQUEST, text: SENTENCES[i % SENTENCES.length] ?? '' });
    }
    const tensorsAfter = tf.memory().numTensors;
    const heapExplained = wasmHeapBytes();
    // Four points hold as much memory as many: one batch at a time.
    await run({ ...DEFAULT_REQUEST, text: LONG_TEXT, rule: 'gauss-legendre', steps: 4 });
    const heap = { loaded: heapLoaded, explained: heapExplained, longest: wasmHeapBytes() };
    return { explanations, tensorsBefore, tensorsAfter, heap };
  },
};

function ready(): NonNullable<typeof loaded> {
  if (!loaded) throw new Error('No model is loaded.');
  return loaded;
}

expose(api);
