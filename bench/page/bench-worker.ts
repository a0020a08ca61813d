/** The worker of the bench page: measures the engine where the app runs it. */

import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expose } from 'comlink';
import { integratedGradients } from '../../src/engine/attribution/integrated-gradients';
import { startBackend } from '../../src/engine/backend/backend';
import { browserBackends } from '../../src/engine/backend/browser';
import { browserCache } from '../../src/engine/checkpoint/cache';
import { type Checkpoint, loadCheckpoint } from '../../src/engine/checkpoint/checkpoint';
import { urlSource } from '../../src/engine/checkpoint/source';
import { type Explained, type ExplanationRequest, explain } from '../../src/engine/explanation/explain';
import { createModel, type Model } from '../../src/engine/explanation/model';
import type { NeuronSelection } from '../../src/engine/explanation/neuron-records';
import { finish } from '../../src/engine/finish';
import { differentiable } from '../../src/engine/transformer/transformer';
import { type InterventionResults, measureInterventions } from '../interventions';
import { measurePasses, type PassResults, type PassRounds, POINTS } from '../passes';
import { embedSentence } from '../sentence';
import { measureSweep, type SweepResults } from '../sweep';
import { LONG_TEXT, SENTENCES } from '../texts';
import { elapsed } from '../timing';
import { wasmHeapBytes } from '../wasm-heap';
import { DEFAULT_REQUEST, NEURONS } from './request';

/** Tensors before and after the same number of explanations. */
export interface TensorCounts {
  readonly before: number;
  readonly after: number;
}

export interface LeakResults {
  readonly explanations: number;
  readonly words: TensorCounts;
  readonly neurons: TensorCounts;
  /**
   * Bytes of the wasm heap, which only grows, with words alone: with the model loaded, after the explanations, after
   * 512 tokens.
   */
  readonly heap: { readonly loaded: number; readonly explained: number; readonly longest: number };
}

/** The wasm heap after one text, neurons included. */
export interface HeapResult {
  readonly tokens: number;
  readonly bytes: number;
}

export interface BenchWorkerApi {
  /** Once, before anything else. */
  load(modelUrl: string): Promise<void>;
  passes(rounds: PassRounds): Promise<PassResults>;
  sweep(rounds: number): Promise<SweepResults>;
  interventions(rounds: number): Promise<InterventionResults>;
  /** Milliseconds of integrated gradients of the sentence by a fixed rule of 50 points, words alone. */
  wordsAlone(): Promise<number>;
  /** Explains texts of several lengths in full, words alone and with neurons, and one as long as the model takes. */
  leaks(explanations: number): Promise<LeakResults>;
  /**
   * Explains one text as the app's worker does; in a worker that has done nothing else, its heap is that text's peak.
   * @param most evaluations of the neurons of a long text, after which it stops: every panel holds as much memory
   */
  heap(text: string, most: number): Promise<HeapResult>;
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

  async sweep(rounds) {
    return measureSweep(ready().model, rounds);
  },

  async interventions(rounds) {
    return measureInterventions(ready().model, rounds);
  },

  async wordsAlone() {
    const { model } = ready();
    const f = differentiable(model.transformer, { kind: 'logit', label: 0 });
    const request = { ...embedSentence(model), rule: 'gauss-legendre', steps: POINTS } as const;
    return elapsed(() => finish(integratedGradients(f, request)));
  },

  async leaks(explanations) {
    const heapLoaded = wasmHeapBytes();
    const words = await countTensors(explanations, null);
    const heapExplained = wasmHeapBytes();
    // Four points hold as much memory as many: one batch at a time.
    await run({ ...DEFAULT_REQUEST, text: LONG_TEXT, rule: 'gauss-legendre', steps: 4 }, null);
    const heap = { loaded: heapLoaded, explained: heapExplained, longest: wasmHeapBytes() };
    return { explanations, words, neurons: await countTensors(explanations, NEURONS), heap };
  },

  async heap(text, most) {
    let tokens = Number.NaN;
    const options = { rough: true, neurons: NEURONS };
    for await (const event of explain(ready().model, { ...DEFAULT_REQUEST, text }, options)) {
      if (event.stage === 'tokens') tokens = event.tokens.length;
      if (event.stage === 'refining' && event.of === 'neurons' && event.done >= most) break;
    }
    return { tokens, bytes: wasmHeapBytes() };
  },
};

async function countTensors(explanations: number, neurons: NeuronSelection | null): Promise<TensorCounts> {
  const before = tf.memory().numTensors;
  for (let i = 0; i < explanations; i++) {
    await run({ ...DEFAULT_REQUEST, text: SENTENCES[i % SENTENCES.length] ?? '' }, neurons);
  }
  return { before, after: tf.memory().numTensors };
}

function run(request: ExplanationRequest, neurons: NeuronSelection | null): Promise<Explained> {
  return finish(explain(ready().model, request, { rough: true, neurons }));
}

function ready(): NonNullable<typeof loaded> {
  if (!loaded) throw new Error('No model is loaded.');
  return loaded;
}

expose(api);
